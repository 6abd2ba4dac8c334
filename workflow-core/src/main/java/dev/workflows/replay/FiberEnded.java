package dev.workflows.replay;

/**
 * Unwinds a fiber whose run leaves memory. An error, so that no handler for exceptions stops it.
 */
final class FiberEnded extends Error {

  private static final long serialVersionUID = 1L;

  FiberEnded() {
    super("The run left this node's memory; it goes on from its history", null, false, false);
  }
}
