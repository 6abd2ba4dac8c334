package dev.workflows.spi;

import dev.workflows.WorkflowStatus;
import dev.workflows.payload.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a run ends. The row becomes closed, unowned and frees its workflow id; its activity rows go;
 * messages that were to become visible later become dead letters.
 *
 * @param status a closed status
 * @param result what the workflow method returned
 * @param failure why it did not, an encoded {@code Failure}
 * @param closedAt when
 */
public record Closing(
    WorkflowStatus status, @Nullable Payload result, @Nullable Payload failure, Instant closedAt) {}
