package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunFilter;
import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is started beyond a node's room waits in the database, and none of it is lost. */
abstract class StormRules extends EngineRules {

  private static final int ROOM = 20;
  private static final int STARTS = 1_000;
  private static final int CLIENTS = 40;

  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

  StormRules(WorkflowEngineContract contract) {
    super(contract);
  }

  @AfterEach
  void endClients() {
    clients.shutdownNow();
  }

  @Test
  void endsAllThatWasStartedWithoutHoldingMoreThanThereIsRoomFor() throws Exception {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness = engine(counting, w -> w.steps.echo(w.stage), ROOM);
    AtomicInteger most = new AtomicInteger();
    String storm = id("storm");

    Set<RunId> started = startAll(harness, storm, most);

    Eventually.holds(
        PATIENCE.multipliedBy(3),
        () -> {
          most.accumulateAndGet(harness.engine().health().owned(), Math::max);
          assertThat(store().runs().list(OPEN, null, 1)).isEmpty();
        });
    assertThat(started).hasSize(STARTS);
    assertThat(counting.calls).hasSize(STARTS).doesNotHaveDuplicates();
    // starts and a claim that cross may both find the same room, once
    assertThat(most).hasValueLessThanOrEqualTo(2 * ROOM + EngineHarness.ACTIVITY_THREADS);
  }

  private static final RunFilter OPEN =
      new RunFilter("scripted", WorkflowStatus.RUNNING, null, null);

  private Set<RunId> startAll(EngineHarness harness, String storm, AtomicInteger most)
      throws InterruptedException, ExecutionException {
    List<Future<RunId>> starts = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      String id = storm + i;
      starts.add(
          clients.submit(
              () -> {
                most.accumulateAndGet(harness.engine().health().owned(), Math::max);
                return harness.client().start("scripted", StartOptions.of(id), id);
              }));
    }
    Set<RunId> started = new HashSet<>();
    for (Future<RunId> start : starts) {
      started.add(start.get());
    }
    return started;
  }
}
