package dev.workflows.lab.fault.process;

import dev.workflows.lab.check.Figures;
import dev.workflows.lab.check.Tables;
import dev.workflows.lab.check.Verdict;
import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Experiment;
import dev.workflows.lab.experiment.Laboratory;
import dev.workflows.lab.load.Customers;
import dev.workflows.lab.load.Customers.Pace;
import dev.workflows.lab.load.Door;
import dev.workflows.lab.load.Journal;
import dev.workflows.lab.network.NodeLink;
import dev.workflows.lab.report.Row;
import dev.workflows.test.invariants.Invariants;
import dev.workflows.test.invariants.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * SIGKILL for a single node on an H2 file. The file is opened after each kill: it opens, no
 * recorded event is gone or has changed, and every acknowledged start, signal and update is there.
 */
public final class KilledH2 implements Experiment {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pace PACE = new Pace(4, 60, 150, Integer.MAX_VALUE);

  @Override
  public String id() {
    return "F28";
  }

  @Override
  public String title() {
    return "kill -9 on an H2 file with WRITE_DELAY=0";
  }

  @Override
  public Row run(Laboratory laboratory, int count) throws InterruptedException {
    long begin = System.nanoTime();
    String name = laboratory.newDatabase(id(), laboratory.engine());
    String url =
        "jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
            .formatted(laboratory.folder(name).resolve("lab"));
    DataSource file = file(url);
    DataSource records = laboratory.records().dataSource(name);
    Tables.createRecords(records);
    Tables.createEffects(file);
    Invariants invariants = new Invariants("workflow_");
    List<Violation> found = new ArrayList<>();
    try (NodeLink unused = new NodeLink(laboratory.engine().port())) {
      Node node = node(laboratory, name, url, unused);
      try {
        kill(
            node,
            count,
            new Random(laboratory.seed()),
            customers(laboratory, node, records),
            () -> {
              found.addAll(new Acknowledged(records, file).lost());
              invariants.remember(file);
            });
        drain(node, file);
      } finally {
        node.kill();
      }
    }
    Verdict verdict = new Verdict(file, records, invariants);
    found.addAll(verdict.violations());
    return row(laboratory, count, verdict, found, begin);
  }

  private static DataSource file(String url) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    return source;
  }

  private static Node node(Laboratory laboratory, String name, String url, NodeLink unused) {
    Path log = laboratory.folder(name).resolve("node-1.log");
    return new Node(
        "node-1",
        unused,
        laboratory.image(),
        laboratory.design(name).with("spring.datasource.url", url),
        log);
  }

  private static Customers customers(Laboratory laboratory, Node node, DataSource records) {
    return new Customers(List.of(node), new Door(new Journal(records)), PACE, laboratory.seed());
  }

  private static void kill(
      Node node, int count, Random random, Customers customers, Runnable afterEach)
      throws InterruptedException {
    node.start();
    node.awaitReady();
    for (int i = 0; i < count; i++) {
      Thread.sleep(200 + random.nextInt(2_000));
      node.kill();
      afterEach.run();
      node.start();
      node.awaitReady();
    }
    customers.finish(PATIENCE);
  }

  /** The file is the node's while it runs: it is stopped to look, and started again if need be. */
  private static void drain(Node node, DataSource file) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    boolean open = true;
    while (open && System.nanoTime() < until) {
      Thread.sleep(3_000);
      node.stop();
      open =
          JdbcClient.create(file)
                  .sql("select count(*) from workflow_run where closed_at is null")
                  .query(Long.class)
                  .single()
              > 0;
      if (open) {
        node.start();
        node.awaitReady();
      }
    }
  }

  private Row row(
      Laboratory laboratory, int count, Verdict verdict, List<Violation> found, long begin) {
    Figures figures = verdict.figures();
    List<String> remarks = new ArrayList<>();
    remarks.add("%d activities executed".formatted(figures.executions()));
    remarks.add(verdict.reached().toString());
    found.forEach(violation -> remarks.add("VIOLATED " + violation));
    return new Row(
        id(),
        count,
        figures.runs(),
        found.size(),
        figures.duplicates(),
        null,
        null,
        Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
        laboratory.seed(),
        count,
        "H2",
        System.getProperty("java.version"),
        remarks);
  }
}
