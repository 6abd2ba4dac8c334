package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.RunId;
import dev.workflows.StartOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nodes share runs, keep more than they have room for, and hand them over. */
abstract class NodeRules extends EngineRules {

  NodeRules(WorkflowEngineContract contract) {
    super(contract);
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

  /** A node that holds a run sends it messages without looking for it. */
  @Test
  void signalsTheNextRunOfAnIdWhenAnotherNodeEndedTheOneItHolds() {
    CountingSteps counting = new CountingSteps();
    Script script =
        w -> {
          w.context.await(() -> !w.signals.isEmpty());
          return w.signals.get(0);
        };
    EngineHarness holder = engine(counting, script);
    EngineHarness other = engine(counting, script);
    String id = id("next");
    RunId before = start(holder, id);

    other.client().terminate(id, "began wrongly");
    RunId next = start(other, id);
    RunId signalled = holder.client().signal(id, null, "push", "go");

    assertThat(signalled).isEqualTo(next).isNotEqualTo(before);
    assertThat(result(other, id)).isEqualTo("go");
  }

  /** The run that is held has the message already, but is not the open one any more. */
  @Test
  void repeatsAMessageToTheNextRunOfAnIdWhenAnotherNodeEndedTheOneItHolds() {
    CountingSteps counting = new CountingSteps();
    Script script =
        w -> {
          w.context.await(() -> w.signals.size() == 2);
          return w.signals.toString();
        };
    EngineHarness holder = engine(counting, script);
    EngineHarness other = engine(counting, script);
    String id = id("again");
    start(holder, id);
    holder.client().signal(id, "m-1", "push", "one");

    other.client().terminate(id, "began wrongly");
    RunId next = start(other, id);
    RunId signalled = holder.client().signal(id, "m-1", "push", "one");
    other.client().signal(id, "m-2", "push", "two");

    assertThat(signalled).isEqualTo(next);
    assertThat(result(other, id)).isEqualTo("[one, two]");
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
    EngineHarness harness =
        engine(
            counting,
            w -> {
              w.context.await(() -> !w.signals.isEmpty());
              return w.steps.echo(w.context.workflowId());
            },
            10);
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
}
