package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A batch of turns is written as a whole or not at all, and sending it again does no harm. */
abstract class CommitRules extends StoreRules {

  private static final Instant DUE = Instant.parse("2030-01-01T00:00:00.123456Z");

  CommitRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void writesTheEventsOfATurnExactlyAsTheyAre() {
    RunLease lease = owned();
    Instant at = Instant.parse("2026-12-31T23:59:59.999999Z");
    Turn turn =
        turn(lease).recordedAt(at).records(new Event.TimerStarted("payment", DUE), scheduled("a"));

    commit(turn);

    assertThat(histories().read(lease.runId(), 2, 3)).isEqualTo(turn.recorded());
  }

  @Test
  void keepsMicrosecondsOfTimesThatAreFarAway() {
    RunLease lease = owned();
    Turn past = turn(lease).recordedAt(Instant.parse("1999-07-01T12:00:00.000001Z"));
    commit(past.records(scheduled("a")));
    Turn future = turn(lease).recordedAt(Instant.parse("2099-07-01T12:00:00.654321Z"));
    commit(future.records(scheduled("b")));

    assertThat(histories().read(lease.runId(), 2, 3))
        .extracting(RecordedEvent::recordedAt)
        .containsExactly(
            Instant.parse("1999-07-01T12:00:00.000001Z"),
            Instant.parse("2099-07-01T12:00:00.654321Z"));
  }

  @Test
  void keepsEveryKindOfEventThatATurnRecords() {
    RunLease lease = owned();
    Turn turn = turn(lease).records(EveryEvent.once().toArray(Event[]::new));

    commit(turn);

    assertThat(histories().read(lease.runId(), 2, Long.MAX_VALUE)).isEqualTo(turn.recorded());
  }

  @Test
  void keepsLargePayloads() {
    RunLease lease = owned();
    Event large = new Event.ActivityScheduled("a", json('"' + "\u00fc".repeat(900_000) + '"'));

    commit(turn(lease).records(large));

    assertThat(lastEvent(lease).event()).isEqualTo(large);
  }

  @Test
  void writesEventsConsumedMessagesAndActivityRowsTogether() {
    RunLease lease = owned();
    send(lease, signal("1"));
    ActivityRetry retry = new ActivityRetry(2, 2, DUE, json("{\"type\":\"x\"}"));

    commit(
        turn(lease)
            .records(scheduled("a"), new Event.SignalReceived("paid", "signal:1", null))
            .consumes(idOf(signal("1")), 3)
            .retries(retry));

    assertThat(histories().length(lease.runId())).isEqualTo(3);
    assertThat(unread(lease)).isEmpty();
    assertThat(runs().retries(List.of(lease.runId()))).containsEntry(lease.runId(), List.of(retry));
  }

  @Test
  void writesNothingOfATurnThatIsRejected() {
    RunLease lease = owned();
    send(lease, signal("1"));
    Turn stale =
        turn(lease)
            .records(scheduled("mine"))
            .consumes(idOf(signal("1")), 2)
            .retries(new ActivityRetry(2, 2, DUE, null));
    commit(turn(lease).records(scheduled("theirs")));

    assertRejected(Reason.FENCED, stale);

    assertThat(events(lease)).hasSize(2).contains(scheduled("theirs"));
    assertThat(unread(lease)).containsExactly(signal("1"));
    assertThat(retries(lease)).isEmpty();
  }

  @Test
  void writesManyRunsInOneBatch() {
    UUID node = node();
    List<RunLease> leases = IntStream.range(0, 50).mapToObj(i -> ownedBy(node)).toList();
    leases.forEach(lease -> send(lease, signal("1")));

    commit(
        leases.stream()
            .map(
                lease ->
                    turn(lease)
                        .records(new Event.SignalReceived("paid", "signal:1", null), scheduled("a"))
                        .consumes(idOf(signal("1")), 2))
            .toArray(Turn[]::new));

    assertThat(leases).allSatisfy(lease -> assertThat(history(lease)).hasSize(3));
    assertThat(ownership().unread(node, 100)).isEmpty();
  }

  @Test
  void writesNothingOfABatchThatHasOneFencedCommit() {
    RunLease good = owned();
    RunLease bad = owned();
    Turn stale = turn(bad).records(scheduled("mine"));
    commit(turn(bad).records(scheduled("theirs")));

    assertRejected(Reason.IN_BATCH, turn(good).records(scheduled("a")), stale);

    assertThat(history(good)).hasSize(1);
    assertThat(history(bad)).hasSize(2);
  }

  @Test
  void writesNothingOfABatchThatHasOneCommitWithoutTheRow() {
    RunLease good = owned();
    RunLease bad = owned();
    ownership().reclaim(List.of(bad));

    assertRejected(
        Reason.IN_BATCH,
        turn(good).records(scheduled("a")),
        turn(bad).retries(new ActivityRetry(1, 2, DUE, null)));

    assertThat(history(good)).hasSize(1);
  }

  @Test
  void writesNothingOfABatchInWhichOneRunCannotClose() {
    RunLease good = owned();
    RunLease bad = owned();
    send(bad, signal("1"));

    assertRejected(
        Reason.IN_BATCH, turn(good).completes(json("1")), turn(bad).completes(json("1")));

    assertThat(record(good).status()).isEqualTo(WorkflowStatus.RUNNING);
    assertThat(history(good)).hasSize(1);
  }

  @Test
  void countsACommitThatStandsThereAsWritten() {
    RunLease lease = owned();
    send(lease, signal("1"));
    Turn turn =
        turn(lease)
            .records(scheduled("a"), new Event.SignalReceived("paid", "signal:1", null))
            .consumes(idOf(signal("1")), 3)
            .retries(new ActivityRetry(2, 2, DUE, null));
    commit(turn);
    List<RecordedEvent> written = history(lease);

    commit(turn);

    assertThat(history(lease)).isEqualTo(written);
    assertThat(retries(lease)).hasSize(1);
  }

  @Test
  void countsACommitThatStandsThereAsWrittenWhenTheHistoryHasGrownSince() {
    RunLease lease = owned();
    Turn first = turn(lease).records(scheduled("a"));
    commit(first);
    commit(turn(lease).records(scheduled("b")));

    commit(first);

    assertThat(history(lease)).hasSize(3);
  }

  @Test
  void countsAClosingThatStandsThereAsWritten() {
    RunLease lease = owned();
    Turn turn = turn(lease).completes(json("7"));
    commit(turn);

    commit(turn);

    assertThat(history(lease)).hasSize(2);
    assertThat(record(lease).result()).isEqualTo(json("7"));
  }

  @Test
  void acceptsACommitWithoutEventsAgain() {
    RunLease lease = owned();
    send(lease, signal("1"));
    Turn turn =
        turn(lease).consumes(idOf(signal("1")), 0).retries(new ActivityRetry(1, 2, DUE, null));
    commit(turn);

    commit(turn);

    assertThat(unread(lease)).isEmpty();
    assertThat(retries(lease)).hasSize(1);
  }

  @Test
  void bringsAWholeBatchToAGoodEndWhenItIsSentAgain() {
    List<Turn> batch = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      RunLease lease = owned();
      batch.add(turn(lease).records(scheduled("a")));
    }
    Turn[] turns = batch.toArray(Turn[]::new);
    commit(turns);

    deliver(turns);

    assertThat(batch)
        .allSatisfy(
            turn -> assertThat(histories().length(turn.commit().lease().runId())).isEqualTo(2));
  }

  /** As the engine does: the batch, and if that is rejected, one by one. */
  private void deliver(Turn... turns) {
    try {
      commit(turns);
    } catch (CommitRejectedException e) {
      assertThat(e.reason()).isEqualTo(Reason.IN_BATCH);
      for (Turn turn : turns) {
        commit(turn);
      }
    }
  }

  @Test
  void replacesAndDeletesActivityRows() {
    RunLease lease = owned();
    ActivityRetry second = new ActivityRetry(4, 2, DUE, json("\"first\""));
    ActivityRetry third = new ActivityRetry(4, 3, DUE.plusSeconds(1), null);
    commit(turn(lease).retries(second).retries(new ActivityRetry(2, 2, DUE, null)));

    commit(turn(lease).retries(third).settles(2));

    assertThat(retries(lease)).containsExactly(third);
    commit(turn(lease).settles(4));
    assertThat(retries(lease)).isEmpty();
  }

  @Test
  void neverTakesAnActivityRowBackToAnEarlierAttempt() {
    RunLease lease = owned();
    Turn late = turn(lease).retries(new ActivityRetry(4, 2, DUE, null));
    ActivityRetry third = new ActivityRetry(4, 3, DUE, null);
    commit(turn(lease).retries(third));

    commit(late);

    assertThat(retries(lease)).containsExactly(third);
  }

  @Test
  void writesAnEmptyBatchAndAnEmptyCommit() {
    RunLease lease = owned();

    commits().commit(List.<RunCommit>of());
    commit(turn(lease));

    assertThat(history(lease)).hasSize(1);
  }

  private List<ActivityRetry> retries(RunLease lease) {
    return runs().retries(List.of(lease.runId())).getOrDefault(lease.runId(), List.of());
  }
}
