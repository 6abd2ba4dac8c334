package dev.workflows.lab.fault;

import dev.workflows.lab.experiment.Experiment;
import dev.workflows.lab.experiment.FleetExperiment;
import dev.workflows.lab.fault.client.BadRequests;
import dev.workflows.lab.fault.client.LostWakeUps;
import dev.workflows.lab.fault.client.RepeatedCalls;
import dev.workflows.lab.fault.client.TransactionBorders;
import dev.workflows.lab.fault.database.BlackHole;
import dev.workflows.lab.fault.database.CutConnections;
import dev.workflows.lab.fault.database.DiskFull;
import dev.workflows.lab.fault.database.HeldConnections;
import dev.workflows.lab.fault.database.KillDatabase;
import dev.workflows.lab.fault.database.LostAnswers;
import dev.workflows.lab.fault.database.ReadOnly;
import dev.workflows.lab.fault.database.SlowDatabase;
import dev.workflows.lab.fault.load.ConcurrentClaims;
import dev.workflows.lab.fault.load.Control;
import dev.workflows.lab.fault.load.DueAtOnce;
import dev.workflows.lab.fault.load.HugePayloads;
import dev.workflows.lab.fault.load.LongHistory;
import dev.workflows.lab.fault.load.ManySignals;
import dev.workflows.lab.fault.load.OpenSnapshot;
import dev.workflows.lab.fault.load.Overdue;
import dev.workflows.lab.fault.process.ClockSkew;
import dev.workflows.lab.fault.process.Freeze;
import dev.workflows.lab.fault.process.GracefulStop;
import dev.workflows.lab.fault.process.KillAll;
import dev.workflows.lab.fault.process.KillOne;
import dev.workflows.lab.fault.process.KilledH2;
import dev.workflows.lab.fault.process.LongActivities;
import dev.workflows.lab.fault.process.Starvation;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All experiments, by their numbers. */
public final class Faults {

  private static final Map<String, Experiment> ALL =
      new TreeMap<>(Comparator.comparingInt(id -> Integer.parseInt(id.substring(1))));

  static {
    Stream.of(
            new Control(),
            new KillOne(),
            new KillAll(),
            new Freeze(),
            new KillDatabase(),
            new CutConnections(),
            new LostAnswers(),
            new SlowDatabase(),
            new BlackHole(),
            new ReadOnly(),
            new HeldConnections(),
            new LongActivities(),
            new Starvation(),
            new RepeatedCalls(),
            new ConcurrentClaims(),
            new HugePayloads(),
            new ManySignals(),
            new DueAtOnce(),
            new LongHistory(),
            new OpenSnapshot(),
            new Overdue(),
            new GracefulStop(),
            new LostWakeUps(),
            new BadRequests(),
            new TransactionBorders())
        .map(FleetExperiment::new)
        .forEach(experiment -> ALL.put(experiment.id(), experiment));
    Stream.of(new ClockSkew(), new DiskFull(), new KilledH2())
        .forEach(experiment -> ALL.put(experiment.id(), experiment));
  }

  private Faults() {}

  /** What goes wrong in each, by its number. */
  public static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    ALL.forEach((id, experiment) -> titles.put(id, experiment.title()));
    return titles;
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static Experiment of(String id) {
    Experiment experiment = id.matches("F\\d{1,3}") ? ALL.get(id) : null;
    if (experiment == null) {
      throw new IllegalArgumentException(
          "--faults does not know '%s'; it knows %s"
              .formatted(id, String.join(", ", ALL.keySet())));
    }
    return experiment;
  }
}
