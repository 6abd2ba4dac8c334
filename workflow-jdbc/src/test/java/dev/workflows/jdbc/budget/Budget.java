package dev.workflows.jdbc.budget;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What everything that happens to a run may cost PostgreSQL. The table of the guide's page on
 * performance says the same. A figure that grows has to be justified: all applications pay it.
 */
enum Budget {
  /** With the call of its first activity. */
  START("start", new Cost(1, 1, 3, 0, 1_500)),
  /** The outcome of an ordinary activity and whatever the code asks for next. */
  STEP("step", new Cost(1, 1, 2, 0, 650)),
  /** The same for a timer. */
  TIMER("timer", new Cost(1, 1, 2, 0, 650)),
  /** Addressed, accepted, read and taken by the run. */
  SIGNAL("signal", new Cost(3, 2, 2, 1, 1_250)),
  /** What a failed attempt adds to its step. */
  RETRY("retry", new Cost(1, 1, 1, 1, 2_500)),
  /** With the outcome of the last activity. */
  CLOSE("close", new Cost(1, 1, 2, 1, 1_200)),
  /** Of as many runs, with their loading and the claim of the same poll. */
  TAKEOVER("takeover of 64 runs", new Cost(10, 1, 64, 64, 70_000)),
  /** A node that has nothing to do. */
  IDLE("idle minute", new Cost(294, 30, 0, 30, 4_400));

  /** How many runs are taken over. */
  static final int TAKEN = 64;

  /** How much more than what was seen the log may grow. */
  private static final double SLACK = 1.45;

  private final String title;
  private final Cost cost;

  Budget(String title, Cost cost) {
    this.title = title;
    this.cost = cost;
  }

  String title() {
    return title;
  }

  Cost cost() {
    return cost;
  }

  /** Exactly as many round trips, transactions and rows, and a log that is no longer. */
  void assertHolds(Cost actual) {
    assertThat(
            new Cost(
                actual.statements(),
                actual.commits(),
                actual.inserted(),
                actual.changed(),
                cost.walBytes()))
        .as(title)
        .isEqualTo(cost);
    assertThat(actual.walBytes())
        .as("log of a %s; a bound that is far away holds nothing", title)
        .isBetween((long) (cost.walBytes() / SLACK), cost.walBytes());
  }
}
