package dev.workflows.autoconfigure.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.workflows.PendingActivity;
import dev.workflows.PendingTimer;
import dev.workflows.RunEvent;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowHandle;
import dev.workflows.WorkflowStatus;
import dev.workflows.autoconfigure.journey.TravelLog.Attempt;
import dev.workflows.engine.WorkflowEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What runs keep when their application is closed and another is opened on the same database. */
abstract class JourneyTests extends JourneyTestSupport {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  JourneyTests(String url, @Nullable String user) {
    super(url, user);
  }

  @SuppressWarnings("unchecked")
  private static List<String> result(WorkflowHandle<JourneyWorkflow> journey) {
    return Objects.requireNonNull((List<String>) journey.result(List.class, PATIENCE));
  }

  @Test
  void drawsTheSameAndRepeatsNoActivity() {
    String drawn;
    try (Application first = open()) {
      WorkflowHandle<JourneyWorkflow> journey = first.start(id, "draw", "pass", "listen", "draw");
      await().until(() -> "passed".equals(journey.query(j -> j.diary(1))));
      drawn = journey.query(j -> j.diary(0));
    }
    try (Application second = open()) {
      WorkflowHandle<JourneyWorkflow> journey = second.get(id);
      assertThat(journey.<String>query(j -> j.diary(0))).isEqualTo(drawn);
      List.of("a", "b", "c").forEach(word -> journey.signal(j -> j.say(word)));

      assertThat(result(journey))
          .startsWith(drawn, "passed", "a b c")
          .doesNotHaveDuplicates()
          .hasSize(4);
      assertThat(log.attempts).extracting(Attempt::activity).containsExactly("stations.pass");
    }
  }

  @Test
  void hearsEverySignalOnceAndInOrder() {
    try (Application first = open()) {
      WorkflowHandle<JourneyWorkflow> journey = first.start(id, "listen");
      journey.signal(j -> j.say("all"));
      journey.signal("second", j -> j.say("in"));
      await().until(() -> first.kinds(id).contains("signal_received"));
    }
    try (Application second = open()) {
      WorkflowHandle<JourneyWorkflow> journey = second.get(id);
      journey.signal("second", j -> j.say("in"));
      journey.signal(j -> j.say("order"));

      assertThat(result(journey)).containsExactly("all in order");
    }
  }

  @Test
  void wakesForATimeThatCameWhileNobodyWasThere() {
    Instant dueAt;
    try (Application first = open()) {
      WorkflowHandle<JourneyWorkflow> journey = first.start(id, "nap");
      List<PendingTimer> timers = journey.describe().pendingTimers();
      assertThat(timers).hasSize(1);
      dueAt = timers.get(0).dueAt();
    }
    await().until(() -> Instant.now().isAfter(dueAt));
    try (Application second = open()) {
      assertThat(result(second.get(id))).containsExactly("rested");
      assertThat(second.kinds(id))
          .containsExactly(
              "workflow_started", "timer_started", "timer_fired", "workflow_completed");
    }
  }

  @Test
  void goesOnCountingAttemptsOfTheSameCall() {
    Instant dueAt;
    try (Application first = open()) {
      WorkflowHandle<JourneyWorkflow> journey = first.start(id, "miss");
      await().until(() -> pending(journey).nextAttemptAt() != null);
      dueAt = Objects.requireNonNull(pending(journey).nextAttemptAt());
      assertThat(pending(journey).lastFailure()).contains("The train has left");
    }
    try (Application second = open()) {
      assertThat(result(second.get(id))).containsExactly("caught");
      RunEvent completed = second.context().getBean(WorkflowClient.class).history(id, 3, 3).get(0);
      assertThat(completed.recordedAt()).isAfterOrEqualTo(dueAt);
      assertThat(completed.detail()).as("attempts").isEqualTo("2");
      assertThat(log.attempts).extracting(Attempt::number).containsExactly(1, 2);
      assertThat(log.attempts)
          .extracting(Attempt::key)
          .hasSize(2)
          .containsOnly(log.attempts.get(0).key());
    }
  }

  private static PendingActivity pending(WorkflowHandle<JourneyWorkflow> journey) {
    return journey.describe().pendingActivities().get(0);
  }

  @Test
  void letsAnActivityEndThatExecutesWhenItIsClosed() {
    try (Application first = open()) {
      first.start(id, "wait", "pass");
      await().until(() -> log.attempts.size() == 1);
      WorkflowEngine engine = first.context().getBean(WorkflowEngine.class);
      CompletableFuture<Void> closed = CompletableFuture.runAsync(first::close);
      await().until(() -> !engine.isRunning());
      log.arrival.countDown();
      closed.join();
    }
    try (Application second = open()) {
      assertThat(result(second.get(id))).containsExactly("arrived", "passed");
      assertThat(log.attempts)
          .extracting(Attempt::activity)
          .containsExactly("stations.waitForArrival", "stations.pass");
      assertThat(second.kinds(id)).doesNotContain("owner_changed");
    }
  }

  @Test
  void keepsTheFieldsOfManyRunsApart() {
    try (Application application = open()) {
      List<WorkflowHandle<JourneyWorkflow>> journeys = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        journeys.add(application.start(id + "-" + i, "listen"));
      }
      for (String word : List.of("a", "b", "c")) {
        for (int i = 0; i < 30; i++) {
          String own = word + i;
          journeys.get(i).signal(j -> j.say(own));
        }
      }
      for (int i = 0; i < 30; i++) {
        assertThat(result(journeys.get(i))).containsExactly("a%1$d b%1$d c%1$d".formatted(i));
      }
    }
  }

  @Test
  void beginsAndHearsAtTheCommitWithoutWaitingForAPoll() {
    try (Application application = open("workflow.worker.poll=1h", "workflow.worker.linger=1m")) {
      application.inTransaction(() -> application.start(id, "pass", "listen"));
      await().until(() -> application.kinds(id).contains("activity_completed"));

      application.inTransaction(
          () ->
              List.of("a", "b", "c").forEach(word -> application.get(id).signal(j -> j.say(word))));

      assertThat(result(application.get(id))).containsExactly("passed", "a b c");
    }
  }

  @Test
  void signalsAndAsksToEndAtTheCommitAndNotBefore() {
    try (Application application = open()) {
      WorkflowHandle<JourneyWorkflow> journey = application.start(id, "listen");

      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  application.inTransaction(
                      () -> {
                        journey.signal(j -> j.say("forgotten"));
                        journey.cancel("forgotten too");
                        throw new IllegalStateException("rolled back");
                      }));
      journey.signal(j -> j.say("kept"));
      await().until(() -> application.kinds(id).contains("signal_received"));
      assertThat(application.kinds(id)).containsOnlyOnce("signal_received");

      application.inTransaction(() -> journey.cancel("meant"));

      assertThatExceptionOfType(WorkflowFailedException.class)
          .isThrownBy(() -> result(journey))
          .satisfies(e -> assertThat(e.status()).isEqualTo(WorkflowStatus.CANCELLED));
      assertThat(journey.describe().reason()).isEqualTo("meant");
    }
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void isBlockedByCodeThatDoesNotFitAndGoesOnWithTheOldCode(CapturedOutput output) {
    try (Application first = open()) {
      first.start(id, "pass", "listen");
      await().until(() -> first.kinds(id).contains("activity_completed"));
    }
    log.rerouted = true;
    try (Application second = open()) {
      WorkflowHandle<JourneyWorkflow> journey = second.get(id);
      List.of("a", "b", "c").forEach(word -> journey.signal(j -> j.say(word)));
      await().until(() -> output.getOut().contains("is still blocked"));

      assertThat(journey.describe().status()).isEqualTo(WorkflowStatus.BLOCKED);
      assertThat(String.valueOf(journey.describe().problem()))
          .contains("asked for timer_started at event 2", "'stations.pass'");
      assertThat(output).containsOnlyOnce(") is blocked: [WF-101]");
      assertThat(output).containsOnlyOnce("dev.workflows.NonDeterminismException: ");
    }
    log.rerouted = false;
    try (Application third = open()) {
      assertThat(result(third.get(id))).containsExactly("passed", "a b c");
      assertThat(log.attempts).hasSize(1);
    }
  }

  @Test
  void readsInAReadOnlyTransactionWithoutARecordOfItsOwn() {
    try (Application application = open()) {
      assertThat(result(application.start(id, "look"))).containsExactly("only looked");
      assertThat(application.kinds(id)).contains("activity_completed");
      String chain = application.get(id).describe().summary().runId().toString();
      assertThat(
              JdbcClient.create(database)
                  .sql("select count(*) from workflow_inbox where cast(chain_id as varchar) = ?")
                  .param(chain)
                  .query(Integer.class)
                  .single())
          .isZero();
    }
  }
}
