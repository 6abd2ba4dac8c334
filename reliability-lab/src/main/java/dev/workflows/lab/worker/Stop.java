package dev.workflows.lab.worker;

/**
 * One step of a journey.
 *
 * @param millis how long it takes
 * @param count how many notes it waits for, or how often it fails before it succeeds
 */
public record Stop(Kind kind, int millis, int count) {

  /** What there is to do. */
  public enum Kind {
    /** An ordinary activity. */
    WORK,
    /** An activity whose effect is a row in the transaction that records it. */
    BOOK,
    /** An ordinary activity that fails at first. */
    FLAKY_WORK,
    /** A transactional activity that fails at first. */
    FLAKY_BOOK,
    /** A timer. */
    SLEEP,
    /** A wait that ends by its time-out. */
    EXPIRE,
    /** A wait for signals. */
    NOTES
  }
}
