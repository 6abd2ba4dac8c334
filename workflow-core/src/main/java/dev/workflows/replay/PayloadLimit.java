package dev.workflows.replay;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.payload.Payload;
import org.jspecify.annotations.Nullable;

/** How large a value may be that is recorded. */
final class PayloadLimit {

  private PayloadLimit() {}

  static void require(@Nullable Payload payload, int limit, String what) {
    if (payload != null && payload.json().length() > limit / 3 && payload.size() > limit) {
      throw new InvalidRequestException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          ("%s is %d bytes, which is over the limit of %d. Store large values elsewhere and pass a"
                  + " reference, or raise workflow.payload-limit.")
              .formatted(what, payload.size(), limit));
    }
  }
}
