package dev.workflows;

/** Where a run is in its life. A closed run never changes again. */
public enum WorkflowStatus {
  /** Its code is executing or waiting. */
  RUNNING,
  /** An operator holds it. */
  PAUSED,
  /** It cannot go on with the code that is deployed; it is tried again from time to time. */
  BLOCKED,
  /** Its method returned. */
  COMPLETED,
  /** An exception left its method. */
  FAILED,
  /** It ended because it was asked to. */
  CANCELLED,
  /** It was ended from outside without asking its code. */
  TERMINATED,
  /** It was open for longer than it may be. */
  TIMED_OUT,
  /** It went on as a new run. */
  CONTINUED_AS_NEW;

  /** Whether a run in this status can still go on. */
  public boolean isOpen() {
    return this == RUNNING || this == PAUSED || this == BLOCKED;
  }
}
