package dev.workflows.steps;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.payload.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step as it is recorded in the result of the activity that emits it: see {@link
 * StepResult#emit}.
 *
 * @param id the step's id
 * @param kind the recorded name of its activity
 * @param input what that is given, if it takes anything; read as the type that the activity
 *     declares
 * @param dependencies what the step waits for
 * @param dedupKey what tells it apart from steps that would do the same, if there may be such
 */
public record EmittedStep(
    String id,
    String kind,
    @Nullable JsonValue input,
    List<Dependency> dependencies,
    @Nullable String dedupKey) {

  /** Takes what was recorded, also without dependencies. */
  public EmittedStep(
      String id,
      String kind,
      @Nullable JsonValue input,
      @Nullable List<Dependency> dependencies,
      @Nullable String dedupKey) {
    this.id = id;
    this.kind = kind;
    this.input = input;
    this.dependencies = dependencies == null ? List.of() : List.copyOf(dependencies);
    this.dedupKey = dedupKey;
  }

  static EmittedStep of(StepDefinition step) {
    if (!(step.work() instanceof StepWork.Call call)
        || call.input() != null
        || step.preset() != null
        || step.limit() != null) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_STEPS,
          "Step '%s' cannot be emitted: it is to be an activity with a value as its input, without"
                  .formatted(step.id())
              + " a preset and a limit. Put others into the graph itself.");
    }
    Object value = call.value();
    return new EmittedStep(
        step.id(),
        call.kind(),
        value == null || value instanceof JsonValue ? (JsonValue) value : JsonValue.of(value),
        step.dependencies(),
        step.key());
  }

  StepDefinition step() {
    StepDefinition step =
        StepDefinition.of(id, new StepWork.Call(kind, input, null))
            .dependsOn(dependencies.toArray(Dependency[]::new));
    return dedupKey == null ? step : step.dedupKey(dedupKey);
  }
}
