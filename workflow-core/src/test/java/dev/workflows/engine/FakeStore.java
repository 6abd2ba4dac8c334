package dev.workflows.engine;

import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.RunRecord;
import dev.workflows.spi.WorkflowStore;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps histories and retries, and fails as it is told to. */
final class FakeStore implements WorkflowStore {

  private static final UUID OTHER_NODE = new UUID(9, 9);

  private final Map<UUID, List<RecordedEvent>> histories = new HashMap<>();
  private final Map<Long, ActivityRetry> retries = new HashMap<>();
  final FakeOwnership ownership;
  final List<RunCommit> commits = new ArrayList<>();

  /** What becomes of the next commits: nothing of them is written. */
  final Deque<RuntimeException> refusals = new ArrayDeque<>();

  /** What happens while a transactional activity waits for its connection. */
  Runnable whileConnecting = () -> {};

  /** Whether the outcome of a transactional activity is the first one. */
  boolean firstOutcome = true;

  FakeStore(FakeNodes nodes) {
    this.ownership = new FakeOwnership(nodes, this);
  }

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

  /** What is durable of a run. */
  LoadedRun durable(RunLease lease, InboxMessage... unread) {
    return new LoadedRun(
        row(lease, null, 0),
        history(lease.runId()),
        List.of(unread),
        List.copyOf(retries.values()));
  }

  /** What is durable of a run that is blocked. */
  LoadedRun durableBlocked(RunLease lease, int problems) {
    return new LoadedRun(
        row(lease, new Payload("{}"), problems), history(lease.runId()), List.of(), List.of());
  }

  RunRecord row(RunLease lease, @Nullable Payload problem, int problems) {
    return new RunRecord(
        lease.runId(),
        lease.chainId(),
        "order-17",
        "scripted",
        problem == null ? WorkflowStatus.RUNNING : WorkflowStatus.BLOCKED,
        lease.node(),
        lease.fence(),
        null,
        Instant.EPOCH,
        null,
        null,
        null,
        List.of(),
        problem,
        problems,
        null);
  }

  /** Another node took the run over and is gone. */
  void ownerChanges(UUID run, long fence) {
    List<RecordedEvent> history = history(run);
    RecordedEvent last = history.get(history.size() - 1);
    append(
        run,
        List.of(
            new RecordedEvent(
                last.seq() + 1,
                new Event.OwnerChanged(),
                fence,
                OTHER_NODE,
                last.recordedAt().plusNanos(1_000))));
  }

  /** Kinds of what is durable of a run. */
  List<String> kinds(RunLease lease) {
    return history(lease.runId()).stream().map(event -> event.event().type().storedName()).toList();
  }

  @Override
  public ActivityTransactions activityTransactions() {
    return (fence, body) -> {
      whileConnecting.run();
      return new ActivityTransactions.Result(firstOutcome, body.call());
    };
  }

  @Override
  public CommitStore commits() {
    return only(
        CommitStore.class,
        "commit",
        arguments -> {
          @SuppressWarnings("unchecked")
          List<RunCommit> batch = (List<RunCommit>) arguments[0];
          commit(batch);
          return null;
        });
  }

  @Override
  public OwnershipStore ownership() {
    return ownership;
  }

  @Override
  public RunReader runs() {
    return only(RunReader.class, "nothing", arguments -> null);
  }

  @Override
  public HistoryStore histories() {
    return only(HistoryStore.class, "nothing", arguments -> null);
  }

  @Override
  public CallerTransaction callerTransaction() {
    return only(CallerTransaction.class, "nothing", arguments -> null);
  }

  /** A part of the store that can do one thing. */
  private static <T> T only(
      Class<T> type, String method, Function<Object[], @Nullable Object> code) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              if (!called.getName().equals(method)) {
                throw new UnsupportedOperationException(called.getName());
              }
              return code.apply(arguments);
            }));
  }
}
