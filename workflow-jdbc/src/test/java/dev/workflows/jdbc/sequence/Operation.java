package dev.workflows.jdbc.sequence;

import dev.workflows.WorkflowException;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.StoreException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something a store is asked for.
 *
 * @param at when, by the database's clock
 * @param text what, for people
 */
record Operation(Instant at, String text, Function<Door, @Nullable Object> body) {

  /** What the store answers, or how it refuses. */
  String answer(Door door) {
    try {
      return Answers.text(body.apply(door));
    } catch (CommitRejectedException e) {
      return "rejected " + e.reason();
    } catch (StoreException e) {
      return "failed " + e.outcome();
    } catch (WorkflowException e) {
      return "refused " + e.code();
    }
  }

  @Override
  public String toString() {
    return at + " " + text;
  }
}
