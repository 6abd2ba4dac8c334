package dev.workflows.lab.experiment;

import dev.workflows.lab.report.Row;

/** Something that can be made to go wrong, and be looked at afterwards. */
public interface Experiment {

  /** By which it is asked for, as {@code F1}. */
  String id();

  /** What goes wrong, in a few words. */
  String title();

  /**
   * Lets it happen so many times, waits until all has come to rest, and checks everything.
   *
   * @throws InterruptedException if it is not to go on
   */
  Row run(Laboratory laboratory, int count) throws InterruptedException;
}
