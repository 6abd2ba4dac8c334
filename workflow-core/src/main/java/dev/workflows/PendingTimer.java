package dev.workflows;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A timer that has neither fired nor been cancelled.
 *
 * @param seq its position in the history
 * @param name what is awaited, if the code gave it a name
 * @param dueAt when it fires
 */
public record PendingTimer(long seq, @Nullable String name, Instant dueAt) {}
