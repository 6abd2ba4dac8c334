package dev.workflows.autoconfigure.health;

import dev.workflows.engine.EngineHealth;
import dev.workflows.engine.EngineSettings;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.StoreException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down if the lease is over, or if nothing could be written for longer than a heartbeat: the disk
 * of a database may be full and heartbeats, which need no place, succeed. An engine that was not
 * started, or is stopped, is out of service. Runs that nobody takes in time are a detail: this node
 * may be well and the one that knows their type missing.
 */
final class WorkflowHealthIndicator implements HealthIndicator {

  private final WorkflowEngine engine;
  private final RunReader runs;
  private final EngineSettings settings;

  WorkflowHealthIndicator(WorkflowEngine engine, RunReader runs, EngineSettings settings) {
    this.engine = engine;
    this.runs = runs;
    this.settings = settings;
  }

  @Override
  public Health health() {
    EngineHealth health = engine.health();
    return status(health)
        .withDetail("node", health.node())
        .withDetail("sinceHeartbeat", health.sinceHeartbeat().toString())
        .withDetail("writesFailing", health.writesFailing().toString())
        .withDetail("owned", health.owned())
        .withDetail("resident", health.resident())
        .withDetail("overdue", overdue())
        .build();
  }

  private Object overdue() {
    try {
      return runs.overdue(settings.lease());
    } catch (StoreException e) {
      return "unknown: " + e.getMessage();
    }
  }

  private Health.Builder status(EngineHealth health) {
    if (!health.running()) {
      return Health.outOfService();
    }
    boolean writes = health.writesFailing().compareTo(settings.heartbeat()) <= 0;
    return health.alive() && writes ? Health.up() : Health.down();
  }
}
