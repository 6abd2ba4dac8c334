package dev.workflows.replay;

import dev.workflows.payload.Payload;
import org.jspecify.annotations.Nullable;

/** Ends the workflow method so that the run goes on as a new one. */
final class GoesOnAsNew extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Payload input;

  GoesOnAsNew(@Nullable Payload input) {
    super(
        "The run goes on as a new one; code that catches this keeps it from that",
        null,
        false,
        false);
    this.input = input;
  }

  /** The arguments of the new run. */
  @Nullable Payload input() {
    return input;
  }
}
