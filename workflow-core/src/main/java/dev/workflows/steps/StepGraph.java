package dev.workflows.steps;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Steps that depend on each other, executed by a workflow's code: each begins once all that it
 * depends on has ended, on a {@linkplain WorkflowContext#async branch} of its own, so that
 * independent ones are under way at the same time. Belongs to one run and is used by that run's
 * code alone.
 *
 * <p>Nothing of a graph is recorded but the activities, timers and signals of its steps. When the
 * process dies the code is executed again, and so is the graph: what was recorded tells it where it
 * stood.
 */
public final class StepGraph {

  private static final String UNNAMED = "steps";

  private final WorkflowContext workflow;
  private final String name;
  private final String prefix;
  private final @Nullable Object input;
  private final StepShared shared;
  private final List<StepDefinition> definitions = new ArrayList<>();
  private final Map<String, StepRetry> presets = new LinkedHashMap<>();
  private final StepNodes nodes = new StepNodes();
  private final StepExecution execution = new StepExecution(this, nodes);
  private OnFailure onFailure = OnFailure.THROW;
  private boolean begun;
  private boolean running;
  private boolean givenUp;

  private StepGraph(
      WorkflowContext workflow,
      String name,
      String prefix,
      @Nullable Object input,
      StepShared shared) {
    this.workflow = workflow;
    this.name = name;
    this.prefix = prefix;
    this.input = input;
    this.shared = shared;
  }

  // ---- how it is made

  /** A graph without steps, to be {@linkplain #add added}. */
  public static StepGraph of(WorkflowContext workflow) {
    return new StepGraph(workflow, UNNAMED, "", null, new StepShared());
  }

  /** The steps of a plan. */
  public static StepGraph of(WorkflowContext workflow, StepPlan plan) {
    return new StepGraph(workflow, plan.name(), "", null, new StepShared()).take(plan);
  }

  /** The steps of a plan, for this: they read it by {@link StepResults#input}. */
  public static StepGraph of(WorkflowContext workflow, StepPlan plan, Object input) {
    return new StepGraph(workflow, plan.name(), "", input, new StepShared()).take(plan);
  }

  static StepGraph nested(StepSite site, StepPlan plan, @Nullable Object input) {
    return new StepGraph(site.workflow(), plan.name(), site.path() + "/", input, site.shared())
        .take(plan);
  }

  private StepGraph take(StepPlan plan) {
    definitions.addAll(plan.steps());
    presets.putAll(plan.presets());
    return this;
  }

  /**
   * Adds a step; it is checked by {@link #run}.
   *
   * @throws InvalidRequestException if the graph has been run: then only steps may {@linkplain
   *     StepResult#emit add} steps
   */
  public StepGraph add(StepDefinition step) {
    refuseIfBegun("step '" + step.id() + "'");
    definitions.add(step);
    return this;
  }

  /** Adds a way to execute steps anew, for those that {@linkplain StepDefinition#retry name} it. */
  public StepGraph preset(String preset, StepRetry retry) {
    refuseIfBegun("preset '" + preset + "'");
    presets.put(preset, retry);
    return this;
  }

  private void refuseIfBegun(String what) {
    if (begun) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_STEPS,
          "The steps of '%s' have begun, and %s comes too late. Let a step emit it."
              .formatted(name, what));
    }
  }

  /** Says what becomes of failures; {@link OnFailure#THROW} if nobody does. */
  public StepGraph onFailure(OnFailure policy) {
    onFailure = policy;
    return this;
  }

  // ---- how it is executed

  /**
   * Executes all steps that have not ended, and waits for them. A failure keeps no other step from
   * being executed but those that require the one that failed, directly or not, which are
   * cancelled. It is handled if everything behind it depends on it, or on what it cancelled,
   * optionally.
   *
   * <p>May be called again once it has thrown, after {@link #retry}.
   *
   * @return what came of all steps
   * @throws InvalidRequestException with {@link ErrorCode#INVALID_STEPS} if they cannot be executed
   *     as they are: there is none, an id is used twice, a dependency is unknown or in a circle, an
   *     activity, a signal or a preset is unknown; nothing is done then
   * @throws StepsFailedException if a failure is left unhandled, unless {@linkplain #onFailure told
   *     otherwise}
   * @throws WorkflowCancelledException if the code was asked to end; its steps have been, too
   */
  public StepResults run() {
    begin();
    try {
      return workflow.newScope().call(this::executeAll);
    } catch (Exception e) {
      throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    } finally {
      running = false;
      givenUp = false;
    }
  }

  private void begin() {
    if (running) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_STEPS, "The steps of '%s' are being executed.".formatted(name));
    }
    if (!begun) {
      require(definitions);
      nodes.add(definitions);
      begun = true;
    }
    running = true;
  }

  /** Refuses steps that cannot be added to those that are here, or cannot be done. */
  void require(List<StepDefinition> added) {
    StepChecks.require(name, nodes, added, presets.keySet());
    StepChecks.requireWork(name, added, workflow);
  }

  private StepResults executeAll() {
    while (true) {
      nodes.due().forEach(this::start);
      if (nodes.haveEnded() && !isToWait()) {
        return conclude();
      }
      long seen = nodes.changes();
      workflow.await(name, () -> nodes.changes() != seen);
    }
  }

  private void start(StepNode node) {
    nodes.begin(node);
    workflow.async(
        node.id(),
        () -> {
          execution.execute(node);
          return node.id();
        });
  }

  private boolean isToWait() {
    return onFailure == OnFailure.WAIT && !givenUp && !nodes.unhandled().isEmpty();
  }

  private StepResults conclude() {
    List<StepNode> failed = nodes.unhandled();
    if (failed.isEmpty() || onFailure == OnFailure.RETURN) {
      return results();
    }
    throw new StepsFailedException(name, failed, results());
  }

  /**
   * Puts back a step that has failed, and those that were cancelled for it and nothing else, to be
   * executed by the {@link #run} that is under way or comes next. What has completed is not done
   * again, also what went on without it. Does nothing, and throws nothing, if there is no such step
   * or it has not failed: a signal's handler may pass on whatever it is told.
   *
   * @param step its id; in a nested plan behind that step's id and a slash, by which as much of the
   *     plan is done again as has failed
   * @return whether it was put back
   */
  public boolean retry(String step) {
    int slash = step.indexOf('/');
    StepNode node = nodes.find(slash < 0 ? step : step.substring(0, slash));
    if (node == null) {
      return false;
    }
    StepGraph nested = node.nested();
    if (slash >= 0 && (nested == null || !nested.retry(step.substring(slash + 1)))) {
      return false;
    }
    return nodes.retry(node) || slash >= 0;
  }

  /** Puts back every step that has failed. */
  void retryAll() {
    nodes.failed().forEach(nodes::retry);
  }

  /** Waits no longer for a retry: {@link #run} throws once all steps have ended. */
  public void giveUp() {
    givenUp = true;
    nodes.touch();
  }

  // ---- what is known of it

  /** Where all steps stand now, also while they are under way. May be asked by a query. */
  public StepResults results() {
    return StepResults.of(nodes.byId(), input);
  }

  /**
   * What steps have left in a collection: for each key what came last, in the order in which the
   * keys first came, which is that of the ends of their steps. May be asked by a query.
   *
   * @throws dev.workflows.payload.PayloadException if one of them is of another type
   */
  public <T> List<T> records(String collection, Class<T> type) {
    return shared.records().read(collection, type);
  }

  /** What steps have left in a collection under this key. */
  public <T> Optional<T> record(String collection, String key, Class<T> type) {
    return shared.records().read(collection, key, type);
  }

  /** The tasks that people are to decide about now. May be asked by a query. */
  public List<String> openTasks() {
    List<String> tasks = new ArrayList<>();
    for (StepNode node : nodes.all()) {
      StepGraph nested = node.nested();
      if (nested != null) {
        tasks.addAll(nested.openTasks());
      } else if (node.is(StepStatus.RUNNING)
          && node.definition().work() instanceof StepWork.Human) {
        tasks.add(path(node));
      }
    }
    return List.copyOf(tasks);
  }

  // ---- for its execution

  String path(StepNode node) {
    return prefix + node.id();
  }

  WorkflowContext workflow() {
    return workflow;
  }

  StepShared shared() {
    return shared;
  }

  Map<String, StepRetry> presets() {
    return presets;
  }

  @Nullable Object input() {
    return input;
  }
}
