package dev.workflows.sample;

import java.time.Duration;
import java.util.List;

/** Settings under which a dead node is noticed sooner than a person would want to wait. */
final class TestSettings {

  static final Duration LEASE = Duration.ofSeconds(2);
  static final Duration POLL = Duration.ofMillis(200);

  private TestSettings() {}

  /** These settings, with a carrier that takes its time. */
  static List<String> withCarrierDelay(Duration delay) {
    return List.of(
        "workflow.worker.lease=" + LEASE,
        "workflow.worker.heartbeat=400ms",
        "workflow.worker.poll=" + POLL,
        "shop.carrier-delay=" + delay,
        "shop.card-network-delay=200ms");
  }
}
