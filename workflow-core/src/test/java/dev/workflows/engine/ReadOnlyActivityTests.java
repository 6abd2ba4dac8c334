package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.Event;
import dev.workflows.history.EventFields;
import dev.workflows.history.RecordedEvent;
import dev.workflows.replay.RunExecution;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunCommit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What only reads is not waited for, and nothing that anybody sees runs ahead of what is durable.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadOnlyActivityTests {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final RunKit kit = new RunKit();

  @AfterEach
  void close() {
    kit.close();
  }

  private static String look(Scripted self, int times) {
    StringBuilder seen = new StringBuilder();
    for (int i = 1; i <= times; i++) {
      seen.append(self.calls.look("l" + i));
    }
    return seen.toString();
  }

  /** Looks once and then at something that does not answer until the test lets it. */
  private OwnedRun waitingForASecondLook(Runnable meanwhile) {
    OwnedRun run = kit.started(self -> self.calls.plain(look(self, 2)));
    kit.answers.add("one");
    kit.answers.add(
        (Callable<Object>)
            () -> {
              meanwhile.run();
              return "two";
            });
    return run;
  }

  private List<String> kindsOf(RunCommit commit) {
    return commit.events().stream().map(event -> event.event().type().storedName()).toList();
  }

  // ---- when it is written

  @Test
  void nineLookUpsAndOneEffectAreTwoCommitsBesideTheStart() {
    OwnedRun run = kit.started(self -> self.calls.plain(look(self, 9)));

    kit.driver.run();

    assertThat(kit.told).containsExactly("closed COMPLETED");
    assertThat(kit.store.commits).hasSize(2);
    assertThat(kindsOf(kit.store.commits.get(0)))
        .hasSize(18)
        .startsWith("activity_completed", "activity_scheduled")
        .endsWith("activity_completed", "activity_scheduled");
    assertThat(kindsOf(kit.store.commits.get(1)))
        .containsExactly("activity_completed", "workflow_completed");
    assertThat(kit.store.history(run.lease().runId()))
        .extracting(RecordedEvent::seq)
        .isSorted()
        .doesNotHaveDuplicates()
        .hasSize(22);
  }

  @Test
  void keepsTheTimeOfEachTurn() {
    OwnedRun run = kit.started(self -> self.calls.plain(look(self, 3)));

    kit.driver.run();

    List<Instant> times =
        kit.store.history(run.lease().runId()).stream()
            .map(RecordedEvent::recordedAt)
            .distinct()
            .toList();
    assertThat(times).hasSize(5).isSorted();
  }

  @Test
  void anEffectBeginsWhenEverythingBeforeItIsDurable() {
    OwnedRun run = kit.started(self -> self.calls.plain(look(self, 2)));
    kit.answers.add("one");
    kit.answers.add("two");
    List<String> durable = new ArrayList<>();
    kit.answers.add(
        (Callable<Object>)
            () -> {
              durable.addAll(kit.store.kinds(run.lease()));
              return "done";
            });

    kit.driver.run();

    assertThat(kit.invoked).containsExactly("look l1", "look l2", "plain onetwo");
    assertThat(durable)
        .containsExactly(
            "workflow_started",
            "activity_scheduled",
            "activity_completed",
            "activity_scheduled",
            "activity_completed",
            "activity_scheduled");
  }

  @Test
  void aHundredEventsAreWritten() {
    OwnedRun run = kit.started(self -> look(self, 120));

    kit.driver.run();

    assertThat(kit.store.commits)
        .extracting(commit -> commit.events().size())
        .containsExactly(100, 100, 40);
    assertThat(kit.store.history(run.lease().runId())).hasSize(242);
  }

  @Test
  void aMillionCharactersAreWritten() {
    String page = "x".repeat(300_000);
    for (int i = 0; i < 8; i++) {
      kit.answers.add(page);
    }
    kit.started(self -> look(self, 8));

    kit.driver.run();

    assertThat(kit.store.commits)
        .allSatisfy(
            commit ->
                assertThat(
                        commit.events().stream()
                            .map(event -> EventFields.of(event.event()).payload())
                            .mapToInt(payload -> payload == null ? 0 : payload.length())
                            .sum())
                    .isLessThan(1_500_000));
  }

  @Test
  void whatIsASecondOldIsWritten() {
    long before = kit.driver.waitingTasks();
    OwnedRun run =
        waitingForASecondLook(
            () -> {
              kit.driver.advance(SECOND.minusNanos(1));
              assertThat(kit.store.commits).isEmpty();
              kit.driver.advance(Duration.ofNanos(1));
              assertThat(kit.store.commits).hasSize(1);
            });

    kit.driver.run();

    assertThat(kindsOf(kit.store.commits.get(0)))
        .containsExactly("activity_completed", "activity_scheduled");
    assertThat(kit.store.kinds(run.lease())).endsWith("workflow_completed");
    assertThat(kit.driver.waitingTasks()).as("alarms left").isEqualTo(before);
  }

  @Test
  void aTimerIsWrittenWithWhatIsPending() {
    kit.started(
        self -> {
          look(self, 2);
          return Scripted.sleep(self);
        });

    kit.driver.run();

    assertThat(kit.store.commits).hasSize(1);
    assertThat(kindsOf(kit.store.commits.get(0))).hasSize(4).endsWith("timer_started");
  }

  @Test
  void aFailureIsWrittenWithItsCallAndThenRetried() {
    OwnedRun run = kit.started(self -> look(self, 2));
    kit.answers.add("one");
    kit.answers.add(new IllegalStateException("not now"));

    kit.driver.run();
    assertThat(kit.store.commits).hasSize(1);
    RunCommit commit = kit.store.commits.get(0);
    assertThat(kindsOf(commit)).containsExactly("activity_completed", "activity_scheduled");
    assertThat(commit.retries()).singleElement().matches(retry -> retry.seq() == 4);
    kit.advance(SECOND);

    assertThat(kit.invoked).containsExactly("look l1", "look l2", "look l2");
    assertThat(kit.store.kinds(run.lease())).endsWith("activity_completed", "workflow_completed");
    assertThat(kit.store.commits.get(1).settledActivities()).containsExactly(4L);
  }

  // ---- who sees it

  @Test
  void aQuestionIsAnsweredWhenWhatItSeesIsDurable() {
    List<String> seen = new ArrayList<>();
    OwnedRun[] run = new OwnedRun[1];
    run[0] =
        waitingForASecondLook(
            () -> {
              assertThat(kit.store.commits).isEmpty();
              run[0].read(
                  execution -> seen.add(lastSeq(execution) + " of " + history(run[0]).size()));
              kit.driver.run();
            });

    kit.driver.run();

    assertThat(seen).containsExactly("4 of 4");
    assertThat(kit.told).containsExactly("closed COMPLETED");
  }

  private static String lastSeq(RunExecution execution) {
    return Long.toString(execution.lastSeq());
  }

  private List<RecordedEvent> history(OwnedRun run) {
    return kit.store.history(run.lease().runId());
  }

  @Test
  void aRunWritesWhatIsPendingBeforeItIsGivenUp() {
    OwnedRun run = kit.started(self -> look(self, 2));
    kit.answers.add("one");
    kit.driver.runOne();
    kit.driver.runOne();
    assertThat(kit.store.commits).isEmpty();

    assertThat(run.leave(Duration.ZERO, true)).isEmpty();
    kit.driver.runOne();

    assertThat(kit.driver.readyLanes()).isNotEmpty();
    kit.driver.run();
    assertThat(kit.store.commits).isNotEmpty();
    assertThat(kindsOf(kit.store.commits.get(0)))
        .startsWith("activity_completed", "activity_scheduled");
    assertThat(kit.told).containsExactly("closed COMPLETED");
  }

  @Test
  void memoryIsLeftOnlyWhenEverythingIsDurable() {
    OwnedRun[] run = new OwnedRun[1];
    run[0] =
        waitingForASecondLook(
            () -> {
              run[0].leave(Duration.ZERO, true);
              assertThat(kit.residents()).isEqualTo(1);
              kit.driver.run();
              run[0].leave(Duration.ZERO, true);
              assertThat(kit.residents()).isZero();
              assertThat(kit.store.kinds(run[0].lease())).endsWith("activity_scheduled");
            });

    kit.driver.run();
    run[0].loaded(kit.store.durable(run[0].lease()));
    kit.driver.run();

    assertThat(kit.invoked).containsExactly("look l1", "look l2", "plain onetwo");
    assertThat(kit.told).containsExactly("needs load", "closed COMPLETED");
  }

  // ---- what arrives meanwhile

  @Test
  void aMessageIsWrittenBehindWhatIsPending() {
    OwnedRun[] run = new OwnedRun[1];
    run[0] =
        waitingForASecondLook(
            () -> {
              run[0].deliver(List.of(kit.push(run[0].lease(), "a")));
              kit.driver.run();
            });

    kit.driver.run();

    RunCommit commit = kit.store.commits.get(0);
    assertThat(kindsOf(commit))
        .containsExactly("activity_completed", "activity_scheduled", "signal_received");
    assertThat(commit.consumed()).singleElement().matches(message -> message.seq() == 5);
    assertThat(kit.told).containsExactly("closed COMPLETED");
  }

  @Test
  void aRequestToEndResolvesALookUpThatIsPending() {
    OwnedRun[] run = new OwnedRun[1];
    run[0] =
        waitingForASecondLook(
            () -> {
              InboxMessage cancel =
                  new InboxMessage(run[0].lease().chainId(), 1, Message.cancel(null));
              run[0].deliver(List.of(cancel));
              kit.driver.run();
            });

    kit.driver.run();

    assertThat(kit.store.kinds(run[0].lease()))
        .containsExactly(
            "workflow_started",
            "activity_scheduled",
            "activity_completed",
            "activity_scheduled",
            "cancel_requested",
            "activity_failed",
            "workflow_cancelled");
    assertThat(kit.invoked).containsExactly("look l1", "look l2");
    assertThat(kit.told).containsExactly("closed CANCELLED");
  }

  // ---- what is lost

  @Test
  void whatWasNotWrittenForAnUnreadMessageIsAskedForAgain() {
    OwnedRun run = kit.started(self -> look(self, 2) + self.log);
    kit.answers.add("one");
    kit.answers.add("two");
    kit.refuse(Reason.UNREAD_MESSAGES);
    kit.driver.run();
    assertThat(kit.told).containsExactly("needs load");

    kit.answers.add("another");
    run.loaded(kit.store.durable(run.lease(), kit.push(run.lease(), "a")));
    kit.driver.run();

    assertThat(kit.invoked).containsExactly("look l1", "look l2", "look l1", "look l2");
    assertThat(results(run)).containsExactly("\"another\"", "\"l2\"");
    assertThat(kit.told).containsExactly("needs load", "closed COMPLETED");
  }

  @Test
  void anAnswerToACallThatIsLostComesTooLate() {
    OwnedRun[] run = new OwnedRun[1];
    run[0] =
        waitingForASecondLook(
            () -> {
              kit.refuse(Reason.OUTCOME_TAKEN);
              run[0].deliver(List.of(kit.push(run[0].lease(), "a")));
              kit.driver.run();
              assertThat(kit.told).containsExactly("needs load");
              kit.answers.add("again");
              kit.answers.add("two again");
              run[0].loaded(kit.store.durable(run[0].lease()));
            });

    kit.driver.run();

    assertThat(results(run[0])).startsWith("\"again\"", "\"two again\"").hasSize(3);
    assertThat(kit.invoked).endsWith("plain againtwo again").doesNotContain("plain onetwo");
  }

  @Test
  void aCallThatIsLostKeepsNoRunHere() {
    List<Boolean> left = new ArrayList<>();
    OwnedRun run =
        kit.started(
            self -> self.calls.look("l1") + (self.log.isEmpty() ? look(self, 1) : waited(self)));
    kit.answers.add("one");
    kit.answers.add(
        (Callable<Object>)
            () -> {
              kit.refuse(Reason.OUTCOME_TAKEN);
              run.deliver(List.of(kit.push(run.lease(), "a")));
              kit.driver.run();
              run.loaded(kit.store.durable(run.lease(), kit.push(run.lease(), "a")));
              kit.driver.run();
              left.add(run.leave(Duration.ZERO, true).isPresent());
              kit.driver.run();
              left.add(run.leave(Duration.ZERO, true).isPresent());
              return "never taken";
            });

    kit.driver.run();

    assertThat(left).as("left, first with something pending").containsExactly(false, true);
    assertThat(kit.invoked).containsExactly("look l1", "look l1", "look l1");
    assertThat(kit.store.kinds(run.lease()))
        .containsExactly(
            "workflow_started", "activity_scheduled", "signal_received", "activity_completed");
  }

  private static String waited(Scripted self) {
    return Scripted.waitFor(self, 2);
  }

  @Test
  void whatAnotherAttemptThanTheCurrentOneAnsweredIsIgnored() {
    OwnedRun run = kit.started(self -> look(self, 1));
    Attempt lost = new Attempt(run, 2, kit.activity("look"), null, 1, 0, null, null);

    run.settle(lost, new Event.ActivityCompleted(2, 1, kit.codec.encode("lost", String.class)));
    run.retry(lost, lost.next(kit.node.databaseTime(), "lost"), kit.retry(2, 2, Instant.EPOCH));
    kit.driver.run();

    assertThat(results(run)).containsExactly("\"l1\"");
    assertThat(kit.store.commits).singleElement().matches(commit -> commit.retries().isEmpty());
  }

  @Test
  void anotherOwnerEndsItHere() {
    OwnedRun[] run = new OwnedRun[1];
    run[0] =
        waitingForASecondLook(
            () -> {
              kit.refuse(Reason.FENCED);
              kit.driver.advance(SECOND);
            });

    kit.driver.run();

    assertThat(kit.told).containsExactly("lost");
    assertThat(kit.invoked).containsExactly("look l1", "look l2");
  }

  private List<String> results(OwnedRun run) {
    return history(run).stream()
        .map(RecordedEvent::event)
        .filter(Event.ActivityCompleted.class::isInstance)
        .map(event -> ((Event.ActivityCompleted) event).result().json())
        .toList();
  }
}
