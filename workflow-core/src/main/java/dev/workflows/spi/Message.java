package dev.workflows.spi;

import dev.workflows.ParentClosePolicy;
import dev.workflows.payload.Payload;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that reaches a run from outside its own turn: a row of its inbox.
 *
 * @param messageId its key within the chain; a second message with it has no effect
 * @param kind what it is
 * @param name the name of the signal or update; of an outcome or an answer, what kind it is; the
 *     version that is asked for
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
    ACTIVITY_OUTCOME,
    /** How a child ended. */
    CHILD_OUTCOME,
    /** A request to end at once, by a parent that ended. */
    TERMINATE,
    /** A change that the workflow's code accepts or rejects, and answers. */
    UPDATE,
    /** The answer to an update or a migration; consumed from the beginning. */
    UPDATE_ANSWER,
    /** A request to go on with another version of the workflow, which is answered. */
    MIGRATION
  }

  /** The outcome of a child that returned. */
  public static final String COMPLETED = "COMPLETED";

  /** The outcome of a child that did not begin. */
  public static final String NOT_STARTED = "NOT_STARTED";

  private static final String UPDATE = "update:";
  private static final String MIGRATION = "migration:";
  private static final String ANSWER = "answer:";

  /** Why a child ends whose parent has ended. */
  public static final Payload PARENT_ENDED = new Payload("\"The parent workflow has ended\"");

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

  /** The same with another payload. */
  public Message with(@Nullable Payload other) {
    return new Message(messageId, kind, name, runId, refSeq, attempts, by, other);
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

  /** How a child ended: {@link #COMPLETED} with its result, else with its failure. */
  public static Message childOutcome(Parent parent, String end, @Nullable Payload payload) {
    String key = "child:" + parent.runId() + ":" + parent.seq();
    return new Message(key, Kind.CHILD_OUTCOME, end, parent.runId(), parent.seq(), null, payload);
  }

  /** A request to end at once; there is only one in a chain. */
  public static Message terminate(@Nullable Payload reason) {
    return new Message("terminate", Kind.TERMINATE, null, null, null, null, reason);
  }

  /** What a child is sent whose parent has ended, under every policy but to let it go on. */
  public static Message ofClosedParent(ParentClosePolicy policy) {
    return policy == ParentClosePolicy.TERMINATE ? terminate(PARENT_ENDED) : cancel(PARENT_ENDED);
  }

  /** An update; the sender's id is kept apart from the engine's own keys. */
  public static Message update(String senderId, String name, @Nullable Payload payload) {
    return new Message(UPDATE + senderId, Kind.UPDATE, name, null, null, null, payload);
  }

  /** A request to go on with this version; each is one of its own, and has an answer of its own. */
  public static Message migration(UUID requestId, int version) {
    return new Message(
        MIGRATION + requestId, Kind.MIGRATION, Integer.toString(version), null, null, null, null);
  }

  /** The answer to the update, or the migration, of this message id. */
  public static Message answer(String updateId, String kind, @Nullable Payload payload) {
    return new Message(answerKey(updateId), Kind.UPDATE_ANSWER, kind, null, null, null, payload);
  }

  /** The message id of the update that this is the answer to. */
  public static String updateKey(Message answer) {
    return answer.messageId().substring(ANSWER.length());
  }

  /** The key under which the answer to the update of this message id is stored. */
  public static String answerKey(String updateId) {
    return ANSWER + updateId;
  }
}
