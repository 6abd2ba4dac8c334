package dev.workflows.autoconfigure.health;

import dev.workflows.engine.EngineHealth;
import dev.workflows.engine.WorkflowEngine;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down if the store takes no writes or the lease is over, which is one thing: heartbeats are
 * writes. An engine that was not started, or is stopped, is out of service.
 */
final class WorkflowHealthIndicator implements HealthIndicator {

  private final WorkflowEngine engine;

  WorkflowHealthIndicator(WorkflowEngine engine) {
    this.engine = engine;
  }

  @Override
  public Health health() {
    EngineHealth health = engine.health();
    return status(health)
        .withDetail("node", health.node())
        .withDetail("sinceHeartbeat", health.sinceHeartbeat().toString())
        .withDetail("owned", health.owned())
        .withDetail("resident", health.resident())
        .build();
  }

  private static Health.Builder status(EngineHealth health) {
    if (!health.running()) {
      return Health.outOfService();
    }
    return health.alive() ? Health.up() : Health.down();
  }
}
