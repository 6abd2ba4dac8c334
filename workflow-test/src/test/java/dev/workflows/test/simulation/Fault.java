package dev.workflows.test.simulation;

/**
 * Something that goes wrong.
 *
 * @param step when
 * @param kind what
 * @param node which node of those that there are then
 * @param millis how long, where it takes time
 */
record Fault(int step, Kind kind, int node, int millis) {

  /** What can go wrong. */
  enum Kind {
    /** A process is killed; it is started again after a while. */
    KILL,
    /** All are killed. */
    KILL_ALL,
    /** A process does nothing for the time, and goes on as if nothing had been. */
    FREEZE,
    /** A process reaches the database no longer, for the time. */
    CUT,
    /** A process stops in order; it is started again after a while. */
    STOP,
    /** One process stops in order; from now on processes are started with the other code. */
    DEPLOY,
    /** The next write never reaches the database, and its sender cannot know. */
    LOSE_REQUEST,
    /** The next write is committed, and its answer is lost. */
    LOSE_ANSWER,
    /**
     * The next write is committed later, when its sender has been told that its fate is unknown.
     */
    LAND_LATE,
    /** The next write is given up by the database. */
    ROLL_BACK,
    /** The next write does not get a lock. */
    LOCK,
    /** The next write is committed, and its sender is killed before it knows. */
    KILL_AFTER_WRITE,
    /** The sender of the next write does nothing for the time, and then writes. */
    FREEZE_BEFORE_WRITE,
    /** The sender of the next write does nothing for the time before it takes the answer. */
    FREEZE_AFTER_WRITE,
    /** The next write takes the time. */
    SLOW
  }
}
