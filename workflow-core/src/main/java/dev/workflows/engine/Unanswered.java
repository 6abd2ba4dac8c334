package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.spi.StoreException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What callers are told who get no answer of the database: what they asked for may happen. */
final class Unanswered {

  private Unanswered() {}

  static WorkflowException stopped() {
    return new WorkflowException(
        ErrorCode.ENGINE_STOPPED,
        "The engine is stopping; what was sent may still happen. Ask another node, or try again.");
  }

  /** The caller's patience ended. */
  static StoreException inTime(Duration patience, @Nullable Throwable cause) {
    return new StoreException(
        StoreException.Outcome.UNKNOWN,
        ("The database did not answer within %s (workflow.client.timeout); what was asked for may"
                + " have happened. Ask again with the same id once the database is back.")
            .formatted(patience),
        cause);
  }
}
