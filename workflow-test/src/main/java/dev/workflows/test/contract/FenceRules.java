package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Whoever no longer owns a run writes nothing to it: the history and the row are the fences. */
abstract class FenceRules extends StoreRules {

  private static final Instant DUE = Instant.parse("2030-01-01T00:00:00Z");

  FenceRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void rejectsEventsWhereOthersStand() {
    RunLease lease = owned();
    Turn late = turn(lease).records(scheduled("mine"));
    commit(turn(lease).records(scheduled("theirs")));

    assertRejected(Reason.FENCED, late);

    assertThat(lastEvent(lease).event()).isEqualTo(scheduled("theirs"));
  }

  @Test
  void rejectsEqualEventsOfAnotherTurn() {
    RunLease lease = owned();
    Instant at = Instant.parse("2026-05-05T05:05:05.000005Z");
    commit(turn(lease).recordedAt(at).records(scheduled("a")));
    RunLease other = new RunLease(lease.runId(), lease.chainId(), node(), lease.fence() + 1);

    assertRejected(
        Reason.FENCED, turn(lease).at(2).recordedAt(at.plusNanos(1000)).records(scheduled("a")));
    assertRejected(Reason.FENCED, turn(other).at(2).recordedAt(at).records(scheduled("a")));
  }

  @Test
  void rejectsEventsOfWhichOnlyTheFirstOnesStandThere() {
    RunLease lease = owned();
    Turn shorter = turn(lease).records(scheduled("a"));
    Turn longer =
        turn(lease)
            .recordedAt(shorter.recorded().get(0).recordedAt())
            .records(scheduled("a"), scheduled("b"));
    commit(shorter);

    assertRejected(Reason.FENCED, longer);

    assertThat(history(lease)).hasSize(2);
  }

  @Test
  void rejectsACommitWithoutEventsOfAnotherOwner() {
    RunLease lease = owned();
    RunLease stranger = new RunLease(lease.runId(), lease.chainId(), node(), lease.fence());

    assertRejected(Reason.FENCED, turn(stranger).retries(retry()));

    assertThat(runs().retries(List.of(lease.runId()))).isEmpty();
  }

  @Test
  void rejectsACommitWithoutEventsUnderAnEarlierFence() {
    RunLease lease = owned();
    ownership().reclaim(List.of(lease));

    assertRejected(Reason.FENCED, turn(lease).retries(retry()));
    assertRejected(Reason.FENCED, turn(lease));
  }

  @Test
  void rejectsACommitWithoutEventsOfAReleasedRun() {
    RunLease lease = owned();
    release(lease, DUE);

    assertRejected(Reason.FENCED, turn(lease).retries(retry()));
  }

  @Test
  void rejectsACommitWithoutEventsOfAClosedRun() {
    RunLease lease = owned();
    commit(turn(lease).completes(json("1")));

    assertRejected(Reason.FENCED, turn(lease).retries(retry()));
    assertThat(runs().retries(List.of(lease.runId()))).isEmpty();
  }

  @Test
  void rejectsAClosingUnderAnEarlierFence() {
    RunLease lease = owned();
    ownership().reclaim(List.of(lease));

    assertRejected(Reason.FENCED, turn(lease).completes(json("1")));

    assertThat(record(lease).status()).isEqualTo(WorkflowStatus.RUNNING);
    assertThat(history(lease)).hasSize(1);
  }

  @Test
  void rejectsAClosingOfAReleasedRun() {
    RunLease lease = owned();
    release(lease, DUE);

    assertRejected(Reason.FENCED, turn(lease).completes(json("1")));

    assertThat(history(lease)).hasSize(1);
  }

  @Test
  void rejectsAResumptionUnderAnEarlierFence() {
    RunLease lease = owned();
    ownership().reclaim(List.of(lease));

    assertRejected(Reason.FENCED, turn(lease).records(scheduled("late")).resumes());

    assertThat(history(lease)).hasSize(1);
  }

  @Test
  void rejectsAResumptionOfAReleasedRun() {
    RunLease lease = owned();
    release(lease, DUE);

    assertRejected(Reason.FENCED, turn(lease).records(scheduled("late")).resumes());

    assertThat(history(lease)).hasSize(1);
  }

  @Test
  void rejectsAMessageThatAnEarlierOwnerConsumesWithoutAnEvent() {
    RunLease lease = owned();
    send(lease, signal("1"));
    ownership().reclaim(List.of(lease));

    assertRejected(Reason.FENCED, turn(lease).consumes("signal:1", 0));

    assertThat(unread(lease)).hasSize(1);
  }

  @Test
  void rejectsAMessageThatBecameAnotherEvent() {
    RunLease lease = owned();
    send(lease, signal("1"));
    commit(turn(lease).records(received()).consumes(idOf(signal("1")), 2));

    assertRejected(Reason.FENCED, turn(lease).records(received()).consumes(idOf(signal("1")), 3));
    assertRejected(Reason.FENCED, turn(lease).consumes(idOf(signal("never sent")), 0));

    assertThat(history(lease)).hasSize(2);
  }

  @Test
  void collidesWithTheEventOfATakeover() {
    RunLease old = ownedBy(UUID.randomUUID());
    Turn late = turn(old).records(scheduled("late"));
    Turn row = turn(old).retries(retry());

    RunLease taken = takeOver(node()).get(0);

    assertRejected(Reason.FENCED, late);
    assertRejected(Reason.FENCED, row);
    commit(turn(taken).records(scheduled("new")));
    assertThat(events(old)).hasSize(3).endsWith(new Event.OwnerChanged(), scheduled("new"));
  }

  @Test
  void leavesOneOrderWhenATakeoverAndACommitMeet() {
    for (int round = 0; round < 15; round++) {
      RunLease old = ownedBy(UUID.randomUUID());
      UUID node = node();
      Turn late = turn(old).records(scheduled("late"));

      List<Boolean> won = Race.all(List.of(committing(late), takingOver(node)));

      assertThat(won).contains(true);
      Race.until(() -> won.get(1) || !takeOver(node).isEmpty());
      assertHistoryShows(old, won.get(0));
    }
  }

  private Callable<Boolean> committing(Turn turn) {
    return () -> {
      try {
        return Race.settled(
            () -> {
              commit(turn);
              return true;
            });
      } catch (CommitRejectedException e) {
        return false;
      }
    };
  }

  private Callable<Boolean> takingOver(UUID node) {
    return () -> Race.settled(() -> !takeOver(node).isEmpty());
  }

  private void assertHistoryShows(RunLease old, boolean committed) {
    List<Event> expected =
        committed
            ? List.of(scheduled("late"), new Event.OwnerChanged())
            : List.of(new Event.OwnerChanged());
    assertThat(histories().read(old.runId(), 2, Long.MAX_VALUE))
        .extracting(RecordedEvent::event)
        .isEqualTo(expected);
    assertGapFree(old.runId());
  }

  private List<RunLease> takeOver(UUID node) {
    return ownership().takeOver(new Claim(node, Set.of(type), 10), Duration.ofHours(1));
  }

  private static Event received() {
    return new Event.SignalReceived("paid", "signal:1", null);
  }

  private static ActivityRetry retry() {
    return new ActivityRetry(1, 2, DUE, null);
  }
}
