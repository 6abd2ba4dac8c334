package dev.workflows.test.simulation;

import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.Message;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.RunRecord;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Stores that lack a guard. */
final class Weakened {

  private static final AtomicLong SENT = new AtomicLong();

  private Weakened() {}

  // ---- commits

  static WorkflowStore commits(
      WorkflowStore store, BiFunction<WorkflowStore, RunCommit, RunCommit> change) {
    return StoreParts.writing(
        store,
        (real, batch) -> real.commit(batch.stream().map(c -> change.apply(store, c)).toList()));
  }

  static RunCommit claimingNothing(RunCommit c) {
    return new RunCommit(
        c.lease(),
        c.events(),
        c.consumed(),
        c.retries(),
        c.settledActivities(),
        List.of(),
        c.resumes(),
        c.closing());
  }

  static RunCommit consumingNothing(RunCommit c) {
    return new RunCommit(
        c.lease(),
        c.events(),
        List.of(),
        c.retries(),
        c.settledActivities(),
        c.claimedOutcomes(),
        c.resumes(),
        c.closing());
  }

  static RunCommit behindNewOwners(WorkflowStore store, RunCommit commit) {
    return row(store, commit).fence() > commit.lease().fence() ? atTheEnd(store, commit) : commit;
  }

  /** Under whatever ownership there is now, behind whatever stands there. */
  static RunCommit atTheEnd(WorkflowStore store, RunCommit commit) {
    RunRecord row = row(store, commit);
    UUID owner = row.owner();
    List<RecordedEvent> there = there(store, commit);
    boolean written = !there.isEmpty() && there.get(0).equals(commit.events().get(0));
    if (owner == null || written) {
      return commit;
    }
    RunLease lease = new RunLease(runId(commit), row.chainId(), owner, row.fence());
    return new RunCommit(
        lease,
        moved(store, commit),
        commit.consumed(),
        commit.retries(),
        commit.settledActivities(),
        commit.claimedOutcomes(),
        commit.resumes(),
        commit.closing());
  }

  /** What stands there already is written again. */
  static RunCommit onceMore(WorkflowStore store, RunCommit commit) {
    if (commit.closing() != null || !there(store, commit).equals(commit.events())) {
      return commit;
    }
    return new RunCommit(
        commit.lease(),
        commit.events().isEmpty() ? List.of() : moved(store, commit),
        List.of(),
        commit.retries(),
        List.of(),
        List.of(),
        commit.resumes(),
        null);
  }

  private static List<RecordedEvent> there(WorkflowStore store, RunCommit commit) {
    return commit.events().isEmpty()
        ? List.of()
        : store.histories().read(runId(commit), commit.events().get(0).seq(), Long.MAX_VALUE);
  }

  private static List<RecordedEvent> moved(WorkflowStore store, RunCommit commit) {
    List<RecordedEvent> events = new ArrayList<>();
    long seq = store.histories().nextSeq(runId(commit));
    for (RecordedEvent e : commit.events()) {
      events.add(new RecordedEvent(seq++, e.event(), e.fence(), e.node(), e.recordedAt()));
    }
    return events;
  }

  static WorkflowStore appendingBehindTheEnd(WorkflowStore store) {
    return StoreParts.writing(
        store,
        (real, batch) -> {
          for (RunCommit commit : batch) {
            if (!row(store, commit).status().isOpen()
                && !there(store, commit).equals(commit.events())) {
              commit.events().forEach(e -> store.histories().append(runId(commit), e.event()));
            }
          }
          real.commit(batch);
        });
  }

  static WorkflowStore ignoringRejections(WorkflowStore store) {
    return StoreParts.writing(
        store,
        (real, batch) -> {
          try {
            real.commit(batch);
          } catch (CommitRejectedException unnoticed) {
            // as if it had been written
          }
        });
  }

  private static UUID runId(RunCommit commit) {
    return commit.lease().runId();
  }

  private static RunRecord row(WorkflowStore store, RunCommit commit) {
    return store.runs().find(runId(commit).toString()).orElseThrow();
  }

  // ---- messages

  static WorkflowStore renamingMessages(WorkflowStore store) {
    CommitStore real = store.commits();
    return StoreParts.of(store)
        .with(
            StoreParts.changed(
                CommitStore.class,
                (method, arguments) ->
                    method.getName().equals("send")
                        ? real.send(
                            ((List<?>) arguments[0]).stream().map(Weakened::renamed).toList())
                        : StoreParts.call(real, method, arguments)));
  }

  private static Send renamed(Object sent) {
    Send send = (Send) sent;
    Message m = send.message();
    return new Send(
        send.target(),
        new Message(
            m.messageId() + "#" + SENT.incrementAndGet(),
            m.kind(),
            m.name(),
            m.runId(),
            m.refSeq(),
            m.attempts(),
            m.payload()));
  }

  // ---- ownership

  /** Each is ahead of the one before. */
  static WorkflowStore ownClocks(WorkflowStore store) {
    OwnershipStore real = store.ownership();
    Duration skew = Duration.ofSeconds(SENT.incrementAndGet() % 5);
    return ownership(
        store,
        (method, arguments) -> {
          @Nullable Object answer = StoreParts.call(real, method, arguments);
          return switch (method.getName()) {
            case "register" -> ((Instant) answer).plus(skew);
            case "heartbeat" -> ((Optional<?>) answer).map(at -> ((Instant) at).plus(skew));
            default -> answer;
          };
        });
  }

  static WorkflowStore hidingWhatIsOwned(WorkflowStore store) {
    OwnershipStore real = store.ownership();
    return ownership(
        store,
        (method, arguments) -> {
          if (method.getName().equals("owned")) {
            throw new StoreException(StoreException.Outcome.ROLLED_BACK, "no audit", null);
          }
          return StoreParts.call(real, method, arguments);
        });
  }

  private static WorkflowStore ownership(WorkflowStore store, StoreParts.Change change) {
    return StoreParts.of(store).with(StoreParts.changed(OwnershipStore.class, change));
  }
}
