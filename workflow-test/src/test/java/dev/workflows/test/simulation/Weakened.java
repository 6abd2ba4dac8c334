package dev.workflows.test.simulation;

import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.Message;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

  static WorkflowStore appendingBehindTheEnd(WorkflowStore store) {
    return StoreParts.writing(
        store,
        (real, batch) -> {
          for (RunCommit commit : batch) {
            if (!WeakenedCommits.row(store, commit).status().isOpen()
                && !WeakenedCommits.there(store, commit).equals(commit.events())) {
              commit
                  .events()
                  .forEach(e -> store.histories().append(WeakenedCommits.runId(commit), e.event()));
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

  // ---- what is unknown

  static WorkflowStore takingUnknownForWritten(WorkflowStore store) {
    return StoreParts.writing(
        store,
        (real, batch) -> {
          try {
            real.commit(batch);
          } catch (StoreException e) {
            if (e.outcome() != StoreException.Outcome.UNKNOWN) {
              throw e;
            }
          }
        });
  }

  static WorkflowStore takingUnknownForRefused(WorkflowStore store) {
    return StoreParts.writing(
        store,
        (real, batch) -> {
          try {
            real.commit(batch);
          } catch (StoreException e) {
            throw e.outcome() == StoreException.Outcome.UNKNOWN
                ? new CommitRejectedException(CommitRejectedException.Reason.FENCED)
                : e;
          }
        });
  }

  // ---- messages

  /** Each outcome of a transactional activity has a place of its own. */
  static WorkflowStore makingRoomForOutcomes(WorkflowStore store) {
    ActivityTransactions real = store.activityTransactions();
    return StoreParts.of(store)
        .with((fence, body) -> real.execute(fence, () -> renamed(body.call())));
  }

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
    return new Send(send.target(), renamed(send.message()));
  }

  private static Message renamed(Message m) {
    return new Message(
        m.messageId() + "#" + SENT.incrementAndGet(),
        m.kind(),
        m.name(),
        m.runId(),
        m.refSeq(),
        m.attempts(),
        m.payload());
  }

  // ---- ownership

  /** It is ahead. */
  static WorkflowStore ownClock(WorkflowStore store, Duration skew) {
    OwnershipStore real = store.ownership();
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
