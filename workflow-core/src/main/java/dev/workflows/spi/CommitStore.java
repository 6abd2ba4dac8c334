package dev.workflows.spi;

import dev.workflows.RunId;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where changes are made durable. Every method is one transaction and, on databases that allow it,
 * one round trip. Thread-safe.
 *
 * <p>All methods throw {@link StoreException}; what was written then is told by {@link
 * StoreException#outcome()}.
 */
public interface CommitStore {

  /**
   * Writes all of these commits or none. At most one is of any run. A commit that stands there
   * already, event for event, counts as written.
   *
   * @throws CommitRejectedException if one of them may not be written: nothing was. A batch of one
   *     tells why; a larger one is to be tried one by one
   */
  void commit(List<RunCommit> batch);

  /**
   * Inserts these runs, each unless its workflow id or start key is taken, or its {@linkplain
   * NewRun#idReuse rule} does not allow what was before, whatever else is written meanwhile. A
   * start whose {@code runId} exists already was written by an earlier try and counts as started.
   *
   * @return an outcome for each, in order
   */
  List<StartOutcome> start(List<NewRun> batch);

  /**
   * Inserts these messages, each into the inbox of its target's open chain.
   *
   * @return an outcome for each, in order
   */
  List<SendOutcome> send(List<Send> batch);

  /**
   * Inserts each of these runs and its message together; where the workflow id has an open run, or
   * the start key was used, the message goes to that run instead. All of it in one transaction.
   *
   * @return an outcome for each, in order; one whose run of that start key has ended is told so by
   *     the message's outcome, and so is one that may not use its workflow id again
   */
  List<StartAndSendOutcome> startAndSend(List<StartAndSend> batch);

  /**
   * Ends a run without its code, by request or since its time is over: appends the event behind the
   * last one, closes the row, deletes its activity rows and marks its unread messages as dead
   * letters, whoever owns it. Its parent is told, and so are its children that do not go on without
   * it. Reads no history.
   *
   * <p>A run that ends since its time is over is the one that the target names, never another of
   * its chain.
   *
   * @return {@code ACCEPTED}; {@code DUPLICATE} if it was this very request that ended the run;
   *     {@code CLOSED} or {@code NOT_FOUND}
   */
  SendOutcome terminate(Termination termination);

  /** What became of a start. */
  record StartOutcome(Kind kind, UUID runId) {

    /** The possible ends. */
    public enum Kind {
      /** The run exists now, with this id. */
      STARTED,
      /** The start key was used before; the run of that start. */
      SAME_KEY,
      /** The workflow id has an open run; that run. */
      ALREADY_OPEN,
      /** The workflow id had a run before, and may not be used again; its latest run. */
      CLOSED_BEFORE
    }
  }

  /**
   * A message with its address.
   *
   * @param target a run id, else a workflow id, which means its open run; what may have to be sent
   *     again names a run, since another one may be open under the workflow id by then
   * @param chainId that run's chain, if the sender knows it: its payload can be bound to it then
   * @param message what to send
   * @param delay how long nobody reads it
   * @param mostUnread how many messages may be unread there before; {@code null} if any number may.
   *     Senders at the same moment do not see each other, so it is exceeded by as many as they are
   */
  record Send(
      String target,
      @Nullable UUID chainId,
      Message message,
      Duration delay,
      @Nullable Integer mostUnread) {

    /** To a run of whose chain the sender knows nothing. */
    public Send(String target, Message message, Duration delay, @Nullable Integer mostUnread) {
      this(target, null, message, delay, mostUnread);
    }

    /** To be read at once, however many are unread. */
    public Send(String target, Message message) {
      this(target, message, Duration.ZERO, null);
    }
  }

  /** A run with a message that it gets in any case. */
  record StartAndSend(NewRun run, Message message) {}

  /** What became of both. */
  record StartAndSendOutcome(StartOutcome start, SendOutcome sent) {}

  /**
   * What became of a message.
   *
   * @param run the run it was addressed to, {@code null} if none was found
   * @param node that run's owner at that time
   */
  record SendOutcome(Kind kind, @Nullable RunId run, @Nullable UUID chainId, @Nullable UUID node) {

    /** The possible ends. */
    public enum Kind {
      /** It is in the inbox. */
      ACCEPTED,
      /**
       * It was accepted before, also if the run has ended meanwhile: what a sender learns whose
       * first answer was lost.
       */
      DUPLICATE,
      /** It is not in the inbox: too many others are. */
      FULL,
      /** The run has ended, and does not know the message. */
      CLOSED,
      /** There is no such run. */
      NOT_FOUND
    }
  }

  /**
   * An end from outside.
   *
   * @param requestId a fresh one for each request; recorded, so that the request is recognised when
   *     it is sent again
   * @param target a run id, else a workflow id; what may have to be sent again names a run
   * @param by who asked, if that was told
   * @param reason a JSON string
   * @param node who writes it
   * @param deadline when the run's time was over, if it ends because of that
   */
  record Termination(
      UUID requestId,
      String target,
      @Nullable String by,
      @Nullable Payload reason,
      UUID node,
      @Nullable Instant deadline) {

    /** A request of someone. */
    public Termination(
        UUID requestId, String target, @Nullable String by, @Nullable Payload reason, UUID node) {
      this(requestId, target, by, reason, node, null);
    }

    /** A request of someone who did not tell who it is. */
    public Termination(UUID requestId, String target, @Nullable Payload reason, UUID node) {
      this(requestId, target, null, reason, node);
    }

    /** The end of a run whose time is over; the same, whoever sees to it. */
    public static Termination timedOut(UUID runId, Instant deadline, UUID node) {
      return new Termination(runId, runId.toString(), null, null, node, deadline);
    }

    /** The status that the run ends with. */
    public WorkflowStatus status() {
      return deadline == null ? WorkflowStatus.TERMINATED : WorkflowStatus.TIMED_OUT;
    }

    /** The one run that may end; {@code null} if that is any of the chain. */
    public @Nullable UUID onlyRun() {
      return deadline == null ? null : UUID.fromString(target);
    }

    /** What the history will tell of it. */
    public Event event() {
      return deadline == null
          ? new Event.WorkflowTerminated(requestId.toString(), by, reason)
          : new Event.WorkflowTimedOut(deadline);
    }
  }
}
