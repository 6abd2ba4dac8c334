package dev.workflows.replay;

import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.steps.HumanDecision;
import dev.workflows.steps.StepGraph;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A workflow whose steps a test gives, with what an operator may tell it. */
@Workflow("stepped")
class Stepped {

  /** Code of a test. */
  interface Code {
    @Nullable String run(Stepped self) throws Exception;
  }

  final WorkflowContext context;
  private final Code code;
  private @Nullable StepGraph graph;

  Stepped(WorkflowContext context, Code code) {
    this.context = context;
    this.code = code;
  }

  /** Lets signals and queries reach this. */
  StepGraph known(StepGraph newGraph) {
    graph = newGraph;
    return newGraph;
  }

  @WorkflowMethod
  public @Nullable String run(@Nullable String input) throws Exception {
    return code.run(this);
  }

  @SignalMethod(queued = true)
  public void decide(HumanDecision decision) {}

  @SignalMethod(queued = true)
  public void hand(String value) {}

  @SignalMethod
  public void retry(String step) {
    if (graph != null) {
      graph.retry(step);
    }
  }

  @SignalMethod
  public void giveUp() {
    if (graph != null) {
      graph.giveUp();
    }
  }

  @QueryMethod
  public Map<String, String> statuses() {
    Map<String, String> statuses = new TreeMap<>();
    if (graph != null) {
      graph.results().statuses().forEach((id, status) -> statuses.put(id, status.name()));
    }
    return statuses;
  }

  @QueryMethod
  public List<String> tasks() {
    return graph == null ? List.of() : graph.openTasks();
  }
}
