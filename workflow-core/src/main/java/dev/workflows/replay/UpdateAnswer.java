package dev.workflows.replay;

import dev.workflows.payload.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What the sender of an update, or of a migration, is told.
 *
 * @param messageId the message it came as
 * @param kind how it ended
 * @param payload its result, of a migration the id of the run, else an encoded {@code Failure}
 * @param seq the event that says so; 0 if none does, as where it was rejected
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
