package dev.workflows.engine;

import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.WorkflowStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keeps histories and retries, and fails as it is told to. */
final class FakeStore implements WorkflowStore {

  private final Map<UUID, List<RecordedEvent>> histories = new HashMap<>();
  private final Map<Long, ActivityRetry> retries = new HashMap<>();
  final List<RunCommit> commits = new ArrayList<>();

  /** What becomes of the next commits: nothing of them is written. */
  final Deque<RuntimeException> refusals = new ArrayDeque<>();

  /** Whether the outcome of a transactional activity is the first one. */
  boolean firstOutcome = true;

  void commit(List<RunCommit> batch) {
    if (!refusals.isEmpty()) {
      throw refusals.remove();
    }
    for (RunCommit commit : batch) {
      commits.add(commit);
      append(commit.lease().runId(), commit.events());
      commit.retries().forEach(retry -> retries.put(retry.seq(), retry));
      retries.keySet().removeAll(commit.settledActivities());
    }
  }

  void append(UUID run, List<RecordedEvent> events) {
    histories.computeIfAbsent(run, any -> new ArrayList<>()).addAll(events);
  }

  List<RecordedEvent> history(UUID run) {
    return List.copyOf(histories.getOrDefault(run, List.of()));
  }

  List<ActivityRetry> retries() {
    return List.copyOf(retries.values());
  }

  @Override
  public ActivityTransactions activityTransactions() {
    return (fence, body) -> new ActivityTransactions.Result(firstOutcome, body.call());
  }

  @Override
  public CommitStore commits() {
    throw new UnsupportedOperationException();
  }

  @Override
  public OwnershipStore ownership() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RunReader runs() {
    throw new UnsupportedOperationException();
  }

  @Override
  public HistoryStore histories() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CallerTransaction callerTransaction() {
    throw new UnsupportedOperationException();
  }
}
