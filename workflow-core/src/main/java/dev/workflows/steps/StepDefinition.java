package dev.workflows.steps;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One step: what it does, what it waits for, and what becomes of a failure. Immutable; may be
 * shared by any number of graphs and threads. Names are checked together with the graph's or the
 * plan's others.
 */
public final class StepDefinition {

  private final String id;
  private final StepWork work;
  private final List<Dependency> dependencies;
  private final @Nullable String key;
  private final @Nullable String preset;
  private final @Nullable Duration limit;

  private StepDefinition(
      String id,
      StepWork work,
      List<Dependency> dependencies,
      @Nullable String key,
      @Nullable String preset,
      @Nullable Duration limit) {
    this.id = Objects.requireNonNull(id, "id");
    this.work = work;
    this.dependencies = dependencies;
    this.key = key;
    this.preset = preset;
    this.limit = limit;
  }

  static StepDefinition of(String id, StepWork work) {
    return new StepDefinition(id, work, List.of(), null, null, null);
  }

  // ---- what it does

  /**
   * Calls an activity that takes nothing.
   *
   * @param id what the step is called in its graph: 1 to 255 printable characters, no slash
   * @param kind the recorded name of the activity, as {@code inventory.reserve}
   */
  public static StepDefinition step(String id, String kind) {
    return of(id, new StepWork.Call(kind, null, null));
  }

  /**
   * Calls an activity with its one argument.
   *
   * @param input the argument, of the type that the activity declares
   */
  public static StepDefinition step(String id, String kind, Object input) {
    return of(id, new StepWork.Call(kind, Objects.requireNonNull(input, "input"), null));
  }

  /**
   * Calls an activity with an argument that is made of what the step depends on.
   *
   * @param input code of the workflow, executed once all dependencies have ended; if it throws the
   *     step fails
   */
  public static StepDefinition step(String id, String kind, Function<StepResults, ?> input) {
    return of(id, new StepWork.Call(kind, null, Objects.requireNonNull(input, "input")));
  }

  /**
   * Waits for the next signal of this name and takes it; its result is what that carries.
   *
   * @param name of a signal whose handler is declared queued
   * @param type what the signal carries
   */
  public static StepDefinition signal(String id, String name, Class<?> type) {
    return of(id, new StepWork.Signal(name, type));
  }

  /** Waits durably, from when its dependencies have ended; has no result. */
  public static StepDefinition timer(String id, Duration duration) {
    return of(id, new StepWork.Timer(duration));
  }

  /**
   * Waits until somebody decides about a task of its id: completes with an approving {@link
   * HumanDecision}, and fails with {@link StepRejectedException} otherwise. A decision that comes
   * early is kept. The workflow needs this method, which may be empty:
   *
   * <pre>{@code @SignalMethod(queued = true) public void decide(HumanDecision decision) {}}</pre>
   */
  public static StepDefinition human(String id) {
    return human(id, HumanDecision.SIGNAL);
  }

  /** The same with a signal of another name that carries the decision. */
  public static StepDefinition human(String id, String signal) {
    return of(id, new StepWork.Human(signal));
  }

  /**
   * Executes a plan as one step, whose result is the plan's {@link StepResults}; it fails if the
   * plan does. Done anew, it goes on with what failed in the plan, and does nothing again that has
   * completed. Records and people's tasks are those of the whole graph; ids and keys are the
   * plan's.
   *
   * @param input what {@link StepResults#input} is for the plan's steps
   */
  public static StepDefinition plan(String id, StepPlan plan, Function<StepResults, ?> input) {
    return of(id, new StepWork.Nested(plan, input));
  }

  // ---- what else is to be known

  /** The same, beginning no earlier than these have ended; adds to what it depends on already. */
  public StepDefinition dependsOn(Dependency... others) {
    List<Dependency> all = new ArrayList<>(dependencies);
    all.addAll(List.of(others));
    return new StepDefinition(id, work, List.copyOf(all), key, preset, limit);
  }

  /**
   * The same, done once for this key in its graph: of several steps with one key the first is
   * executed, and stands for the others wherever they are named.
   */
  public StepDefinition dedupKey(String newKey) {
    return new StepDefinition(id, work, dependencies, newKey, preset, limit);
  }

  /** The same, executed anew when it fails, by the preset of this name of its graph or plan. */
  public StepDefinition retry(String newPreset) {
    return new StepDefinition(id, work, dependencies, key, newPreset, limit);
  }

  /**
   * The same, failing with {@link dev.workflows.ScopeTimeoutException} if one execution of it takes
   * longer; an activity is given up then.
   */
  public StepDefinition within(Duration newLimit) {
    return new StepDefinition(id, work, dependencies, key, preset, newLimit);
  }

  /** What the step is called in its graph. */
  public String id() {
    return id;
  }

  /** What it waits for. */
  public List<Dependency> dependencies() {
    return dependencies;
  }

  StepWork work() {
    return work;
  }

  @Nullable String key() {
    return key;
  }

  @Nullable String preset() {
    return preset;
  }

  @Nullable Duration limit() {
    return limit;
  }

  @Override
  public String toString() {
    return "Step '" + id + "'";
  }
}
