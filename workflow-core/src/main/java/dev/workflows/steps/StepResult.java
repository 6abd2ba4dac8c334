package dev.workflows.steps;

import dev.workflows.InvalidRequestException;
import dev.workflows.payload.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an activity may return to the graph that a step of it belongs to: its value, further steps,
 * and records. All of it is the outcome of the activity, so it becomes durable at once, with the
 * activity's success, or not at all, and is the same whenever the code is executed again. Outside
 * of a graph it is a value like any other. Immutable.
 *
 * @param <R> what the step's result is
 * @param value the step's result
 * @param emitted the steps that it adds to the graph
 * @param records what it leaves in collections
 */
public record StepResult<R>(
    @Nullable R value, List<EmittedStep> emitted, List<StepRecord> records) {

  /** Takes what was recorded, also without steps and records. */
  public StepResult(
      @Nullable R value, @Nullable List<EmittedStep> emitted, @Nullable List<StepRecord> records) {
    this.value = value;
    this.emitted = emitted == null ? List.of() : List.copyOf(emitted);
    this.records = records == null ? List.of() : List.copyOf(records);
  }

  /** A value alone, which may be {@code null}. */
  public static <R> StepResult<R> of(@Nullable R value) {
    return new StepResult<>(value, List.of(), List.of());
  }

  /**
   * The same, and a step that the graph executes as well. It may depend on every step that the
   * graph has then, on the emitting one, and on those emitted beside it. If the graph has no such
   * steps, or has one of its id, the emitting step fails.
   *
   * @param step an activity with a value as its input
   * @throws InvalidRequestException if it is anything else
   */
  public StepResult<R> emit(StepDefinition step) {
    return new StepResult<>(value, plus(emitted, EmittedStep.of(step)), records);
  }

  /** The same, and a record; one with the same collection and key takes the place of this one. */
  public StepResult<R> record(String collection, String key, Object newValue) {
    Objects.requireNonNull(collection, "collection");
    Objects.requireNonNull(key, "key");
    StepRecord added = new StepRecord(collection, key, JsonValue.of(newValue));
    return new StepResult<>(value, emitted, plus(records, added));
  }

  private static <E> List<E> plus(List<E> list, E added) {
    List<E> longer = new ArrayList<>(list);
    longer.add(added);
    return Collections.unmodifiableList(longer);
  }
}
