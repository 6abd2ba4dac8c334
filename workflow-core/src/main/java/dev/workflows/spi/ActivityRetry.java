package dev.workflows.spi;

import dev.workflows.payload.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An activity that waits for its next attempt.
 *
 * @param seq the position of the call in the history
 * @param attempt the number of the attempt that comes next
 * @param nextAttemptAt when it is due, by the database's clock
 * @param lastFailure why the one before it failed, an encoded {@code Failure}
 */
public record ActivityRetry(
    long seq, int attempt, Instant nextAttemptAt, @Nullable Payload lastFailure) {}
