package dev.workflows.autoconfigure.health;

import dev.workflows.engine.EngineHealth;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.StoreException;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down if the store takes no writes or the lease is over, which is one thing: heartbeats are
 * writes. An engine that was not started, or is stopped, is out of service. Runs that nobody takes
 * in time are a detail: this node may be well and the one that knows their type missing.
 */
final class WorkflowHealthIndicator implements HealthIndicator {

  private final WorkflowEngine engine;
  private final RunReader runs;
  private final Duration late;

  /**
   * The health of an engine.
   *
   * @param late how long after its time a run that nobody took is overdue
   */
  WorkflowHealthIndicator(WorkflowEngine engine, RunReader runs, Duration late) {
    this.engine = engine;
    this.runs = runs;
    this.late = late;
  }

  @Override
  public Health health() {
    EngineHealth health = engine.health();
    return status(health)
        .withDetail("node", health.node())
        .withDetail("sinceHeartbeat", health.sinceHeartbeat().toString())
        .withDetail("owned", health.owned())
        .withDetail("resident", health.resident())
        .withDetail("overdue", overdue())
        .build();
  }

  private Object overdue() {
    try {
      return runs.overdue(late);
    } catch (StoreException e) {
      return "unknown: " + e.getMessage();
    }
  }

  private static Health.Builder status(EngineHealth health) {
    if (!health.running()) {
      return Health.outOfService();
    }
    return health.alive() ? Health.up() : Health.down();
  }
}
