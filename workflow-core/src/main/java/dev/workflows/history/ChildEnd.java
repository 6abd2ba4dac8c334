package dev.workflows.history;

/** How a child workflow ended otherwise than by returning. Stored by its name. */
public enum ChildEnd {
  /** An exception left its method. */
  FAILED,
  /** It ended because it was asked to. */
  CANCELLED,
  /** It was ended from outside. */
  TERMINATED,
  /** It was open for longer than it may be. */
  TIMED_OUT,
  /** It did not begin: its workflow id has an open run. */
  NOT_STARTED
}
