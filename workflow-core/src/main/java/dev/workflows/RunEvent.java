package dev.workflows;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of a run's history, as shown to people.
 *
 * @param seq its position, from 1
 * @param type what kind of fact it is, as {@code activity_scheduled}
 * @param name the activity, signal, timer, marker or workflow type it is about
 * @param refSeq the event it answers
 * @param detail what the engine adds: a due time, a number of attempts, a message id, the seed
 * @param recordedAt when it happened, by the database's clock
 * @param node the node that wrote it
 * @param by who sent the signal, asked it to end or ended it, if that was told
 * @param payload the value it carries, as JSON; what is {@link Sensitive} is masked
 */
public record RunEvent(
    long seq,
    String type,
    @Nullable String name,
    @Nullable Long refSeq,
    @Nullable String detail,
    Instant recordedAt,
    @Nullable String node,
    @Nullable String by,
    @Nullable String payload) {

  /** Shows neither payload nor detail: they may hold what logs must not. */
  @Override
  public String toString() {
    return "RunEvent[%d %s%s]".formatted(seq, type, name == null ? "" : " " + name);
  }
}
