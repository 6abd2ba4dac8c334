package dev.workflows.engine;

import dev.workflows.history.Event;
import dev.workflows.payload.PayloadContext;
import dev.workflows.spi.Message;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where values stand in the store. Once written they are read by this: none of it ever changes. */
final class Places {

  private Places() {}

  /** An end from outside is written wherever the history ends by then: its request names it. */
  static PayloadContext ofEvent(UUID run, long seq, Event event) {
    String kind = event.type().storedName();
    return event instanceof Event.WorkflowTerminated end && end.requestId() != null
        ? new PayloadContext(null, end.requestId(), kind)
        : new PayloadContext(run, Long.toString(seq), kind);
  }

  /** A message in the inbox of a chain, {@code null} for one whose sender does not know that. */
  static PayloadContext ofMessage(@Nullable UUID chain, Message message) {
    String kind = "message:" + message.kind().name().toLowerCase(Locale.ROOT);
    return new PayloadContext(chain, message.messageId(), kind);
  }

  static PayloadContext ofResult(UUID run) {
    return new PayloadContext(run, "", "result");
  }

  static PayloadContext ofFailure(UUID run) {
    return new PayloadContext(run, "", "failure");
  }

  static PayloadContext ofProblem(UUID run) {
    return new PayloadContext(run, "", "problem");
  }

  static PayloadContext ofRetry(UUID run, long seq) {
    return new PayloadContext(run, Long.toString(seq), "retry");
  }
}
