package dev.workflows.test.model;

import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.WorkflowStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A store as a process sees it for some of whose runs time stops: each may be written so often, and
 * what it writes after that never arrives. Ending the process then is the same as if it had died
 * after that write of each of them. Starts, turns and transactional activities are writes.
 */
final class CutStore implements WorkflowStore {

  private final WorkflowStore store;
  private final Map<String, Integer> limits = new ConcurrentHashMap<>();
  private final Map<UUID, Writes> runs = new ConcurrentHashMap<>();
  private final Map<String, Writes> byWorkflowId = new ConcurrentHashMap<>();

  CutStore(WorkflowStore store) {
    this.store = store;
  }

  /** How often a run has been written, and may be. */
  private static final class Writes {

    private final int limit;
    private int count;
    private boolean cut;

    Writes(int limit) {
      this.limit = limit;
    }

    synchronized boolean next() {
      cut |= count == limit;
      if (!cut) {
        count++;
      }
      return !cut;
    }

    synchronized int count() {
      return count;
    }

    synchronized boolean isCut() {
      return cut;
    }
  }

  /** Lets the run of this id, which does not exist yet, be written so often. */
  void limit(String workflowId, int writes) {
    limits.put(workflowId, writes);
  }

  /** How often the run of this id has been written. */
  int writes(String workflowId) {
    Writes writes = byWorkflowId.get(workflowId);
    return writes == null ? 0 : writes.count();
  }

  /** Whether time has stopped for the run of this id. */
  boolean isCut(String workflowId) {
    Writes writes = byWorkflowId.get(workflowId);
    return writes != null && writes.isCut();
  }

  private boolean mayWrite(UUID run) {
    Writes writes = runs.get(run);
    return writes == null || writes.next();
  }

  @Override
  public CommitStore commits() {
    return new CutCommits(store.commits());
  }

  private final class CutCommits implements CommitStore {

    private final CommitStore commits;

    CutCommits(CommitStore commits) {
      this.commits = commits;
    }

    /** One by one, so that no run is kept from being written by another. */
    @Override
    public void commit(List<RunCommit> batch) {
      if (batch.size() > 1) {
        throw new StoreException(StoreException.Outcome.LOCKED, "Not together", null);
      }
      if (!mayWrite(batch.get(0).lease().runId())) {
        throw new StoreException(StoreException.Outcome.ROLLED_BACK, "Time has stopped", null);
      }
      begetting(batch.get(0));
      commits.commit(batch);
    }

    /** Whom a run calls, and who goes on for it, is written on its account. */
    private void begetting(RunCommit commit) {
      Writes account = runs.get(commit.lease().runId());
      if (account != null) {
        Outgoing outgoing = commit.outgoing();
        outgoing.children().forEach(child -> runs.put(child.run().runId(), account));
        if (outgoing.continuation() != null) {
          runs.put(outgoing.continuation().next().runId(), account);
        }
      }
    }

    @Override
    public List<StartOutcome> start(List<NewRun> batch) {
      batch.forEach(this::starting);
      return commits.start(batch);
    }

    private void starting(NewRun run) {
      Integer limit = limits.remove(run.workflowId());
      if (limit != null) {
        Writes writes = new Writes(limit);
        writes.next();
        runs.put(run.runId(), writes);
        byWorkflowId.put(run.workflowId(), writes);
      }
    }

    @Override
    public List<StartAndSendOutcome> startAndSend(List<StartAndSend> batch) {
      batch.forEach(both -> starting(both.run()));
      return commits.startAndSend(batch);
    }

    @Override
    public List<SendOutcome> send(List<Send> batch) {
      return commits.send(batch);
    }

    @Override
    public SendOutcome terminate(Termination termination) {
      UUID timedOut = termination.onlyRun();
      if (timedOut != null && !mayWrite(timedOut)) {
        throw new StoreException(StoreException.Outcome.ROLLED_BACK, "Time has stopped", null);
      }
      return commits.terminate(termination);
    }
  }

  @Override
  public ActivityTransactions activityTransactions() {
    ActivityTransactions transactions = store.activityTransactions();
    return (fence, body) -> execute(transactions, fence, body);
  }

  private ActivityTransactions.Result execute(
      ActivityTransactions transactions, ActivityTransactions.Fence fence, Callable<Message> body)
      throws Exception {
    if (!mayWrite(fence.lease().runId())) {
      new CountDownLatch(1).await();
    }
    return transactions.execute(fence, body);
  }

  @Override
  public OwnershipStore ownership() {
    return store.ownership();
  }

  @Override
  public RunReader runs() {
    return store.runs();
  }

  @Override
  public HistoryStore histories() {
    return store.histories();
  }

  @Override
  public CallerTransaction callerTransaction() {
    return store.callerTransaction();
  }

  @Override
  public boolean survivesInterrupts() {
    return store.survivesInterrupts();
  }
}
