package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunFilter;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.RunReader.Position;
import dev.workflows.spi.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs are found by either id and listed in one stable order. */
abstract class ReadingRules extends StoreRules {

  private static final Instant DUE = Instant.parse("2030-01-01T00:00:00.123456Z");

  ReadingRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void findARunByItsRunId() {
    RunLease lease = owned();

    assertThat(runs().find(lease.runId().toString())).hasValue(record(lease));
    assertThat(runs().find(lease.runId().toString().toUpperCase(Locale.ROOT)))
        .hasValue(record(lease));
  }

  @Test
  void findTheOpenRunOfAWorkflowId() {
    RunLease closed = owned();
    String workflowId = record(closed).workflowId();
    commit(turn(closed).completes(json("1")));
    StartPlan open = plan().workflowId(workflowId);
    start(open);

    assertThat(runs().find(workflowId).orElseThrow().runId()).isEqualTo(open.runId);
  }

  @Test
  void findTheLatestRunOfAWorkflowIdThatHasNoneOpen() {
    StartPlan first = plan().owner(node()).completes(json("1"));
    start(first);
    StartPlan second = plan().workflowId(first.workflowId()).owner(node()).completes(json("2"));
    start(second);

    assertThat(runs().find(first.workflowId()).orElseThrow().runId()).isEqualTo(second.runId);
  }

  @Test
  void findAWorkflowIdThatLooksLikeARunId() {
    StartPlan plan = plan().workflowId(UUID.randomUUID().toString());
    start(plan);

    assertThat(runs().find(plan.workflowId()).orElseThrow().runId()).isEqualTo(plan.runId);
  }

  @Test
  void findNothingForAnUnknownId() {
    assertThat(runs().find("no such order")).isEmpty();
    assertThat(runs().find(UUID.randomUUID().toString())).isEmpty();
    assertThat(runs().find("1-1-1-1-1")).isEmpty();
  }

  @Test
  void readManyRunsAndLeaveOutWhatDoesNotExist() {
    RunLease one = owned();
    RunLease other = owned();

    assertThat(runs().runs(List.of(one.runId(), UUID.randomUUID(), other.runId())))
        .containsExactlyInAnyOrder(record(one), record(other));
    assertThat(runs().runs(List.of())).isEmpty();
  }

  @Test
  void countWhatNobodyTookInTime() {
    RunLease late = owned();
    RunLease waiting = owned();
    long before = runs().overdue(Duration.ofMinutes(1));

    release(late, databaseTime().minus(Duration.ofMinutes(2)));
    release(waiting, databaseTime().minus(Duration.ofSeconds(30)));

    assertThat(runs().overdue(Duration.ofMinutes(1))).isEqualTo(before + 1);
    claim(node());
    assertThat(runs().overdue(Duration.ofMinutes(1))).isEqualTo(before);
  }

  @Test
  void listTheNewestFirst() {
    List<UUID> started = IntStream.range(0, 5).mapToObj(i -> owned().runId()).toList();

    List<RunRecord> listed = list(ofType(), null, 10);

    assertThat(listed)
        .extracting(RunRecord::runId)
        .containsExactly(
            started.get(4), started.get(3), started.get(2), started.get(1), started.get(0));
    assertThat(list(ofType(), null, 2)).isEqualTo(listed.subList(0, 2));
  }

  @Test
  void listWhatFitsTheFilter() {
    RunLease open = owned();
    RunLease closed = owned();
    commit(turn(closed).completes(json("1")));
    RunRecord middle = record(owned());
    RunRecord last = record(owned());

    assertListed(new RunFilter(type, WorkflowStatus.COMPLETED, null, null), record(closed));
    assertListed(new RunFilter(type, null, record(open).workflowId(), null), record(open));
    assertListed(new RunFilter(null, null, record(closed).workflowId(), null), record(closed));
    assertListed(new RunFilter(type, null, null, middle.startedAt()), last, middle);
    assertListed(new RunFilter("other-" + type, null, null, null));
    assertListed(
        new RunFilter(type, WorkflowStatus.RUNNING, middle.workflowId(), middle.startedAt()),
        middle);
  }

  @Test
  void listEveryRunOfAWorkflowId() {
    StartPlan first = plan().owner(node()).completes(json("1"));
    start(first);
    StartPlan second = plan().workflowId(first.workflowId());
    start(second);

    assertThat(list(new RunFilter(null, null, first.workflowId(), null), null, 10))
        .extracting(RunRecord::runId)
        .containsExactly(second.runId, first.runId);
  }

  @Test
  void goOnBehindTheLastRunOfAPageWhateverIsStartedMeanwhile() {
    List<UUID> started = IntStream.range(0, 7).mapToObj(i -> owned().runId()).toList();

    List<UUID> read = new ArrayList<>();
    Position after = null;
    do {
      List<RunRecord> page = list(ofType(), after, 3);
      page.forEach(run -> read.add(run.runId()));
      after = page.isEmpty() ? null : positionOf(page.get(page.size() - 1));
      owned();
    } while (after != null);

    assertThat(read).containsExactlyInAnyOrderElementsOf(started);
  }

  @Test
  void pageThroughRunsOfTheSameTimeWithoutLosingOne() {
    Instant at = Instant.parse("2026-06-01T00:00:00.000001Z");
    List<StartPlan> plans = IntStream.range(0, 9).mapToObj(i -> new StartPlan(type, at)).toList();
    commits().start(plans.stream().map(StartPlan::run).toList());

    List<RunRecord> first = list(ofType(), null, 4);
    List<RunRecord> second = list(ofType(), positionOf(first.get(3)), 4);
    List<RunRecord> third = list(ofType(), positionOf(second.get(3)), 4);

    List<RunRecord> all = new ArrayList<>(first);
    all.addAll(second);
    all.addAll(third);
    assertThat(all).isEqualTo(list(ofType(), null, 100)).hasSize(9);
  }

  @Test
  void readTheActivitiesThatWaitForAnotherAttempt() {
    RunLease one = owned();
    RunLease other = owned();
    RunLease none = owned();
    ActivityRetry first = new ActivityRetry(2, 2, DUE, json("{\"type\":\"x\"}"));
    ActivityRetry second = new ActivityRetry(3, 4, DUE.plusNanos(1000), null);
    commit(turn(one).retries(second).retries(first));
    commit(turn(other).retries(first));

    assertThat(runs().retries(List.of(one.runId(), other.runId(), none.runId())))
        .isEqualTo(Map.of(one.runId(), List.of(first, second), other.runId(), List.of(first)));
    assertThat(runs().retries(List.of())).isEmpty();
  }

  @Test
  void readTheCallsAndTimersWithoutAnAnswer() {
    RunLease lease = owned();
    RunLease answered = owned();
    commit(
        turn(lease)
            .records(
                scheduled("a"),
                scheduled("b"),
                scheduled("c"),
                new Event.TimerStarted("payment", DUE),
                new Event.TimerStarted(null, DUE),
                new Event.TimerStarted(null, DUE)));
    commit(
        turn(lease)
            .records(
                new Event.ActivityCompleted(2, 1, null),
                new Event.ActivityFailed(4, 1, json("{}")),
                new Event.TimerFired(5),
                new Event.TimerCancelled(7)));
    commit(turn(answered).records(scheduled("a"), new Event.ActivityCompleted(2, 1, null)));

    Map<UUID, List<RecordedEvent>> unanswered =
        runs().unanswered(List.of(lease.runId(), answered.runId()));

    assertThat(unanswered)
        .isEqualTo(Map.of(lease.runId(), List.of(history(lease).get(2), history(lease).get(5))));
    assertThat(runs().unanswered(List.of())).isEmpty();
  }

  private RunFilter ofType() {
    return new RunFilter(type, null, null, null);
  }

  private List<RunRecord> list(RunFilter filter, @Nullable Position after, int limit) {
    return runs().list(filter, after, limit);
  }

  private void assertListed(RunFilter filter, RunRecord... expected) {
    assertThat(list(filter, null, 10)).containsExactly(expected);
  }

  private static Position positionOf(RunRecord run) {
    return new Position(run.startedAt(), run.runId());
  }
}
