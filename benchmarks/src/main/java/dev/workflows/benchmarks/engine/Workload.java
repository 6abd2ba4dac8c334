package dev.workflows.benchmarks.engine;

import java.util.Arrays;
import java.util.Optional;

/** What engines are asked to do. */
public enum Workload {
  /**
   * A workflow that calls activities without effects one after the other; its result is awaited.
   */
  SEQUENTIAL("sequential", Kind.LOOP, 0, 1),
  /**
   * The same with activities that only read, up to the last one, for engines that can tell them.
   */
  READ_ONLY("read-only", Kind.LOOP, 0, 1),
  /** A workflow that calls so many activities at once; its result is awaited. */
  FAN_OUT("fan-out", Kind.LOOP, 1_000, 0),
  /** A workflow that calls so many others at once, each a run; its result is awaited. */
  CHILDREN("children", Kind.LOOP, 1_000, 0),
  /** A workflow that begins so many branches without a wait of their own; its result is awaited. */
  BRANCHES("branches", Kind.LOOP, 1_000, 0),
  /** A run that takes so many signals, one after the other, which its client sends likewise. */
  SIGNAL_LOOP("signal-loop", Kind.LOOP, 10_000, 0),
  /**
   * A signal to a run that waits in memory, and its next activity. Each client has a run of its
   * own.
   */
  SIGNAL("signal", Kind.LOOP, 0, 1),
  /** Runs of one activity that are started without being awaited. */
  BACKLOG("backlog", Kind.CROWD, 10_000, 1),
  /**
   * Runs of one activity that lie in the database before one of them begins, as far as that goes.
   */
  QUEUED("queued", Kind.CROWD, 10_000, 1),
  /** Runs that all sleep until the same instant and then end. */
  TIMER_WAVE("timer-wave", Kind.CROWD, 10_000, 0),
  /** Runs of two activities whose process is killed after the first; another process ends them. */
  RECOVERY("recovery", Kind.CROWD, 10_000, 2),
  /** Runs that sleep for an hour. */
  SLEEPING("sleeping", Kind.CROWD, 100_000, 0),
  /** Nothing. */
  IDLE("idle", Kind.IDLE, 0, 0),
  /**
   * A workflow of one activity, beside many that sleep and change hands, while the database may not
   * remove what they leave behind.
   */
  OLD_SNAPSHOT("old-snapshot", Kind.PHASES, 1_000, 1),
  /** The newest page of 50 among many closed runs. */
  LIST("list", Kind.LOOP, 1_000_000, 0),
  /** A page of 50 from the middle of many closed runs. */
  LIST_DEEP("list-deep", Kind.LOOP, 1_000_000, 0),
  /** One of many closed runs by its workflow id. */
  DESCRIBE("describe", Kind.LOOP, 1_000_000, 0),
  /** A query to a closed run, whose whole history, of as many events, is read and replayed. */
  REPLAY("replay", Kind.LOOP, 50_000, 0);

  /** How a workload puts load on an engine. */
  public enum Kind {
    /** Clients that each repeat an operation. */
    LOOP,
    /** Many runs at once. */
    CROWD,
    /** No load: what the engine does by itself. */
    IDLE,
    /** Clients that go on while something about the database changes. */
    PHASES
  }

  private final String label;
  private final Kind kind;
  private final int size;
  private final int activities;

  Workload(String label, Kind kind, int size, int activities) {
    this.label = label;
    this.kind = kind;
    this.size = size;
    this.activities = activities;
  }

  /** Its name on the command line and in reports. */
  public String label() {
    return label;
  }

  /** How it puts load on an engine. */
  public Kind kind() {
    return kind;
  }

  /**
   * How many runs, or events, there are unless the user says otherwise; 0 if that is not the
   * question.
   */
  public int size() {
    return size;
  }

  /** How many activities each run calls where the user has no choice. */
  public int activities() {
    return activities;
  }

  /** Whether it asks for jobs of one step, which engines without workflows have too. */
  public boolean isOfJobs() {
    return this == BACKLOG || this == TIMER_WAVE || this == SLEEPING;
  }

  /** The workload of this name. */
  public static Optional<Workload> of(String label) {
    return Arrays.stream(values()).filter(w -> w.label.equals(label)).findFirst();
  }
}
