package dev.workflows.lab.experiment;

import dev.workflows.lab.cluster.Node;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.function.BooleanSupplier;

/**
 * That every node goes on with its work, and nothing is left behind, after a fault that stopped
 * them all. It begins when the fault is over. For one thread.
 */
public final class Resumption {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String NOW = "select clock_timestamp()";

  /** Whether a node recorded anything: its id is in each event that it wrote. */
  private static final String RECORDED =
      """
      select count(*)
      from workflow_event
      where node = :node and recorded_at > :since
      """;

  /** Calls of before for which nothing but a node is needed, and which have no outcome yet. */
  private static final String UNDER_WAY =
      """
      select count(*)
      from workflow_event s
        join workflow_run r on r.run_id = s.run_id and r.closed_at is null
      where s.type = 'activity_scheduled' and s.recorded_at < :since
        and not exists (
          select 1
          from workflow_event o
          where o.run_id = s.run_id and o.ref_seq = s.seq)
      """;

  private final Scene scene;
  private final String cause;
  private final long begin = System.nanoTime();
  private final OffsetDateTime since;

  private Resumption(Scene scene, String cause) {
    this.scene = scene;
    this.cause = cause;
    this.since = scene.jdbc().sql(NOW).query(OffsetDateTime.class).single();
  }

  /**
   * Waits for it, from now on.
   *
   * @param cause what is there again, as the rules name it
   * @return milliseconds that it took
   */
  public static long require(Scene scene, String cause) throws InterruptedException {
    return new Resumption(scene, cause).require();
  }

  private long require() throws InterruptedException {
    for (Node node : scene.nodes()) {
      require("nodes are up", () -> isUp(node), node::health);
    }
    for (Node node : scene.nodes()) {
      require("every node records something", () -> recorded(node) > 0, node::toString);
    }
    require(
        "what was under way goes on", () -> underWay() == 0, () -> underWay() + " calls do not");
    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
  }

  private void require(String what, BooleanSupplier condition, Described otherwise)
      throws InterruptedException {
    Duration passed = Duration.ofNanos(System.nanoTime() - begin);
    if (!Scene.await(LIMIT.minus(passed), condition)) {
      scene.violated("%s within 30 s of %s".formatted(what, cause), otherwise.text());
    }
  }

  /** What is wrong, found out only if something is. */
  private interface Described {
    String text();
  }

  /** One that has not noticed the fault says that it is up: its last heartbeat was before. */
  private boolean isUp(Node node) {
    long asked = System.nanoTime();
    return node.refresh() && node.sinceHeartbeat().compareTo(Duration.ofNanos(asked - begin)) < 0;
  }

  private long recorded(Node node) {
    return scene
        .jdbc()
        .sql(RECORDED)
        .param("node", node.id())
        .param("since", since)
        .query(Long.class)
        .single();
  }

  private long underWay() {
    return scene.jdbc().sql(UNDER_WAY).param("since", since).query(Long.class).single();
  }
}
