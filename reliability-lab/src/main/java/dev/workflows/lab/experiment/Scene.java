package dev.workflows.lab.experiment;

import dev.workflows.lab.check.Latencies;
import dev.workflows.lab.cluster.DatabaseServer;
import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.load.Customers;
import dev.workflows.lab.load.Door;
import dev.workflows.test.invariants.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where a fault happens: the nodes at work, and what a fault tells of itself. For one thread.
 *
 * @param random of the seed
 * @param server the PostgreSQL of the nodes
 * @param database theirs on it
 * @param jdbc the way to it that no fault disturbs
 * @param records the laboratory's own
 * @param door through which calls are made and written down
 * @param remarks what is worth telling
 * @param found what must not be
 * @param injected how often the fault happened so far
 */
public record Scene(
    Random random,
    DatabaseServer server,
    String database,
    JdbcClient jdbc,
    JdbcClient records,
    List<Node> nodes,
    Door door,
    Customers customers,
    Latencies latencies,
    List<String> remarks,
    List<Violation> found,
    Counter injected) {

  /** Counts. */
  public static final class Counter {
    private long count;

    public void add() {
      count++;
    }

    public void add(long more) {
      count += more;
    }

    public long value() {
      return count;
    }
  }

  /** One of the nodes. */
  public Node anyNode() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  /** Lets time pass, between these. */
  public void pause(int leastMillis, int mostMillis) throws InterruptedException {
    Thread.sleep(leastMillis + random.nextInt(mostMillis - leastMillis + 1));
  }

  /** Waits for something, and says whether it came. */
  public static boolean await(Duration longest, BooleanSupplier condition)
      throws InterruptedException {
    long until = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }

  /** SIGKILL; remembers when the runs of the node were lost. */
  public void kill(Node node) throws InterruptedException {
    node.refresh();
    node.kill();
    lost(node);
  }

  /** The node's runs are lost from now on. */
  public void lost(Node node) {
    UUID id = node.id();
    if (id != null) {
      latencies.lost(id.toString());
    }
  }

  /** Runs that are owned by what was this node. */
  public long ownedBy(Node node) {
    UUID id = node.id();
    return id == null
        ? 0
        : jdbc.sql("select count(*) from workflow_run where owner = :node")
            .param("node", id)
            .query(Long.class)
            .single();
  }

  public long number(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }

  /** Runs that have not ended. */
  public long open() {
    return number("select count(*) from workflow_run where closed_at is null");
  }

  /** How often a run was taken from a node that counted as dead. */
  public long takeovers() {
    return number("select count(*) from workflow_event where type = 'owner_changed'");
  }

  /** How many calls were answered, or given up, so far. */
  public long calls() {
    return door.tally().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Nothing that goes wrong inside may surface at clients as an error of the server. */
  public void requireNoServerErrors() {
    door.tally()
        .forEach(
            (status, count) -> {
              if (status >= 500) {
                violated("no error surfaces", "%d answers of %d".formatted(count, status));
              }
            });
  }

  /** No living node may lose a run. */
  public void requireNoTakeovers() {
    if (takeovers() > 0) {
      violated("no living node loses a run", takeovers() + " takeovers");
    }
  }

  /** Executions that did not fail on purpose may not come again. */
  public void requireNoDuplicates() {
    long duplicates =
        records
            .sql(
                """
                select count(*)
                from (
                  select run_id, seq
                  from lab_activity
                  group by run_id, seq
                  having count(case when phase = 'BEGIN' then 1 end)
                    - count(case when phase = 'FAIL' then 1 end) > 1) a
                """)
            .query(Long.class)
            .single();
    if (duplicates > 0) {
      violated("no activity is executed twice", duplicates + " were");
    }
  }

  /** Tells what a fault found that must not be. */
  public void violated(String rule, String what) {
    found.add(new Violation("LAB", rule, new ArrayList<>(List.of(what))));
  }
}
