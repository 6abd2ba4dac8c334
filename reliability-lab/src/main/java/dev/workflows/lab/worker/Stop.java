package dev.workflows.lab.worker;

/**
 * One step of a journey.
 *
 * @param millis how long it takes
 * @param count how many notes it waits for, how often it fails before it succeeds, or how many
 *     activities it is
 */
public record Stop(Kind kind, int millis, int count) {

  /** What there is to do. */
  public enum Kind {
    /** An ordinary activity. */
    WORK,
    /** Ordinary activities one after the other, so many. */
    GRIND,
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
