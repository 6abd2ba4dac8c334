package dev.workflows.engine;

import dev.workflows.PermanentException;
import dev.workflows.WorkflowException;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.payload.PayloadException;
import org.jspecify.annotations.Nullable;

/** Calls activities: with recorded arguments, for a result that can be recorded. Thread-safe. */
final class ActivityCalls {

  private final EngineParts parts;

  ActivityCalls(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * Calls the activity of an attempt on the calling thread.
   *
   * @throws Throwable whatever it throws, and {@link UnreadableArguments}
   */
  @Nullable Payload make(Attempt attempt) throws Throwable {
    ActivityDefinition activity = attempt.activity();
    PayloadCodec codec = parts.codec();
    @Nullable Object[] arguments = decode(attempt);
    Payload result =
        codec.encode(parts.invoker().invoke(activity, arguments), activity.resultType());
    int limit = parts.settings().maxPayloadBytes();
    if (result != null && result.json().length() > limit / 3 && result.size() > limit) {
      throw new PermanentException(
          "The result of activity '%s' is %d bytes, which is over the limit of %d"
              .formatted(activity.name(), result.size(), limit));
    }
    return result;
  }

  private @Nullable Object[] decode(Attempt attempt) {
    ActivityDefinition activity = attempt.activity();
    try {
      return parts.codec().decodeArguments(attempt.arguments(), activity.parameterTypes());
    } catch (PayloadException e) {
      throw new UnreadableArguments(activity.name(), e);
    }
  }

  /** Arguments that the deployed code cannot read: the run waits for code that can. */
  static final class UnreadableArguments extends WorkflowException {

    private static final long serialVersionUID = 1L;

    UnreadableArguments(String activity, PayloadException cause) {
      super(
          cause.blocksWith(),
          "The arguments of activity '%s' can no longer be read: %s Deploy code that can read them."
              .formatted(activity, cause.getMessage()),
          cause);
    }
  }
}
