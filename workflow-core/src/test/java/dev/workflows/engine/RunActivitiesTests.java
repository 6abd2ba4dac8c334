package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.definition.ActivityDefinition;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.replay.Decision;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.Driver.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every call without an outcome has one attempt, here or with the next owner, and no call two. */
class RunActivitiesTests {

  private static final Instant BEGINNING = Instant.parse("2026-01-02T03:04:05.000006Z");

  private final RunKit kit = new RunKit();
  private final OwnedRun run = kit.owned(kit.lease(17, 3));
  private final RunActivities activities = new RunActivities(run, kit.services.activities());
  private final ActivityDefinition plain = kit.activity("plain");

  @AfterEach
  void close() {
    kit.close();
  }

  private static Event.ActivityScheduled scheduled() {
    return new Event.ActivityScheduled("calls.plain", null);
  }

  private static RecordedEvent recorded(long seq, Event event) {
    return new RecordedEvent(seq, event, 1, null, BEGINNING.plusSeconds(seq));
  }

  /** A history in which these positions are calls and the others changes of the owner. */
  private static List<RecordedEvent> history(int length, Long... calls) {
    return LongStream.rangeClosed(1, length)
        .mapToObj(
            seq ->
                recorded(seq, Set.of(calls).contains(seq) ? scheduled() : new Event.OwnerChanged()))
        .toList();
  }

  private Map<Long, ActivityDefinition> calls(Long... seqs) {
    return Set.of(seqs).stream().collect(Collectors.toMap(seq -> seq, seq -> plain));
  }

  private void begin(Long... seqs) {
    activities.resume(calls(seqs), history(5, seqs), List.of());
  }

  private ActivityRetry retry(long seq, int attempt, Instant dueAt) {
    return kit.retry(seq, attempt, dueAt);
  }

  // ---- what begins

  @Test
  void beginsWhatADurableTurnScheduledAndDidNotResolve() {
    Decision decision =
        new Decision(4, List.of(scheduled(), new Event.TimerFired(2), scheduled()), BEGINNING);

    activities.begin(activities.add(decision, calls(6L)::get, seq -> null));

    assertThat(activities.current()).containsOnlyKeys(6L);
    assertThat(kit.driver.readyLanes()).containsExactly(Lane.ACTIVITY);
    assertThat(activities.attemptsOf(6)).isEqualTo(1);
    assertThat(activities.attemptsOf(4)).isZero();
  }

  @Test
  void leavesAnAttemptAloneThatExecutesWhenTheRunIsReadAgain() {
    begin(2L);
    Attempt executing = activities.current().get(2L);

    begin(2L, 3L);

    assertThat(activities.current()).containsOnlyKeys(2L, 3L).containsEntry(2L, executing);
  }

  @Test
  void countsEveryOwnerThatEndedSinceTheCallAsAnAttempt() {
    activities.resume(calls(2L), history(4, 2L), List.of());

    assertThat(activities.attemptsOf(2)).isEqualTo(3);
    assertThat(activities.current().get(2L).rowAttempt()).isZero();
    assertThat(activities.current().get(2L).dueAt()).isNull();
  }

  @Test
  void countsOnlyOwnersThatEndedSinceTheAttemptWasDue() {
    Instant due = BEGINNING.plusSeconds(3);
    activities.resume(calls(2L), history(4, 2L), List.of(retry(2, 7, due)));

    assertThat(activities.attemptsOf(2)).isEqualTo(8);
    assertThat(activities.current().get(2L).rowAttempt()).isEqualTo(7);
    assertThat(activities.current().get(2L).dueAt()).as("it may have begun").isNull();
  }

  @Test
  void waitsForAnAttemptThatNobodyCanHaveBegun() {
    Instant due = kit.node.databaseTime().plusSeconds(5);
    activities.resume(calls(2L), history(4, 2L), List.of(retry(2, 7, due)));

    assertThat(activities.attemptsOf(2)).isEqualTo(7);
    assertThat(activities.describe()).containsExactly("attempt 7 of 4 of calls.plain at " + due);
    assertThat(kit.driver.readyTasks()).isZero();
    assertThat(activities.rowsAmong(List.of(1L, 2L))).containsExactly(2L);
  }

  @Test
  void beginsTheNextAttemptWhenItsRowIsDurableAndNotBefore() {
    begin(2L);
    kit.driver.run();
    Attempt next = activities.current().get(2L).next(kit.node.databaseTime(), "broken");

    activities.replace(next);
    assertThat(kit.driver.readyTasks()).isZero();
    activities.begin(activities.retryDurable(List.of(retry(2, 2, next.dueAt()))));

    assertThat(kit.driver.readyLanes()).containsExactly(Lane.ACTIVITY);
    assertThat(activities.rowsAmong(List.of(2L))).containsExactly(2L);
  }

  @Test
  void beginsNoNextAttemptForACallThatIsResolved() {
    begin(2L);
    kit.driver.run();
    Attempt next = activities.current().get(2L).next(kit.node.databaseTime(), "broken");
    activities.replace(next);

    activities.resolved(List.of(2L));
    activities.begin(activities.retryDurable(List.of(retry(2, 2, next.dueAt()))));

    assertThat(kit.driver.readyTasks()).isZero();
  }

  // ---- what ends

  @Test
  void withdrawsAllAttemptsThatHaveNotBegun() {
    begin(2L, 3L);

    assertThat(activities.withdraw()).isTrue();
    kit.driver.run();

    assertThat(kit.invoked).isEmpty();
  }

  @Test
  void withdrawsNoneWhileOneExecutes() {
    List<Boolean> withdrawn = new ArrayList<>();
    kit.answers.add((Callable<Object>) () -> withdrawn.add(activities.withdraw()));
    begin(2L, 3L);

    kit.driver.run();

    assertThat(withdrawn).containsExactly(false);
    assertThat(kit.invoked).as("both were invoked, each once").hasSize(2);
  }

  /** Or it would be at the end of its line again whenever room is short. */
  @Test
  void leavesWhatWaitsInItsPlaceWhileAnotherExecutes() {
    List<Attempt> waiting = new ArrayList<>();
    kit.answers.add(
        (Callable<Object>)
            () -> {
              waiting.add(activities.current().get(2L));
              activities.withdraw();
              waiting.add(activities.current().get(2L));
              return "done";
            });
    Instant later = kit.node.databaseTime().plus(Duration.ofHours(1));
    activities.resume(calls(2L, 3L), history(5, 2L, 3L), List.of(retry(2, 2, later)));

    kit.driver.run();

    assertThat(waiting).hasSize(2);
    assertThat(waiting.get(1)).isSameAs(waiting.get(0));
  }

  @Test
  void abandonsWhatIsResolved() {
    begin(2L, 3L);
    Attempt resolved = activities.current().get(2L);

    activities.resolved(List.of(2L, 99L));
    kit.driver.run();

    assertThat(activities.current()).containsOnlyKeys(3L);
    assertThat(resolved.finish()).isFalse();
    assertThat(kit.invoked).hasSize(1);
  }

  @Test
  void abandonsEverythingWhenTheRunIsNotHeldAnyLonger() {
    begin(2L, 3L);

    activities.abandon();
    kit.driver.run();

    assertThat(activities.current()).isEmpty();
    assertThat(kit.invoked).isEmpty();
  }

  @Test
  void forgetsAnAttemptUnlessAnotherHasTakenItsPlace() {
    begin(2L);
    Attempt first = activities.current().get(2L);
    Attempt second = first.next(BEGINNING, "broken");
    activities.replace(second);

    activities.forget(first);
    assertThat(activities.current()).containsEntry(2L, second);
    activities.forget(second);
    assertThat(activities.current()).isEmpty();
  }

  // ---- when the run must be awake

  @Test
  void mustBeAwakeForTheEarliestAttempt() {
    Instant now = kit.node.databaseTime();
    activities.resume(
        calls(2L, 3L),
        history(3, 2L, 3L),
        List.of(retry(2, 2, now.plusSeconds(9)), retry(3, 2, now.plusSeconds(5))));

    assertThat(activities.nextAttemptAt(Set.of(2L, 3L), now)).isEqualTo(now.plusSeconds(5));
    assertThat(activities.nextAttemptAt(Set.of(), now)).isEqualTo(now.plusSeconds(5));
  }

  @Test
  void mustBeAwakeAtOnceForACallThatHasNoAttemptHere() {
    Instant now = kit.node.databaseTime();

    assertThat(activities.nextAttemptAt(Set.of(2L), now)).isEqualTo(now);
    assertThat(activities.nextAttemptAt(Set.of(), now)).isNull();
    begin(2L);
    assertThat(activities.nextAttemptAt(Set.of(2L), now)).isEqualTo(now);
  }

  @Test
  void tellsOfCallsWithoutAnAttemptThatTheyAreActivities() {
    assertThat(activities.describe(2)).isEqualTo("an activity");
    activities.resume(
        calls(2L),
        history(2, 2L),
        List.of(retry(2, 2, kit.node.databaseTime().plus(Duration.ofHours(1)))));
    assertThat(activities.describe(2)).startsWith("attempt 2 of 4 of calls.plain at ");
  }
}
