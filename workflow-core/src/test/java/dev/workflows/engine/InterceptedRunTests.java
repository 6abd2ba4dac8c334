package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.workflows.RunId;
import dev.workflows.WorkflowFact;
import dev.workflows.WorkflowInterceptor;
import dev.workflows.WorkflowOperation;
import dev.workflows.WorkflowStatus;
import dev.workflows.WorkflowTurn;
import dev.workflows.spi.CommitRejectedException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Interceptors see attempts while they are made, and turns once they are durable. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterceptedRunTests {

  private final Watch watch = new Watch();
  private final RunKit kit = new RunKit(List.of(watch));

  /** Writes down what it sees. */
  private static final class Watch implements WorkflowInterceptor {

    final List<WorkflowOperation> operations = new ArrayList<>();
    final List<@Nullable Throwable> outcomes = new ArrayList<>();
    final List<WorkflowTurn> turns = new ArrayList<>();
    final List<@Nullable Map<String, String>> names = new ArrayList<>();
    Callable<?> before = () -> true;
    Callable<?> after = () -> true;
    Runnable whenTold = () -> {};

    @Override
    public void around(WorkflowOperation operation, Next next) throws Exception {
      operations.add(operation);
      names.add(MDC.getCopyOfContextMap());
      before.call();
      try {
        next.proceed();
        outcomes.add(null);
      } catch (Exception e) {
        outcomes.add(e);
        throw e;
      }
      after.call();
    }

    @Override
    public void told(WorkflowTurn turn) {
      turns.add(turn);
      names.add(MDC.getCopyOfContextMap());
      whenTold.run();
    }

    List<List<String>> types() {
      return turns.stream()
          .map(turn -> turn.facts().stream().map(WorkflowFact::type).toList())
          .toList();
    }
  }

  @AfterEach
  void close() {
    kit.close();
    MDC.clear();
  }

  // ---- attempts

  @Test
  void seeEveryAttemptWithItsIdsAndWhatItThrew() {
    kit.answers.add(new IllegalStateException("broken"));
    OwnedRun run = kit.started(Scripted::callOnce);
    kit.driver.run();
    kit.driver.advance(Duration.ofSeconds(1));

    RunId id = run.id();
    assertThat(watch.operations).containsExactly(attempt(id, "plain", 1), attempt(id, "plain", 2));
    assertThat(watch.operations)
        .extracting(WorkflowOperation::idempotencyKey)
        .containsOnly(id.runId() + "/2");
    assertThat(watch.outcomes).hasSize(2);
    assertThat(watch.outcomes.get(0)).hasMessage("broken");
    assertThat(watch.outcomes.get(1)).isNull();
    assertThat(kit.told).containsExactly("closed COMPLETED");
  }

  private WorkflowOperation attempt(RunId id, String method, int number) {
    return new WorkflowOperation(
        WorkflowOperation.Kind.ACTIVITY,
        "scripted",
        id.workflowId(),
        id,
        kit.activity(method).name(),
        2,
        number);
  }

  @Test
  void failAnAttemptByThrowingBeforeIt() {
    watch.before =
        () -> {
          watch.before = () -> true;
          throw new IllegalStateException("not now");
        };
    kit.started(Scripted::callOnce);
    kit.driver.run();
    assertThat(kit.invoked).isEmpty();
    assertThat(kit.store.commits.get(0).retries()).hasSize(1);

    kit.driver.advance(Duration.ofSeconds(1));

    assertThat(kit.invoked).containsExactly("plain a");
    assertThat(kit.told).containsExactly("closed COMPLETED");
  }

  @Test
  void failAnAttemptByThrowingAfterIt() {
    watch.after =
        () -> {
          watch.after = () -> true;
          throw new IllegalStateException("not so");
        };
    kit.started(Scripted::callOnce);
    kit.driver.run();
    kit.driver.advance(Duration.ofSeconds(1));

    assertThat(kit.invoked).containsExactly("plain a", "plain a");
    assertThat(kit.told).containsExactly("closed COMPLETED");
  }

  @Test
  void cannotUndoATransactionByThrowingAfterIt() {
    watch.after =
        () -> {
          throw new IllegalStateException("too late");
        };
    kit.started(self -> self.calls.txCall("x"));
    kit.driver.run();

    assertThat(kit.invoked).containsExactly("txCall x");
    assertThat(kit.told).containsExactly("closed COMPLETED");
  }

  @Test
  void nameRunAndAttemptInWhatIsLoggedAndPutBackWhatWasThere() {
    MDC.put("runId", "of the caller");
    OwnedRun run = kit.started(Scripted::callOnce);
    watch.names.clear();
    kit.driver.run();

    assertThat(watch.names.get(0))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "workflowId", run.id().workflowId(),
                "runId", run.id().runId().toString(),
                "workflowType", "scripted",
                "activity", kit.activity("plain").name(),
                "attempt", "1"));
    assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("runId", "of the caller"));
  }

  // ---- turns

  @Test
  void areToldOfATurnOnceItIsDurableAndBeforeAnythingFollows() {
    List<String> order = new ArrayList<>();
    watch.whenTold = () -> order.add("told, invoked " + kit.invoked.size() + ", " + kit.told);
    OwnedRun run = kit.started(Scripted::callOnce);
    kit.driver.run();

    assertThat(watch.types())
        .containsExactly(
            List.of("workflow_started", "activity_scheduled"),
            List.of("activity_completed", "workflow_completed"));
    assertThat(order).containsExactly("told, invoked 0, []", "told, invoked 1, []");
    assertThat(watch.turns)
        .allSatisfy(turn -> assertThat(turn.run()).isEqualTo(run.id()))
        .extracting(WorkflowTurn::status)
        .containsExactly(WorkflowStatus.RUNNING, WorkflowStatus.COMPLETED);
  }

  @Test
  void areToldOfWhatWasPendingWithTheCommitThatWritesIt() {
    kit.started(self -> self.calls.look("a") + self.calls.look("b") + self.calls.plain("c"));
    kit.driver.run();

    assertThat(watch.types())
        .containsExactly(
            List.of("workflow_started", "activity_scheduled"),
            List.of(
                "activity_completed",
                "activity_scheduled",
                "activity_completed",
                "activity_scheduled"),
            List.of("activity_completed", "workflow_completed"));
  }

  @Test
  void areNotToldOfATurnThatIsNotWritten() {
    OwnedRun run = kit.started(self -> Scripted.waitFor(self, 1));
    kit.refuse(Reason.FENCED);
    run.deliver(List.of(kit.push(run.lease(), "a")));
    kit.driver.run();

    assertThat(kit.told).containsExactly("lost");
    assertThat(watch.types()).hasSize(1);
  }

  @Test
  void areToldHowLongATurnTook() {
    OwnedRun run = kit.started(self -> Scripted.waitFor(self, 1));
    run.deliver(List.of(kit.push(run.lease(), "a")));
    kit.driver.runOne();
    kit.driver.freeze(Duration.ofMillis(70));
    kit.driver.run();

    assertThat(watch.turns.get(1).duration()).isEqualTo(Duration.ofMillis(70));
  }

  @Test
  void areToldNothingOfWhatIsExecutedAgain() {
    OwnedRun first = kit.started(self -> self.calls.plain("x") + Scripted.waitFor(self, 1));
    kit.driver.run();
    first.drop();
    List<WorkflowTurn> before = List.copyOf(watch.turns);

    OwnedRun second = kit.loaded(kit.lease(17, 2), kit.push(first.lease(), "a"));
    kit.driver.run();

    assertThat(before).hasSize(2);
    assertThat(watch.turns).startsWith(before.toArray(new WorkflowTurn[0])).hasSize(3);
    assertThat(watch.turns.get(2).run()).isEqualTo(second.id());
    assertThat(watch.types().get(2)).containsExactly("signal_received", "workflow_completed");
  }

  @Test
  void areToldTheBeginningOfARunThatAClientHasWritten() {
    kit.code = Scripted::callOnce;
    kit.written(kit.lease(3, 1));
    kit.loaded(kit.lease(3, 1));
    kit.driver.run();

    assertThat(watch.types().get(0)).containsExactly("workflow_started", "activity_scheduled");
  }

  @Test
  void changeNothingByFailingWhenTheyAreTold() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger(Interceptors.class);
    Level level = log.getLevel();
    log.setLevel(Level.WARN);
    lines.start();
    log.addAppender(lines);
    watch.whenTold =
        () -> {
          throw new IllegalStateException("of the interceptor");
        };
    kit.started(Scripted::callOnce);
    kit.driver.run();
    log.detachAppender(lines);
    log.setLevel(level);

    assertThat(kit.told).containsExactly("closed COMPLETED");
    assertThat(watch.turns).hasSize(2);
    assertThat(lines.list.stream().filter(line -> line.getLevel() == Level.WARN))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getFormattedMessage()).contains(Watch.class.getName());
              assertThat(line.getMDCPropertyMap()).containsEntry("workflowType", "scripted");
              assertThat(Objects.requireNonNull(line.getThrowableProxy()).getMessage())
                  .isEqualTo("of the interceptor");
            });
  }
}
