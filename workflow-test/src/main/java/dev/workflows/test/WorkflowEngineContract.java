package dev.workflows.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.Activity;
import dev.workflows.ActivityFailedException;
import dev.workflows.PermanentException;
import dev.workflows.QueryMethod;
import dev.workflows.Retry;
import dev.workflows.RunEvent;
import dev.workflows.RunFilter;
import dev.workflows.RunId;
import dev.workflows.SignalMethod;
import dev.workflows.StartOptions;
import dev.workflows.Workflow;
import dev.workflows.WorkflowAlreadyExistsException;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowClosedException;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowMethod;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.RunRecord;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What an engine must do on every store: extend it with a store of yours. Each test has workflow
 * ids of its own, so all of them may share one database.
 */
public abstract class WorkflowEngineContract {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<EngineHarness> engines = new CopyOnWriteArrayList<>();

  /** The store that all engines of a test share. */
  protected abstract WorkflowStore store();

  /** What is left open would be taken over, and found not to fit, by the engines of other tests. */
  @AfterEach
  void closeEnginesAndEndRuns() {
    engines.forEach(EngineHarness::close);
    Eventually.holds(PATIENCE, () -> assertThat(endOpenRuns()).isZero());
  }

  private long endOpenRuns() {
    return Stream.of(WorkflowStatus.RUNNING, WorkflowStatus.BLOCKED)
        .flatMap(status -> openRuns(status).stream())
        .filter(run -> !isEnded(run.runId().toString()))
        .count();
  }

  private List<RunRecord> openRuns(WorkflowStatus status) {
    return store().runs().list(new RunFilter(null, status, null, null), null, 10_000);
  }

  /** Not if a killed engine's last statement is in the way. */
  private boolean isEnded(String runId) {
    UUID nobody = UUID.randomUUID();
    try {
      store().commits().terminate(new Termination(nobody, runId, null, nobody));
      return true;
    } catch (StoreException e) {
      return false;
    }
  }

  // ---- the workflow of most tests

  /** Counts what it does. */
  public interface Steps {

    /** Repeats its argument. */
    @Activity
    String echo(String text);

    /** Fails as often as it is told to. */
    @Activity(retry = @Retry(maxAttempts = 3, initialInterval = "PT0.05S"))
    String flaky(int failures);

    /** Always fails for good. */
    @Activity
    String hopeless(String why) throws OutOfLuckException;

    /** Waits until it is let go. */
    @Activity
    String slow(String text) throws InterruptedException;

    /** Takes longer than it may. */
    @Activity(timeout = "PT0.2S", retry = @Retry(maxAttempts = 2, initialInterval = "PT0.01S"))
    String endless() throws InterruptedException;

    /** Is part of the engine's transaction. */
    @Activity(retry = @Retry(maxAttempts = 5, initialInterval = "PT0.05S"))
    String txWrite(String text);

    /** The same, and waits until it is let go. */
    @Activity
    String txSlow(String text) throws InterruptedException;
  }

  /** An exception that an activity declares. */
  public static final class OutOfLuckException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public OutOfLuckException(String why) {
      super(why);
    }
  }

  static final class CountingSteps implements Steps {

    final List<String> calls = new CopyOnWriteArrayList<>();
    final AtomicInteger failures = new AtomicInteger();
    final CountDownLatch release = new CountDownLatch(1);

    @Override
    public String echo(String text) {
      calls.add("echo " + text);
      return text;
    }

    @Override
    public String flaky(int times) {
      calls.add("flaky");
      if (failures.incrementAndGet() <= times) {
        throw new IllegalStateException("failure " + failures.get());
      }
      return "after " + failures.get();
    }

    @Override
    public String hopeless(String why) throws OutOfLuckException {
      calls.add("hopeless");
      if (why.equals("permanent")) {
        throw new PermanentException(why);
      }
      throw new OutOfLuckException(why);
    }

    @Override
    public String slow(String text) throws InterruptedException {
      calls.add("slow " + text);
      if (!release.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("never let go");
      }
      return text;
    }

    @Override
    public String endless() throws InterruptedException {
      calls.add("endless");
      new CountDownLatch(1).await();
      return "never";
    }

    @Override
    public String txSlow(String text) throws InterruptedException {
      return slow(text);
    }

    @Override
    public String txWrite(String text) {
      calls.add("txWrite " + text);
      return text;
    }
  }

  /** What a test lets a run do. */
  @FunctionalInterface
  interface Script {
    String run(Scripted workflow) throws Exception;
  }

  /** A workflow that executes its test's script. */
  @Workflow("scripted")
  public static class Scripted {

    final WorkflowContext context;
    final Steps steps;
    final List<String> signals = new ArrayList<>();
    private final Script script;
    String stage = "new";

    Scripted(WorkflowContext context, Steps steps, Script script) {
      this.context = context;
      this.steps = steps;
      this.script = script;
    }

    /** Executes the script. */
    @WorkflowMethod
    public String execute(String input) throws Exception {
      stage = input;
      return script.run(this);
    }

    /** Keeps what it is sent. */
    @SignalMethod
    public void push(String value) {
      signals.add(value);
    }

    /** Tells where the script is. */
    @QueryMethod
    public String stage() {
      return stage + signals;
    }
  }

  private EngineHarness engine(CountingSteps counting, Script script) {
    EngineHarness harness = new EngineHarness(store());
    engines.add(harness);
    Steps steps = harness.activities(Steps.class, counting);
    return harness
        .workflow(Scripted.class, context -> new Scripted(context, steps, script))
        .start();
  }

  private static String id(String name) {
    return name + "-" + UUID.randomUUID();
  }

  private static String result(EngineHarness harness, String id) {
    return String.valueOf(harness.client().result(id, String.class, PATIENCE));
  }

  private static List<String> kinds(EngineHarness harness, String id) {
    return harness.client().history(id, 1, Long.MAX_VALUE).stream().map(RunEvent::type).toList();
  }

  private static RunId start(EngineHarness harness, String id) {
    return harness.client().start("scripted", StartOptions.of(id), "in");
  }

  /** A node forgets a run before its release is durable. */
  private void awaitReleased(EngineHarness harness) {
    UUID node = UUID.fromString(harness.engine().health().node());
    Eventually.holds(
        PATIENCE,
        () -> {
          assertThat(harness.engine().health().owned()).isZero();
          assertThat(store().ownership().owned(node)).isEmpty();
        });
  }

  // ---- activities and history

  @Test
  void recordsEachActivityOnceAndInOrder() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.echo("a") + w.steps.echo("b") + w.stage);
    String id = id("order");

    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("abin");
    assertThat(counting.calls).containsExactly("echo a", "echo b");
    assertThat(kinds(harness, id))
        .containsExactly(
            "workflow_started",
            "activity_scheduled",
            "activity_completed",
            "activity_scheduled",
            "activity_completed",
            "workflow_completed");
  }

  @Test
  void completesARunWithoutActivitiesInItsFirstTurn() {
    EngineHarness harness = engine(new CountingSteps(), w -> "done");
    String id = id("quick");

    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("done");
    assertThat(kinds(harness, id)).containsExactly("workflow_started", "workflow_completed");
  }

  @Test
  void retriesAFailingActivityAndTellsTheAttempts() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.flaky(2));
    String id = id("flaky");

    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("after 3");
    RunEvent completed = harness.client().history(id, 3, 3).get(0);
    assertThat(completed.type()).isEqualTo("activity_completed");
    assertThat(completed.detail()).isEqualTo("3");
  }

  @Test
  void failsTheCallAfterItsLastAttempt() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness =
        engine(
            counting,
            w -> {
              try {
                return w.steps.flaky(9);
              } catch (ActivityFailedException e) {
                return "gave up after " + e.attempts();
              }
            });
    String id = id("exhausted");

    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("gave up after 3");
    assertThat(counting.calls).hasSize(3);
  }

  @Test
  void doesNotRetryAPermanentFailure() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.hopeless("permanent"));
    String id = id("permanent");

    start(harness, id);

    assertThatThrownBy(() -> result(harness, id))
        .isInstanceOf(WorkflowFailedException.class)
        .hasMessageContaining("permanent");
    assertThat(counting.calls).containsExactly("hopeless");
  }

  @Test
  void timesAnAttemptOutAndTriesAgain() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.endless());
    String id = id("endless");

    start(harness, id);

    assertThatThrownBy(() -> result(harness, id)).hasMessageContaining("longer than");
    assertThat(counting.calls).containsExactly("endless", "endless");
  }

  @Test
  void failsTheRunWhenAnExceptionLeavesItsMethod() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              throw new IllegalArgumentException("no such thing");
            });
    String id = id("failing");

    start(harness, id);

    assertThatThrownBy(() -> result(harness, id))
        .isInstanceOfSatisfying(
            WorkflowFailedException.class,
            e -> assertThat(e.status()).isEqualTo(WorkflowStatus.FAILED))
        .hasMessageContaining("no such thing");
  }

  // ---- waiting

  @Test
  void wakesOnASignalThatWasSentBeforeTheWaitAndKeepsTheOrder() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              w.steps.echo("first");
              w.context.await(() -> w.signals.size() == 3);
              return String.join(",", w.signals);
            });
    String id = id("signals");
    start(harness, id);

    harness.client().signal(id, null, "push", "a");
    harness.client().signal(id, "second", "push", "b");
    harness.client().signal(id, "second", "push", "b");
    harness.client().signal(id, null, "push", "c");

    assertThat(result(harness, id)).isEqualTo("a,b,c");
  }

  @Test
  void sleepsDurablyAndNeverWakesEarly() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              w.context.sleep(Duration.ZERO);
              w.context.sleep(Duration.ofMillis(300));
              return "awake";
            });
    String id = id("sleeper");
    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("awake");
    List<RunEvent> history = harness.client().history(id, 1, 9);
    assertThat(history).hasSize(4);
    assertThat(Duration.between(history.get(1).recordedAt(), history.get(2).recordedAt()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void givesUpWaitingWhenTheTimeIsOverAndCancelsTheTimerOtherwise() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              boolean late = w.context.await("x", Duration.ofMillis(50), () -> false);
              boolean early = w.context.await("y", Duration.ofHours(1), () -> !w.signals.isEmpty());
              return late + " " + early;
            });
    String id = id("timeouts");
    start(harness, id);
    Eventually.holds(
        PATIENCE, () -> assertThat(kinds(harness, id)).endsWith("timer_fired", "timer_started"));
    harness.client().signal(id, null, "push", "now");

    assertThat(result(harness, id)).isEqualTo("false true");
    assertThat(kinds(harness, id)).contains("timer_fired", "timer_cancelled");
  }

  @Test
  void answersQueriesInMemoryReleasedAndClosed() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              w.context.await(() -> w.signals.contains("end"));
              return "over";
            });
    String id = id("queried");
    start(harness, id);

    assertThat(harness.client().query(id, "stage")).isEqualTo("in[]");
    harness.client().signal(id, null, "push", "x");
    Eventually.holds(
        PATIENCE, () -> assertThat(harness.client().query(id, "stage")).isEqualTo("in[x]"));
    awaitReleased(harness);
    assertThat(harness.client().query(id, "stage")).isEqualTo("in[x]");
    assertThat(harness.client().describe(id).summary().waitingFor())
        .singleElement()
        .asString()
        .startsWith("condition at Scripted.");
    harness.client().signal(id, null, "push", "end");
    assertThat(result(harness, id)).isEqualTo("over");
    assertThat(harness.client().query(id, "stage")).isEqualTo("in[x, end]");
  }

  // ---- crashes

  @Test
  void goesOnAfterACrashWithoutRepeatingWhatIsRecorded() {
    CountingSteps counting = new CountingSteps();
    Script script =
        w -> {
          String first = w.steps.echo("one");
          w.context.await(() -> !w.signals.isEmpty());
          return first + w.context.uuid() + w.steps.echo("two");
        };
    EngineHarness first = engine(counting, script);
    String id = id("crash");
    start(first, id);
    Eventually.holds(PATIENCE, () -> assertThat(kinds(first, id)).hasSize(3));
    first.kill();

    EngineHarness second = engine(counting, script);
    second.client().signal(id, null, "push", "go");

    assertThat(result(second, id)).startsWith("one").endsWith("two");
    assertThat(counting.calls).containsExactly("echo one", "echo two");
  }

  @Test
  void redeliversAnActivityThatACrashInterruptedAsAnotherAttempt() {
    CountingSteps doomed = new CountingSteps();
    Script script = w -> w.steps.slow("work");
    EngineHarness first = engine(doomed, script);
    String id = id("interrupted");
    start(first, id);
    Eventually.holds(PATIENCE, () -> assertThat(doomed.calls).hasSize(1));
    first.kill();

    CountingSteps fresh = new CountingSteps();
    fresh.release.countDown();
    EngineHarness second = engine(fresh, script);

    assertThat(result(second, id)).isEqualTo("work");
    assertThat(kinds(second, id)).contains("owner_changed");
    RunEvent completed = second.client().history(id, 4, 4).get(0);
    assertThat(completed.detail()).as("attempts").isEqualTo("2");
  }

  @Test
  void executesNoTransactionalActivityWhoseOutcomeIsOnlyInTheInbox() {
    CountingSteps counting = new CountingSteps();
    Script script = w -> w.steps.txSlow("once");
    EngineHarness first = engine(counting, script);
    String id = id("unread-outcome");
    start(first, id);
    Eventually.holds(PATIENCE, () -> assertThat(counting.calls).hasSize(1));
    first.kill();
    counting.release.countDown();

    EngineHarness second = engine(counting, script);

    assertThat(result(second, id)).isEqualTo("once");
    assertThat(counting.calls).containsExactly("slow once");
    assertThat(kinds(second, id)).contains("owner_changed");
  }

  @Test
  void handsRunsOverWhenItStops() {
    CountingSteps counting = new CountingSteps();
    Script script =
        w -> {
          w.context.await(() -> !w.signals.isEmpty());
          return w.steps.echo("after");
        };
    EngineHarness first = engine(counting, script);
    EngineHarness second = engine(counting, script);
    String id = id("handover");
    start(first, id);

    first.stop();
    second.client().signal(id, null, "push", "go");

    assertThat(result(second, id)).isEqualTo("after");
    assertThat(kinds(second, id)).doesNotContain("owner_changed");
  }

  @Test
  void keepsItsLeaseWhileItLetsAnActivityEnd() throws Exception {
    CountingSteps counting = new CountingSteps();
    EngineHarness second = engine(counting, w -> w.steps.slow("x"));
    EngineHarness first = engine(counting, w -> w.steps.slow("x"));
    String id = id("drain");
    start(first, id);
    Eventually.holds(PATIENCE, () -> assertThat(counting.calls).hasSize(1));

    CompletableFuture<Void> stopped =
        CompletableFuture.runAsync(
            () -> first.engine().stop(PATIENCE), task -> new Thread(task, "stop").start());
    assertThatThrownBy(() -> stopped.get(3 * EngineHarness.LEASE.toMillis(), TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    counting.release.countDown();
    stopped.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertThat(result(second, id)).isEqualTo("x");
    assertThat(counting.calls).hasSize(1);
    assertThat(kinds(second, id)).doesNotContain("owner_changed");
  }

  @Test
  void worksAgainWhenItIsStartedAfterItWasStopped() {
    EngineHarness engine = engine(new CountingSteps(), w -> w.steps.echo("again"));

    engine.engine().stop(Duration.ofSeconds(2));
    engine.engine().start();

    String id = id("restart");
    start(engine, id);
    assertThat(result(engine, id)).isEqualTo("again");
  }

  @Test
  void sharesManyRunsBetweenTwoEnginesWithoutDoingAnythingTwice() {
    CountingSteps counting = new CountingSteps();
    Script script =
        w -> {
          String a = w.steps.echo(w.context.workflowId() + "/a");
          w.context.sleep(Duration.ofMillis(30));
          return a + w.steps.echo(w.context.workflowId() + "/b");
        };
    EngineHarness first = engine(counting, script);
    EngineHarness second = engine(counting, script);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String id = id("shared");
      ids.add(id);
      EngineHarness one = i % 2 == 0 ? first : second;
      Duration delay = Duration.ofMillis(i % 3);
      one.client().start("scripted", StartOptions.of(id).withDelay(delay), "in");
    }

    for (String id : ids) {
      assertThat(result(first, id)).isEqualTo(id + "/a" + id + "/b");
    }
    assertThat(counting.calls).hasSize(120).doesNotHaveDuplicates();
  }

  @Test
  void keepsMoreRunsThanItHasRoomFor() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = new EngineHarness(store());
    engines.add(harness);
    Steps steps = harness.activities(Steps.class, counting);
    Script script =
        w -> {
          w.context.await(() -> !w.signals.isEmpty());
          return w.steps.echo(w.context.workflowId());
        };
    harness.workflow(Scripted.class, context -> new Scripted(context, steps, script)).start(10);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      ids.add(id("crowd"));
      start(harness, ids.get(i));
    }

    ids.forEach(id -> harness.client().signal(id, null, "push", "go"));

    ids.forEach(id -> assertThat(result(harness, id)).isEqualTo(id));
    assertThat(counting.calls).hasSize(60).doesNotHaveDuplicates();
    assertThat(harness.engine().health().resident()).isLessThanOrEqualTo(10);
  }

  /** Threads that stand in a workflow's code, those of engines killed by other tests included. */
  private static long parkedFibers() {
    return Thread.getAllStackTraces().values().stream()
        .filter(
            stack ->
                Stream.of(stack)
                    .anyMatch(frame -> frame.getClassName().startsWith("dev.workflows.replay")))
        .count();
  }

  @Test
  void parksSleepingRunsWithoutAThread() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              w.context.sleep(Duration.ofHours(1));
              return "slept";
            });
    long fibersBefore = parkedFibers();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      ids.add(id("parked"));
      start(harness, ids.get(i));
    }

    awaitReleased(harness);

    assertThat(harness.engine().health().resident()).isZero();
    Eventually.holds(PATIENCE, () -> assertThat(parkedFibers()).isLessThanOrEqualTo(fibersBefore));
    assertThat(harness.client().describe(ids.get(0)).summary().waitingFor())
        .singleElement()
        .asString()
        .startsWith("sleep at Scripted.")
        .contains(" until ");
  }

  // ---- ending

  @Test
  void cancelsAWaitAndLetsTheCodeCleanUp() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness =
        engine(
            counting,
            w -> {
              try {
                w.context.sleep(Duration.ofHours(1));
                return "slept";
              } catch (WorkflowCancelledException e) {
                w.context.callNonCancellable(() -> w.steps.slow("cleanup"));
                throw e;
              }
            });
    String id = id("cancelled");
    start(harness, id);

    harness.client().cancel(id, "no longer wanted");
    harness.client().cancel(id, "again");
    counting.release.countDown();

    assertThatThrownBy(() -> result(harness, id))
        .isInstanceOfSatisfying(
            WorkflowFailedException.class,
            e -> assertThat(e.status()).isEqualTo(WorkflowStatus.CANCELLED));
    assertThat(counting.calls).containsExactly("slow cleanup");
    assertThat(harness.client().describe(id).reason()).isEqualTo("no longer wanted");
    assertThat(harness.client().cancel(id, "late").workflowId()).isEqualTo(id);
    assertThatThrownBy(() -> harness.client().signal(id, null, "push", "late"))
        .isInstanceOf(WorkflowClosedException.class);
  }

  @Test
  void cancelsAnActivityThatExecutes() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.slow("x"));
    String id = id("busy");
    start(harness, id);
    Eventually.holds(PATIENCE, () -> assertThat(counting.calls).hasSize(1));

    harness.client().cancel(id, "stop it");

    assertThatThrownBy(() -> result(harness, id)).hasMessageContaining("CANCELLED");
  }

  @Test
  void completesARunThatReturnsNormallyAlthoughItWasCancelled() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              try {
                w.context.await(() -> false);
                return "never";
              } catch (WorkflowCancelledException e) {
                return "ended well: " + w.context.cancelRequested();
              }
            });
    String id = id("polite");
    start(harness, id);

    harness.client().cancel(id, null);

    assertThat(result(harness, id)).isEqualTo("ended well: true");
  }

  @Test
  void terminatesARunThatNeverLooksUp() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.slow("x"));
    String id = id("terminated");
    start(harness, id);
    Eventually.holds(PATIENCE, () -> assertThat(counting.calls).hasSize(1));

    harness.client().terminate(id, "operator");

    assertThatThrownBy(() -> result(harness, id)).hasMessageContaining("TERMINATED");
    assertThat(kinds(harness, id)).endsWith("workflow_terminated");
    assertThat(harness.client().describe(id).reason()).isEqualTo("operator");
    assertThatThrownBy(() -> harness.client().signal(id, null, "push", "x"))
        .isInstanceOf(WorkflowClosedException.class);
  }

  // ---- starts

  @Test
  void refusesASecondStartOfAnOpenIdAndKnowsAnIdempotencyKey() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              w.context.await(() -> !w.signals.isEmpty());
              return "x";
            });
    String id = id("unique");
    StartOptions keyed = StartOptions.of(id).withIdempotencyKey(id + "-key");
    RunId run = harness.client().start("scripted", keyed, "in");

    assertThatThrownBy(() -> start(harness, id))
        .isInstanceOf(WorkflowAlreadyExistsException.class)
        .hasMessageContaining(run.runId().toString());
    assertThat(harness.client().start("scripted", keyed, "other")).isEqualTo(run);
    harness.client().signal(id, null, "push", "go");
    assertThat(result(harness, id)).isEqualTo("x");
    assertThat(harness.client().start("scripted", keyed, "other")).isEqualTo(run);
    assertThat(start(harness, id).runId()).isNotEqualTo(run.runId());
  }

  @Test
  void executesATransactionalActivityOnce() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.txWrite("a") + w.steps.txWrite("b"));
    String id = id("transactional");

    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("ab");
    assertThat(counting.calls).containsExactly("txWrite a", "txWrite b");
  }

  // ---- tools

  @Test
  void goesOnBehindEventsThatAToolAppended() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness =
        engine(
            counting,
            w -> {
              w.context.await(() -> w.signals.contains("one"));
              String a = w.steps.echo("a");
              w.context.await(() -> w.signals.contains("two"));
              return a + w.steps.echo("b");
            });
    String id = id("annotated");
    RunId run = start(harness, id);

    store().histories().append(run.runId(), Event.Custom.of("while it is owned", new byte[] {1}));
    harness.client().signal(id, null, "push", "one");
    Eventually.holds(PATIENCE, () -> assertThat(kinds(harness, id)).contains("activity_completed"));
    awaitReleased(harness);
    store().histories().append(run.runId(), Event.Custom.of("released", new byte[] {2}));
    harness.client().signal(id, null, "push", "two");

    assertThat(result(harness, id)).isEqualTo("ab");
    assertThat(kinds(harness, id)).filteredOn("custom"::equals).hasSize(2);
    assertThat(counting.calls).containsExactly("echo a", "echo b");
  }

  // ---- code that changed

  @Test
  void blocksARunWhoseCodeChangedAndGoesOnWhenItIsRestored() {
    Script original =
        w -> {
          String a = w.steps.echo("a");
          w.context.await(() -> !w.signals.isEmpty());
          return a;
        };
    EngineHarness first = engine(new CountingSteps(), original);
    String id = id("changed");
    start(first, id);
    Eventually.holds(PATIENCE, () -> assertThat(kinds(first, id)).hasSize(3));
    first.stop();

    EngineHarness second =
        engine(
            new CountingSteps(),
            w -> {
              w.context.sleep(Duration.ofMinutes(1));
              return "changed";
            });
    second.client().signal(id, null, "push", "go");
    Eventually.holds(
        PATIENCE,
        () -> assertThat(second.client().describe(id).status()).isEqualTo(WorkflowStatus.BLOCKED));
    assertThat(String.valueOf(second.client().describe(id).problem()))
        .contains("asked for timer_started at event 2", "activity_scheduled 'steps.echo'");
    second.stop();

    EngineHarness third = engine(new CountingSteps(), original);
    assertThat(result(third, id)).isEqualTo("a");
    assertThat(third.client().describe(id).problem()).isNull();
  }
}
