package dev.workflows.spi;

import dev.workflows.payload.Payload;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that reaches a run from outside its own turn: a row of its inbox.
 *
 * @param messageId its key within the chain; a second message with it has no effect
 * @param kind what it is
 * @param name the signal's name
 * @param runId for an outcome, the run it belongs to
 * @param refSeq for an outcome, the position of the call
 * @param attempts for an outcome, how often the call was attempted
 * @param by who sent it, if that was told
 * @param payload what it carries
 */
public record Message(
    String messageId,
    Kind kind,
    @Nullable String name,
    @Nullable UUID runId,
    @Nullable Long refSeq,
    @Nullable Integer attempts,
    @Nullable String by,
    @Nullable Payload payload) {

  /** What a message is; stored by its name in lower case. */
  public enum Kind {
    /** A signal for the workflow's code. */
    SIGNAL,
    /** A request to end. */
    CANCEL,
    /** The outcome of an activity that recorded it itself. */
    ACTIVITY_OUTCOME
  }

  /** A message of a sender who did not tell who it is. */
  public Message(
      String messageId,
      Kind kind,
      @Nullable String name,
      @Nullable UUID runId,
      @Nullable Long refSeq,
      @Nullable Integer attempts,
      @Nullable Payload payload) {
    this(messageId, kind, name, runId, refSeq, attempts, null, payload);
  }

  /** A signal; the sender's id is kept apart from the engine's own keys. */
  public static Message signal(String senderId, String name, @Nullable Payload payload) {
    return new Message("signal:" + senderId, Kind.SIGNAL, name, null, null, null, payload);
  }

  /** A request to end; there is only one in a chain. */
  public static Message cancel(@Nullable Payload reason) {
    return new Message("cancel", Kind.CANCEL, null, null, null, null, reason);
  }

  /** The same from a sender who tells who it is. */
  public Message sentBy(@Nullable String who) {
    return new Message(messageId, kind, name, runId, refSeq, attempts, who, payload);
  }

  /** The outcome of a transactional activity that returned. */
  public static Message outcome(UUID runId, long seq, int attempts, @Nullable Payload result) {
    return new Message(
        outcomeKey(runId, seq), Kind.ACTIVITY_OUTCOME, null, runId, seq, attempts, result);
  }

  /** The key under which the one outcome of a transactional activity is stored. */
  public static String outcomeKey(UUID runId, long seq) {
    return "activity:" + runId + ":" + seq;
  }
}
