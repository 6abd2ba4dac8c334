package dev.workflows.lab.fault.database;

import dev.workflows.lab.cluster.DatabaseServer;
import dev.workflows.lab.experiment.Experiment;
import dev.workflows.lab.experiment.FleetExperiment;
import dev.workflows.lab.experiment.Laboratory;
import dev.workflows.lab.experiment.NotRun;
import dev.workflows.lab.report.Row;
import java.io.IOException;

/** A PostgreSQL of its own on a disk so small that it can be filled. */
public final class DiskFull implements Experiment {

  private static final String SIZE = "260m";

  @Override
  public String id() {
    return FillDisk.ID;
  }

  @Override
  public String title() {
    return FillDisk.TITLE;
  }

  @Override
  public Row run(Laboratory laboratory, int count) throws InterruptedException {
    try (Tmpfs disk = Tmpfs.mount(laboratory.folder("small-disk"), SIZE);
        DatabaseServer server = DatabaseServer.start(disk.directory().resolve("data"))) {
      return new FleetExperiment(new FillDisk(disk)).run(laboratory, server, count);
    } catch (IOException e) {
      return NotRun.row(
          this, laboratory, count, "no file system can be mounted: " + e.getMessage());
    }
  }
}
