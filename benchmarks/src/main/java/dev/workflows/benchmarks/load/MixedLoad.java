package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that wait for short runs, and beside them some that keep many runs asleep. */
final class MixedLoad implements AutoCloseable {

  private static final int NAPPERS = 4;

  private final ClosedLoop shortRuns;
  private final ClosedLoop naps;
  private final int napsAtOnce;
  private final ExecutorService beside = Executors.newSingleThreadExecutor();

  MixedLoad(Engine.Running running, Case measured) throws Exception {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < measured.clients(); i++) {
      operations.add(running.operation(measured));
    }
    this.shortRuns = new ClosedLoop(operations);
    this.napsAtOnce = Math.max(1, measured.size() / NAPPERS);
    List<Operation> nappers = new ArrayList<>();
    for (int i = 0; i < NAPPERS; i++) {
      nappers.add(running.naps(napsAtOnce));
    }
    this.naps = new ClosedLoop(nappers);
  }

  /** Goes on for a while. */
  Outcome run(Duration duration) throws Exception {
    Future<ClosedLoop.Outcome> napping = beside.submit(() -> naps.run(duration));
    ClosedLoop.Outcome measured = shortRuns.run(duration);
    return new Outcome(measured, napping.get().perSecond() * napsAtOnce);
  }

  @Override
  public void close() {
    beside.shutdownNow();
    shortRuns.close();
    naps.close();
  }

  /**
   * What the clients did.
   *
   * @param napsPerSecond runs that slept and ended
   */
  record Outcome(ClosedLoop.Outcome shortRuns, double napsPerSecond) {}
}
