package dev.workflows.lab.experiment;

import dev.workflows.lab.report.Row;
import java.util.List;

/** What is told of an experiment that this machine does not allow: nothing happened, and why. */
public final class NotRun {

  private NotRun() {}

  public static Row row(Experiment experiment, Laboratory laboratory, int count, String why) {
    return new Row(
        experiment.id(),
        0,
        0,
        0,
        0,
        null,
        null,
        0,
        laboratory.seed(),
        count,
        "none",
        System.getProperty("java.version"),
        List.of("not run: " + why));
  }
}
