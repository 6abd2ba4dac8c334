package dev.workflows.test.model;

import dev.workflows.ChildHandle;
import dev.workflows.ChildOptions;
import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.UpdateMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.steps.HumanDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A workflow that executes the scenario that it is started with. */
@Workflow(value = "model", dynamicHandlers = true)
class ModelWorkflow implements Model {

  final WorkflowContext context;

  /** What the code of a scenario notes for itself. */
  final List<String> notes = new ArrayList<>();

  /** The name of the scenario, or of the part of it, that is executed. */
  String scenario = "";

  /** What the code of a scenario was started with. */
  String input = "";

  /** What an update does; by default its answer tells of all that came so far. */
  Handler onChange = value -> String.join("", notes);

  private final ModelSteps steps;
  private final Map<String, Scenario.Script> scripts;
  private final List<String> words = new ArrayList<>();

  ModelWorkflow(WorkflowContext context, ModelSteps steps, Map<String, Scenario.Script> scripts) {
    this.context = context;
    this.steps = steps;
    this.scripts = scripts;
  }

  @WorkflowMethod
  @Override
  public String execute(String scenario, String input) {
    this.scenario = scenario;
    this.input = input;
    try {
      return Objects.requireNonNull(scripts.get(scenario)).run(this);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
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

  @SignalMethod(queued = true)
  void decide(HumanDecision decision) {}

  @QueryMethod
  String noted() {
    return String.join("", notes);
  }

  @UpdateMethod(validator = "look")
  String change(String value) throws Exception {
    notes.add(value);
    return Objects.requireNonNull(onChange).run(value);
  }

  void look(String value) {
    if (value.startsWith("no") || notes.contains(value)) {
      throw new IllegalArgumentException("not " + value);
    }
  }

  /** What an update does. */
  @FunctionalInterface
  interface Handler {
    String run(String value) throws Exception;
  }

  // ---- for the code of scenarios

  /** A child that executes this part of the scenario. */
  String child(ChildOptions options, String part, String with) {
    String result = context.child(Model.class, options).call(m -> m.execute(part, with));
    return String.valueOf(result);
  }

  /** The same under a workflow id of its own. */
  String child(String part, String with) {
    return child(ChildOptions.defaults(), part, with);
  }

  /** The same, only started. */
  ChildHandle<String> start(ChildOptions options, String part, String with) {
    return context.child(Model.class, options).start(m -> m.execute(part, with));
  }

  /** A workflow id that only this run's children have. */
  ChildOptions named(String name) {
    return ChildOptions.of(context.workflowId() + " " + name);
  }

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

  ModelSteps.Task task(String key) {
    return new ModelSteps.Task(context.workflowId(), key);
  }

  boolean hasHeard(String word) {
    return words.contains(word);
  }

  /** Waits for so many notes; returns them all. */
  String awaitNotes(int count) {
    context.await("notes", () -> notes.size() >= count);
    return noted();
  }

  void awaitWord(String word) {
    context.await(word, () -> hasHeard(word));
  }
}
