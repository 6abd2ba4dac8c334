package dev.workflows.engine;

/**
 * How long histories may get, in events. A run whose history has become longer is blocked, and what
 * it has asked for is not begun: its history is read and executed again whenever it comes back into
 * memory. One that is about to end, and cleans up, goes on.
 *
 * @param warning from how many on the log says so, once for each run
 * @param most how many there may be
 */
public record HistoryLimits(int warning, int most) {

  /** What holds where nothing is configured. */
  public static final HistoryLimits DEFAULT = new HistoryLimits(10_000, 50_000);

  /** Checks the ranges. */
  public HistoryLimits {
    if (warning < 1 || most < 1) {
      throw new IllegalArgumentException("history.warning and history.limit must be positive");
    }
  }
}
