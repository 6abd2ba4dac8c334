package dev.workflows.test;

import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.StoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts and messages, with or without a transaction. What a transaction wrote is seen by it alone
 * until it commits; whoever else wants the same key would have to wait, and is told so.
 */
final class ClientWrites {

  private final StoreState state;
  private final Map<String, Transaction> uncommitted = new HashMap<>();

  ClientWrites(StoreState state) {
    this.state = state;
  }

  StartOutcome start(NewRun run, @Nullable Transaction transaction) {
    StartOutcome taken = taken(run, transaction);
    if (taken != null) {
      return taken;
    }
    reserve(transaction, "open:" + run.workflowId());
    if (run.startKey() != null) {
      reserve(transaction, "start:" + run.startKey());
    }
    if (transaction == null) {
      state.insert(run, state.now());
    } else {
      transaction.insert(run, state.now());
    }
    return new StartOutcome(StartOutcome.Kind.STARTED, run.runId());
  }

  /** The same start, else the same key, else the same workflow id, whoever has written it. */
  private @Nullable StartOutcome taken(NewRun run, @Nullable Transaction transaction) {
    if (state.runs.containsKey(run.runId())
        || (transaction != null && transaction.hasStarted(run.runId()))) {
      return new StartOutcome(StartOutcome.Kind.STARTED, run.runId());
    }
    UUID sameKey = state.startedWith(run.startKey());
    if (sameKey == null && transaction != null) {
      sameKey = transaction.startedWith(run.startKey());
    }
    if (sameKey != null) {
      return new StartOutcome(StartOutcome.Kind.SAME_KEY, sameKey);
    }
    RunRow open = state.openRun(run.workflowId());
    if (open != null) {
      return new StartOutcome(StartOutcome.Kind.ALREADY_OPEN, open.runId);
    }
    NewRun own = transaction == null ? null : transaction.openRun(run.workflowId());
    return own == null
        ? before(run)
        : new StartOutcome(StartOutcome.Kind.ALREADY_OPEN, own.runId());
  }

  /** The latest run of the id, if this one may not begin after it. */
  private @Nullable StartOutcome before(NewRun run) {
    return state
        .latestRun(run.workflowId())
        .filter(latest -> !run.idReuse().allowsAfter(latest.toRecord().status()))
        .map(latest -> new StartOutcome(StartOutcome.Kind.CLOSED_BEFORE, latest.runId))
        .orElse(null);
  }

  SendOutcome send(Send send, @Nullable Transaction transaction) {
    Optional<RunRow> target = state.addressed(send.target());
    if (target.isEmpty() || !target.get().isOpen()) {
      NewRun own = transaction == null ? null : transaction.started(send.target());
      if (own != null) {
        return deliver(send, new RunRow(own, state.now()), transaction);
      }
    }
    return target
        .map(run -> run.isOpen() ? deliver(send, run, transaction) : closed(send, run))
        .orElseGet(() -> new SendOutcome(SendOutcome.Kind.NOT_FOUND, null, null, null));
  }

  private SendOutcome closed(Send send, RunRow run) {
    boolean known = state.message(run.chainId(), send.message().messageId()) != null;
    return new SendOutcome(
        known ? SendOutcome.Kind.DUPLICATE : SendOutcome.Kind.CLOSED,
        run.id(),
        run.chainId(),
        null);
  }

  private SendOutcome deliver(Send send, RunRow run, @Nullable Transaction transaction) {
    String messageId = send.message().messageId();
    UUID chain = run.chainId();
    if (state.message(chain, messageId) != null
        || (transaction != null && transaction.hasMessage(chain, messageId))) {
      return new SendOutcome(SendOutcome.Kind.DUPLICATE, run.id(), chain, run.owner());
    }
    if (send.mostUnread() != null && state.unreadAtAnyTime(chain).size() >= send.mostUnread()) {
      return new SendOutcome(SendOutcome.Kind.FULL, run.id(), chain, run.owner());
    }
    reserve(transaction, "message:" + chain + ":" + messageId);
    InboxRow row = state.newMessage(chain, send.message(), send.delay());
    if (transaction == null) {
      state.insert(row);
    } else {
      transaction.insert(row);
    }
    return new SendOutcome(SendOutcome.Kind.ACCEPTED, run.id(), chain, run.owner());
  }

  private void reserve(@Nullable Transaction transaction, String key) {
    Transaction holder = uncommitted.get(key);
    if (holder != null && holder != transaction) {
      throw new StoreException(
          StoreException.Outcome.LOCKED, "An open transaction has inserted the same key.", null);
    }
    if (transaction != null) {
      uncommitted.put(key, transaction);
    }
  }

  /** Forgets what a transaction holds; it has ended. */
  void end(Transaction transaction) {
    uncommitted.values().removeIf(holder -> holder == transaction);
  }
}
