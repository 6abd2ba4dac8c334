package dev.workflows.test.model;

import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A workflow that executes the scenario that it is started with. */
@Workflow("model")
class ModelWorkflow {

  final WorkflowContext context;

  /** What the code of a scenario notes for itself. */
  final List<String> notes = new ArrayList<>();

  private final ModelSteps steps;
  private final Map<String, Scenario.Script> scripts;
  private final List<String> words = new ArrayList<>();

  ModelWorkflow(WorkflowContext context, ModelSteps steps, Map<String, Scenario.Script> scripts) {
    this.context = context;
    this.steps = steps;
    this.scripts = scripts;
  }

  @WorkflowMethod
  String execute(String scenario) throws Exception {
    return Objects.requireNonNull(scripts.get(scenario)).run(this);
  }

  @SignalMethod
  void say(String word) {
    words.add(word);
    if (word.startsWith("fail")) {
      throw new IllegalStateException(word);
    }
  }

  @SignalMethod(queued = true)
  void hand(String value) {}

  // ---- for the code of scenarios

  String call(String key) {
    return steps.call(context.workflowId(), key);
  }

  String txCall(String key) {
    return steps.txCall(context.workflowId(), key);
  }

  String take(String key) {
    return steps.take(context.workflowId(), key);
  }

  String txTake(String key) {
    return steps.txTake(context.workflowId(), key);
  }

  String fail(String key) {
    return steps.fail(context.workflowId(), key);
  }

  String hang(String key) throws InterruptedException {
    return steps.hang(context.workflowId(), key);
  }

  boolean hasHeard(String word) {
    return words.contains(word);
  }

  void awaitWord(String word) {
    context.await(word, () -> hasHeard(word));
  }
}
