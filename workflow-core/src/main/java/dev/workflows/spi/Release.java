package dev.workflows.spi;

import dev.workflows.payload.Payload;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An owner gives a run up. It never writes under this fence again, whatever the answer.
 *
 * @param lease the ownership that ends
 * @param wakeAt when the run is to be claimed again; {@code null} if only a message wakes it
 * @param waitingFor what it waits for, in words
 * @param problem why it cannot go on, an encoded {@code Failure}: the run becomes {@code BLOCKED}
 */
public record Release(
    RunLease lease, @Nullable Instant wakeAt, List<String> waitingFor, @Nullable Payload problem) {

  /** The same, if need be claimed sooner. */
  public Release noLaterThan(@Nullable Instant time) {
    return time == null || (wakeAt != null && !time.isBefore(wakeAt))
        ? this
        : new Release(lease, time, waitingFor, problem);
  }
}
