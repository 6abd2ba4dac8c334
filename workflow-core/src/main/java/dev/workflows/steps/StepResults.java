package dev.workflows.steps;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where steps stand, and what came of those that have ended: all of a graph's, or those that a step
 * depends on. As it was when it was asked for; belongs to one run and is used by that run's code
 * alone.
 */
public final class StepResults {

  private final Map<String, Outcome> outcomes;
  private final @Nullable Object input;

  private record Outcome(
      String executedAs, StepStatus status, @Nullable Object value, @Nullable Exception failure) {}

  private StepResults(Map<String, Outcome> outcomes, @Nullable Object input) {
    this.outcomes = outcomes;
    this.input = input;
  }

  static StepResults of(Map<String, StepNode> nodes, @Nullable Object input) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    nodes.forEach(
        (id, node) ->
            outcomes.put(id, new Outcome(node.id(), node.status(), node.value(), node.failure())));
    return new StepResults(outcomes, input);
  }

  /** The status of every step, in the order in which they were added. */
  public Map<String, StepStatus> statuses() {
    Map<String, StepStatus> statuses = new LinkedHashMap<>();
    outcomes.forEach((id, outcome) -> statuses.put(id, outcome.status()));
    return statuses;
  }

  /**
   * Where this step stands.
   *
   * @throws InvalidRequestException if there is no such step here
   */
  public StepStatus status(String step) {
    return outcome(step).status();
  }

  /** Whether this step has completed. */
  public boolean isCompleted(String step) {
    return status(step) == StepStatus.COMPLETED;
  }

  /** The steps that have this status, in the order in which they were added. */
  public List<String> with(StepStatus status) {
    return outcomes.entrySet().stream()
        .filter(entry -> entry.getValue().status() == status)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The result of this step.
   *
   * @throws InvalidRequestException if there is no such step here, if it has not completed, if it
   *     has no result, or if that is of another type
   */
  public <T> T get(String step, Class<T> type) {
    Outcome outcome = outcome(step);
    return find(step, type)
        .orElseThrow(
            () ->
                refused(
                    "Step '%s' is %s and has no result. Ask with find() for what may be missing."
                        .formatted(step, outcome.status())));
  }

  /**
   * The result of this step; empty if it has not completed, or has none.
   *
   * @throws InvalidRequestException if there is no such step here, or its result is of another type
   */
  public <T> Optional<T> find(String step, Class<T> type) {
    return cast("The result of step '" + step + "'", outcome(step).value(), type);
  }

  /** What this step failed with; empty if it has not, or was cancelled for another one. */
  public Optional<Exception> failure(String step) {
    return Optional.ofNullable(outcome(step).failure());
  }

  /** The step that was executed for this one: another one if that has the same key. */
  public String executedAs(String step) {
    return outcome(step).executedAs();
  }

  /**
   * What the graph was given.
   *
   * @throws InvalidRequestException if it was given nothing, or something else
   */
  public <T> T input(Class<T> type) {
    return cast("The input of the steps", input, type)
        .orElseThrow(() -> refused("The steps have no input."));
  }

  /** The statuses; no values, which may be what logs must not hold. */
  @Override
  public String toString() {
    return statuses().toString();
  }

  private Outcome outcome(String step) {
    Outcome outcome = outcomes.get(step);
    if (outcome == null) {
      throw refused(
          "Step '%s' is none of those that can be asked about here: %s. What a step reads it must depend on."
              .formatted(
                  step, outcomes.keySet().stream().collect(Collectors.joining(", ", "[", "]"))));
    }
    return outcome;
  }

  /** The value is of the type, so the cast cannot fail. */
  @SuppressWarnings("unchecked")
  private static <T> Optional<T> cast(String what, @Nullable Object value, Class<T> type) {
    if (value != null && !MethodType.methodType(type).wrap().returnType().isInstance(value)) {
      throw refused(
          "%s is a %s, which is no %s."
              .formatted(what, value.getClass().getName(), type.getName()));
    }
    return Optional.ofNullable((T) value);
  }

  private static InvalidRequestException refused(String message) {
    return new InvalidRequestException(ErrorCode.INVALID_STEPS, message);
  }
}
