package dev.workflows.engine;

import dev.workflows.InboxFullException;
import dev.workflows.InvalidRequestException;
import dev.workflows.RunId;
import dev.workflows.WorkflowClosedException;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunRecord;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the run that an id names, and sends messages to it in somebody's name. Thread-safe. */
final class MessageSender {

  private final WorkflowEngine engine;
  private final WorkflowStore store;
  private final int maxUnread;
  private final @Nullable String by;
  private final Reached reached;

  MessageSender(
      WorkflowEngine engine,
      WorkflowStore store,
      int maxUnread,
      @Nullable String by,
      Reached reached) {
    this.maxUnread = maxUnread;
    this.reached = reached;
    this.engine = engine;
    this.store = store;
    this.by = by;
  }

  /**
   * Outside of a transaction a message may have to be sent again, and must then reach the same run,
   * although another one may have begun under the workflow id meanwhile.
   *
   * @param isNew whether nobody else can have sent a message of this id
   * @param message what is sent to a run of this type
   */
  RunId send(String id, boolean isNew, Function<String, Message> message) {
    return send(id, isNew, Duration.ZERO, message);
  }

  /** The same, to be read once some time has passed. */
  RunId send(String id, boolean isNew, Duration delay, Function<String, Message> message) {
    engine.requireRunning();
    CallerTransaction transaction = store.callerTransaction();
    if (transaction.isActive()) {
      String type = transaction.typeOf(known(id)).orElseThrow(() -> notFound(id));
      reached.type(type);
      SendOutcome outcome =
          reached.sent(transaction.send(sent(id, null, message.apply(type), delay)));
      transaction.afterCommit(() -> engine.arrived(outcome));
      return accepted(id, outcome);
    }
    return accepted(id, sendNow(id, isNew, delay, message));
  }

  /** Sends outside of any transaction. */
  SendOutcome sendNow(String id, boolean isNew, Duration delay, Function<String, Message> message) {
    Optional<SendOutcome> outcome = isNew ? sendToHeld(id, delay, message) : Optional.empty();
    return outcome.orElseGet(() -> sendToFound(id, delay, message));
  }

  /**
   * A run that is held here need not be looked for. It may have been closed from outside, and
   * another have its id by now: then it refuses the message, unless it has one of this id already.
   */
  private Optional<SendOutcome> sendToHeld(
      String id, Duration delay, Function<String, Message> message) {
    return engine
        .heldBy(id)
        .flatMap(
            run ->
                typed(run, message)
                    .map(typed -> send(run.id().runId(), run.lease().chainId(), delay, typed)))
        .filter(answer -> answer.kind() != SendOutcome.Kind.CLOSED);
  }

  /** The open run of this id may be of another type by now. */
  private Optional<Message> typed(OwnedRun run, Function<String, Message> message) {
    reached.type(run.type());
    try {
      return Optional.of(message.apply(run.type()));
    } catch (InvalidRequestException e) {
      return Optional.empty();
    }
  }

  private SendOutcome sendToFound(String id, Duration delay, Function<String, Message> message) {
    RunRecord run = find(id);
    return send(run.runId(), run.chainId(), delay, message.apply(run.type()));
  }

  private SendOutcome send(UUID run, UUID chain, Duration delay, Message message) {
    return reached.sent(engine.send(sent(run.toString(), chain, message, delay)));
  }

  /** Whoever wants a run to end is heard, however many others are not. */
  private Send sent(String target, @Nullable UUID chain, Message message, Duration delay) {
    Integer most = message.kind() == Message.Kind.CANCEL ? null : maxUnread;
    return new Send(target, chain, message.sentBy(by), delay, most);
  }

  /**
   * The run that took a message.
   *
   * @throws InboxFullException if it has too many unread messages
   * @throws WorkflowClosedException if it has ended
   * @throws WorkflowNotFoundException if there is none
   */
  static RunId accepted(String id, SendOutcome outcome) {
    return switch (outcome.kind()) {
      case ACCEPTED, DUPLICATE -> Objects.requireNonNull(outcome.run());
      case FULL -> throw full(id);
      case CLOSED -> throw closed(id);
      case NOT_FOUND -> throw notFound(id);
    };
  }

  /**
   * The run of this run id, else the open run of this workflow id, else its last one.
   *
   * @throws WorkflowNotFoundException if there is none
   */
  RunRecord find(String id) {
    return reached.found(store.runs().find(known(id)).orElseThrow(() -> notFound(id)));
  }

  /**
   * The run that is open in the chain of the one that this id names.
   *
   * @throws WorkflowNotFoundException if there is no such run
   * @throws WorkflowClosedException if none is open
   */
  RunRecord findOpen(String id) {
    RunRecord run = find(id);
    if (run.status() == WorkflowStatus.CONTINUED_AS_NEW) {
      UUID chain = run.chainId();
      run =
          Optional.of(find(run.workflowId()))
              .filter(last -> last.chainId().equals(chain))
              .orElseThrow(() -> closed(id));
    }
    if (!run.status().isOpen()) {
      throw closed(id);
    }
    return run;
  }

  /** The run in which one goes on that has ended: the chain's last one, else the next. */
  RunId next(RunId ended) {
    RunRecord run = find(ended.runId().toString());
    RunRecord last = find(run.workflowId());
    if (last.chainId().equals(run.chainId()) && !last.runId().equals(run.runId())) {
      return last.id();
    }
    HistoryStore histories = store.histories();
    return histories
        .eventAt(run.runId(), histories.length(run.runId()))
        .map(end -> end.event() instanceof Event.WorkflowContinuedAsNew to ? to.nextRunId() : null)
        .map(next -> new RunId(run.workflowId(), next))
        .orElseThrow(() -> notFound(ended.runId().toString()));
  }

  /** What cannot be an id names nothing. */
  private static String known(String id) {
    if (!Inputs.isId(id)) {
      throw notFound(id);
    }
    return id;
  }

  private static WorkflowNotFoundException notFound(String id) {
    return new WorkflowNotFoundException(
        "There is no workflow or run '%s'.".formatted(Inputs.printable(id)));
  }

  private static InboxFullException full(String id) {
    return new InboxFullException(
        ("Workflow '%s' has as many unread messages as it may have (workflow.client.max-unread), so"
                + " it takes no more. Send it again with the same id once some are read.")
            .formatted(Inputs.printable(id)));
  }

  static WorkflowClosedException closed(String id) {
    return new WorkflowClosedException(
        "Workflow '%s' has ended, so it takes no more messages.".formatted(Inputs.printable(id)));
  }
}
