package dev.workflows.lab.experiment;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A lease and two polls: within that others have taken what a node lost, 99th percentile. */
public final class TakeoverBound {

  public static final Duration BOUND = Laboratory.LEASE.plus(Laboratory.POLL.multipliedBy(2));

  private TakeoverBound() {}

  public static void check(Scene scene) {
    @Nullable Long p99 = scene.latencies().takeoverP99();
    if (p99 == null || p99 > BOUND.toMillis()) {
      scene.violated(
          "runs are taken over within %d ms, 99th percentile".formatted(BOUND.toMillis()),
          p99 + " ms");
    }
  }
}
