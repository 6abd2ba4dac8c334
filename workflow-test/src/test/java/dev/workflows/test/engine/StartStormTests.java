package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunFilter;
import dev.workflows.StartOptions;
import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;
import dev.workflows.WorkflowStatus;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts beyond what a node can execute are taken durably and wait in the database. */
@Timeout(180)
class StartStormTests {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration SOON = Duration.ofSeconds(8);
  private static final int ROOM = 50;

  /** Starts and a claim that cross may both find the same room, once. */
  private static final int MOST = 2 * ROOM;

  private static final int STARTS = 6_000;
  private static final int CLIENTS = 200;

  private final InMemoryWorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());
  private final CountingSteps counting = new CountingSteps();
  private final EngineHarness engine = new EngineHarness(store);
  private final Steps steps = engine.activities(Steps.class, counting);
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
  private final AtomicInteger mostResident = new AtomicInteger();
  private final AtomicInteger mostOwned = new AtomicInteger();

  @AfterEach
  void close() {
    clients.shutdownNow();
    engine.close();
  }

  private void look() {
    mostResident.accumulateAndGet(engine.engine().health().resident(), Math::max);
    mostOwned.accumulateAndGet(engine.engine().health().owned(), Math::max);
  }

  private long completed() {
    return store
        .runs()
        .list(new RunFilter(null, WorkflowStatus.COMPLETED, null, null), null, 2 * STARTS)
        .size();
  }

  /** Those of the other type wait for what never ends while this test looks. */
  @ParameterizedTest
  @ValueSource(ints = {1, ROOM})
  void letsATypeInThatComesBehindTheManyOfAnother(int room) {
    engine
        .workflow(Scripted.class, context -> new Scripted(context, steps, w -> steps.slow("x")))
        .workflow(Quick.class, context -> new Quick())
        .start(room);
    for (int i = 0; i < 10 * ROOM; i++) {
      engine.client().start("scripted", StartOptions.of("many-" + i), "x");
    }

    engine.client().start("the-last", StartOptions.of("one"));

    assertThat(engine.client().result("one", String.class, SOON)).isEqualTo("done");
    counting.release.countDown();
  }

  /** Does nothing. */
  @Workflow("the-last")
  public static class Quick {

    /** Returns at once. */
    @WorkflowMethod
    public String execute() {
      return "done";
    }
  }

  @Test
  void endsEveryRunWithoutHoldingMoreThanThereIsRoomFor() throws Exception {
    engine
        .workflow(Scripted.class, context -> new Scripted(context, steps, w -> steps.echo(w.stage)))
        .start(ROOM);

    List<Future<?>> starts = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      String id = "storm-" + i;
      starts.add(
          clients.submit(
              () -> {
                engine.client().start("scripted", StartOptions.of(id), id);
                look();
              }));
    }
    for (Future<?> start : starts) {
      start.get();
    }
    Eventually.holds(
        PATIENCE,
        () -> {
          look();
          assertThat(counting.calls).hasSizeGreaterThanOrEqualTo(STARTS);
        });
    Eventually.holds(PATIENCE, () -> assertThat(completed()).isEqualTo(STARTS));

    assertThat(counting.calls).hasSize(STARTS).doesNotHaveDuplicates();
    assertThat(mostResident).hasValueLessThanOrEqualTo(MOST);
    assertThat(mostOwned).hasValueLessThanOrEqualTo(MOST + EngineHarness.ACTIVITY_THREADS);
  }
}
