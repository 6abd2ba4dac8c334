package dev.workflows.engine;

import dev.workflows.WorkflowException;
import dev.workflows.spi.Driver;
import dev.workflows.spi.Driver.Lane;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a node that stops comes to rest: what executes may end, and every run is given up as soon as
 * it has nothing to do. A run that has not come so far is taken over by others.
 */
final class Drain {

  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
  private static final Duration STEP = Duration.ofMillis(20);
  private static final Duration ONE_STEP = Duration.ofSeconds(1);

  private final Driver driver;
  private final Node node;
  private final OwnedRuns runs;
  private final Recovery recovery;

  Drain(Driver driver, Node node, OwnedRuns runs, Recovery recovery) {
    this.driver = driver;
    this.node = node;
    this.runs = runs;
    this.recovery = recovery;
  }

  /**
   * Returns when every run is given up, the time is over, or the thread is interrupted. Each step
   * is made on the poll lane.
   */
  void giveUpAll(Duration time) {
    long until = driver.nanoTime() + time.toNanos();
    boolean more = true;
    while (more) {
      CompletableFuture<Void> step = new CompletableFuture<>();
      driver.schedule(Lane.POLL, STEP, () -> giveUp(step));
      more = waits(step, time) && !runs.isEmpty() && driver.nanoTime() - until < 0;
    }
  }

  private boolean waits(CompletableFuture<Void> step, Duration time) {
    try {
      Futures.join(driver, step, time.compareTo(ONE_STEP) > 0 ? time : ONE_STEP);
      return true;
    } catch (WorkflowException interrupted) {
      return false;
    }
  }

  private void giveUp(CompletableFuture<Void> done) {
    try {
      recovery.inbox().read();
      recovery.loadEvicted();
      recovery.releaseAll();
      node.storeAnswered();
    } catch (RuntimeException e) {
      LOG.warn("Giving runs up failed and is tried again: {}", e.getMessage());
    } finally {
      done.complete(null);
    }
  }
}
