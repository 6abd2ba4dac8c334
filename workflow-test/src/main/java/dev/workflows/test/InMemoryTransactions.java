package dev.workflows.test;

import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.test.StoreFaults.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** Transactions of threads: those that tests open, and those around transactional activities. */
final class InMemoryTransactions implements CallerTransaction, ActivityTransactions {

  private final StoreState state;
  private final ClientWrites clients;
  private final Map<Thread, Transaction> open = new ConcurrentHashMap<>();

  InMemoryTransactions(StoreState state, ClientWrites clients) {
    this.state = state;
    this.clients = clients;
  }

  @Override
  public boolean isActive() {
    return open.containsKey(Thread.currentThread());
  }

  @Override
  public Optional<String> typeOf(String target) {
    NewRun own = active().started(target);
    return own != null
        ? Optional.of(own.type())
        : state.read(() -> state.find(target).map(row -> row.toRecord().type()));
  }

  @Override
  public StartOutcome start(NewRun run) {
    Transaction transaction = active();
    return state.read(() -> clients.start(run, transaction));
  }

  @Override
  public SendOutcome send(Send send) {
    Transaction transaction = active();
    return state.read(() -> clients.send(send, transaction));
  }

  @Override
  public void afterCommit(Runnable task) {
    active().afterCommit(task);
  }

  private Transaction active() {
    Transaction transaction = open.get(Thread.currentThread());
    if (transaction == null) {
      throw new IllegalStateException("The calling thread is in no transaction.");
    }
    return transaction;
  }

  void setRollbackOnly() {
    active().setRollbackOnly();
  }

  /** Runs the work in a transaction that commits unless it throws or is marked. */
  void run(Runnable work) {
    Transaction transaction = begin();
    try {
      work.run();
      if (!transaction.isRollbackOnly()) {
        commit(transaction);
      }
    } finally {
      end(transaction);
    }
    tasks(transaction).forEach(Runnable::run);
  }

  @Override
  public Result execute(Fence fence, Callable<Message> body) throws Exception {
    Transaction transaction = begin();
    Result result;
    try {
      Message outcome = body.call();
      result = state.write(Operation.ACTIVITY, () -> finish(transaction, fence, outcome));
    } finally {
      end(transaction);
    }
    if (result.recorded()) {
      tasks(transaction).forEach(Runnable::run);
    }
    return result;
  }

  private Result finish(Transaction transaction, Fence fence, Message outcome) {
    boolean taken = state.message(fence.lease().chainId(), outcome.messageId()) != null;
    if (transaction.isRollbackOnly() || taken || !holds(fence)) {
      return new Result(false, null);
    }
    transaction.insert(state.newMessage(fence.lease().chainId(), outcome));
    transaction.applyTo(state);
    return new Result(true, outcome);
  }

  private boolean holds(Fence fence) {
    RunRow row = state.runs.get(fence.lease().runId());
    if (row == null || !row.isHeldUnder(fence.lease())) {
      return false;
    }
    ActivityRetry retry = state.retry(row.runId, fence.seq());
    return !fence.retry() || (retry != null && retry.attempt() == fence.attempt());
  }

  private void commit(Transaction transaction) {
    state.read(
        () -> {
          transaction.applyTo(state);
          return true;
        });
  }

  private static List<Runnable> tasks(Transaction transaction) {
    return transaction.isRollbackOnly() ? List.of() : transaction.tasks();
  }

  private Transaction begin() {
    if (isActive()) {
      throw new IllegalStateException("The calling thread is in a transaction already.");
    }
    Transaction transaction = new Transaction();
    open.put(Thread.currentThread(), transaction);
    return transaction;
  }

  private void end(Transaction transaction) {
    open.remove(Thread.currentThread());
    state.read(
        () -> {
          clients.end(transaction);
          return true;
        });
  }
}
