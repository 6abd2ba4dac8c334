package dev.workflows.replay;

/** Something that code has asked for and waits for the outcome of. */
interface Call {

  /** Where it asked. */
  long seq();

  /** Whether the outcome is there. */
  boolean isResolved();
}
