package dev.workflows.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event at its place in a history.
 *
 * <p>All events that one turn recorded have the same {@code recordedAt}, and it grows from turn to
 * turn: so the history itself tells where each turn began, and replay stops where the code once
 * stopped.
 *
 * @param seq its position, from 1
 * @param event the fact
 * @param fence the number of the ownership under which it was written; 0 if nobody owned the run
 * @param node who wrote it; {@code null} for a client that is no owner
 * @param recordedAt when, in microseconds of the database's clock
 */
public record RecordedEvent(
    long seq, Event event, long fence, @Nullable UUID node, Instant recordedAt) {}
