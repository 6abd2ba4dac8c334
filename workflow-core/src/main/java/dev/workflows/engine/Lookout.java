package dev.workflows.engine;

import dev.workflows.replay.ExecutionParts;
import dev.workflows.spi.Driver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the code of runs looked after at regular intervals. On the lane of heartbeats: it is short,
 * and those of turns may be what waits for it. Thread-safe.
 */
final class Lookout {

  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

  private final Driver driver;
  private final ExecutionParts parts;
  private final Duration interval;

  /** What tells the looks of this start from those of one before; {@code null} while stopped. */
  private volatile @Nullable Object life;

  Lookout(Driver driver, ExecutionParts parts) {
    this.driver = driver;
    this.parts = parts;
    this.interval = parts.code().interval();
  }

  void start() {
    Object mine = new Object();
    life = mine;
    schedule(mine);
  }

  void stop() {
    life = null;
  }

  private void schedule(Object mine) {
    driver.schedule(Driver.Lane.HEARTBEAT, interval, () -> look(mine));
  }

  private void look(Object mine) {
    if (life != mine) {
      return;
    }
    try {
      parts.look();
    } catch (RuntimeException | Error e) {
      // a chain that ended silently would never begin again
      LOG.warn("Workflow code could not be looked after: {}", e.getMessage());
    }
    schedule(mine);
  }
}
