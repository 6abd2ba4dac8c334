package dev.workflows.lab.experiment;

import dev.workflows.lab.check.Figures;
import dev.workflows.lab.check.Latencies;
import dev.workflows.lab.check.Tables;
import dev.workflows.lab.check.Verdict;
import dev.workflows.lab.cluster.DatabaseServer;
import dev.workflows.lab.cluster.Fleet;
import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.load.Customers;
import dev.workflows.lab.load.Door;
import dev.workflows.lab.load.Journal;
import dev.workflows.lab.report.Row;
import dev.workflows.test.invariants.Invariants;
import dev.workflows.test.invariants.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A fault that happens to a fleet on PostgreSQL: warm up, let it happen, heal, drain, check. */
public final class FleetExperiment implements Experiment {

  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final Duration DRAIN = Duration.ofSeconds(90);

  private final Fault fault;

  /** The experiment that a fault is for a fleet. */
  public FleetExperiment(Fault fault) {
    this.fault = fault;
  }

  @Override
  public String id() {
    return fault.id();
  }

  @Override
  public String title() {
    return fault.title();
  }

  @Override
  public Row run(Laboratory laboratory, int count) throws InterruptedException {
    return run(laboratory, laboratory.engine(), count);
  }

  /** The same on another PostgreSQL. */
  public Row run(Laboratory laboratory, DatabaseServer server, int count)
      throws InterruptedException {
    long begin = System.nanoTime();
    String database = laboratory.newDatabase(fault.id(), server);
    DataSource engine = server.dataSource(database);
    DataSource records = laboratory.records().dataSource(database);
    Tables.createRecords(records);
    Tables.createEffects(engine);
    Invariants invariants = new Invariants("workflow_");
    Scene scene;
    try (Fleet fleet =
        Fleet.start(
            laboratory.image(),
            fault.design(laboratory.design(database)),
            server,
            database,
            laboratory.folder(database))) {
      Door door = new Door(new Journal(records));
      Customers customers =
          new Customers(fleet.nodes(), door, fault.pace(count), laboratory.seed());
      scene =
          new Scene(
              new Random(laboratory.seed()),
              server,
              database,
              JdbcClient.create(engine),
              JdbcClient.create(records),
              fleet.nodes(),
              door,
              customers,
              new Latencies(engine),
              new ArrayList<>(),
              new ArrayList<>(),
              new Scene.Counter());
      Thread.sleep(WARM_UP.toMillis());
      fault.inflict(scene, count);
      invariants.remember(engine);
      heal(fleet);
      customers.finish(DRAIN);
      drain(scene);
    }
    return row(laboratory, count, scene, new Verdict(engine, records, invariants), begin);
  }

  private static void heal(Fleet fleet) throws InterruptedException {
    for (Node node : fleet.nodes()) {
      node.link().heal();
      if (!node.isAlive()) {
        node.start();
      }
    }
    fleet.awaitReady();
  }

  /** Waits until no run is open; those that stay open are a violation that is found later. */
  private static void drain(Scene scene) throws InterruptedException {
    Scene.await(DRAIN, () -> scene.open() == 0);
  }

  private static List<Violation> late(Scene scene, List<String> remarks) {
    long late = scene.latencies().late();
    remarks.add("%d executions began after their result was durable".formatted(late));
    return late <= scene.injected().value() && scene.latencies().lateWithoutTakeover() == 0
        ? List.of()
        : List.of(
            new Violation(
                "LATE",
                "nothing begins whose result is durable, but once for each fault, of a run that was"
                    + " taken over, between a node's last look and the call",
                List.of(late + " executions")));
  }

  private Row row(Laboratory laboratory, int count, Scene scene, Verdict verdict, long begin) {
    List<Violation> violations = new ArrayList<>(verdict.violations());
    violations.addAll(scene.found());
    Figures figures = verdict.figures();
    List<String> remarks = new ArrayList<>(scene.remarks());
    remarks.add("%d activities executed".formatted(figures.executions()));
    remarks.add("%d takeovers of runs".formatted(figures.takeovers()));
    remarks.add(verdict.reached().toString());
    violations.addAll(late(scene, remarks));
    if (fault.injects() && scene.injected().value() < count) {
      violations.add(
          new Violation(
              "HAPPENED",
              "the fault happens as often as it was asked for",
              List.of("%d of %d".formatted(scene.injected().value(), count))));
    }
    violations.forEach(violation -> remarks.add("VIOLATED " + violation));
    return new Row(
        fault.id(),
        scene.injected().value(),
        figures.runs(),
        violations.size(),
        figures.duplicates(),
        scene.latencies().takeoverP99(),
        scene.latencies().timer(0.99),
        Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
        laboratory.seed(),
        count,
        "PostgreSQL " + scene.jdbc().sql("show server_version").query(String.class).single(),
        System.getProperty("java.version"),
        remarks);
  }
}
