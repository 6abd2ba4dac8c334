package dev.workflows.replay;

import dev.workflows.payload.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What the sender of an update is told.
 *
 * @param messageId the message it came as
 * @param kind how it ended
 * @param payload its result, else an encoded {@code Failure}
 * @param seq the event that says so; 0 if it was rejected, which no event tells
 */
public record UpdateAnswer(String messageId, Kind kind, @Nullable Payload payload, long seq) {

  /** How an update ended. Stored by its name. */
  public enum Kind {
    /** It was not accepted. */
    REJECTED,
    /** Its handler returned. */
    COMPLETED,
    /** An exception left its handler. */
    FAILED
  }
}
