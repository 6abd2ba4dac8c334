package dev.workflows;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recorded event, as interceptors are told of it. It tells no values.
 *
 * @param seq its position in the history, from 1
 * @param type what kind of fact it is, as {@code activity_completed}: the names that histories have
 * @param name the activity, timer, signal, update or marker it is about, or the type of the
 *     workflow or child; that of the call if this answers one
 * @param refSeq the position of the event it answers
 * @param child the child it is about
 * @param attempts how often an activity was attempted whose outcome this is, else 0
 * @param took the time since the event it answers or, of the run's end, since the run began
 * @param failure why something failed, if it did
 * @param at when it was recorded, by the database's clock
 */
public record WorkflowFact(
    long seq,
    String type,
    @Nullable String name,
    @Nullable Long refSeq,
    @Nullable RunId child,
    int attempts,
    @Nullable Duration took,
    @Nullable Failure failure,
    Instant at) {}
