package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.engine.Workload;

/** How crowds are measured. */
public final class Crowds {

  private final ChildJvm children;

  /**
   * The crowds.
   *
   * @param children where runs are interrupted
   */
  public Crowds(ChildJvm children) {
    this.children = children;
  }

  Round round(Workload workload) {
    return switch (workload) {
      case BACKLOG -> new BacklogRound();
      case QUEUED -> new QueuedRound();
      case TIMER_WAVE -> new TimerWaveRound();
      case SLEEPING -> new SleepingRound();
      case RECOVERY -> new RecoveryRound(children);
      case SEQUENTIAL,
          READ_ONLY,
          FAN_OUT,
          CHILDREN,
          BRANCHES,
          SIGNAL_LOOP,
          SIGNAL,
          IDLE,
          OLD_SNAPSHOT,
          LIST,
          LIST_DEEP,
          DESCRIBE,
          REPLAY ->
          throw new IllegalArgumentException(workload + " is no crowd");
    };
  }
}
