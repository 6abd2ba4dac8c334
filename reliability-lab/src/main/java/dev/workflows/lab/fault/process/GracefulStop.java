package dev.workflows.lab.fault.process;

import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Laboratory;
import dev.workflows.lab.experiment.Scene;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** SIGTERM for one node in the middle of its work; it hands its runs over and leaves. */
public final class GracefulStop implements Fault {

  private static final Duration HANDOVER = Laboratory.POLL.multipliedBy(2);

  /** Who is still at work when its connections are closed has not been waited for. */
  private static final Pattern CLOSED =
      Pattern.compile(
          "has been closed|HikariDataSource .*closed|[Cc]onnection is closed|pool is closed");

  private static final String HELD =
      """
      select run_id, fence
      from workflow_run
      where owner = :node and closed_at is null
      """;

  /** Nobody has it who could go on with it; one that waits for nothing that is due needs nobody. */
  private static final String LEFT =
      """
      select count(*)
      from unnest(cast(:runs as uuid[]), cast(:fences as bigint[])) as h (run_id, fence)
        join workflow_run r on r.run_id = h.run_id and r.fence = h.fence
      where r.closed_at is null and (r.owner is not null or r.wake_at <= :end)
      """;

  @Override
  public String id() {
    return "F27";
  }

  @Override
  public String title() {
    return "an orderly stop (SIGTERM)";
  }

  /** A run that is held by a node. */
  private record Held(UUID run, long fence) {}

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    long held = 0;
    for (int i = 0; i < 2 * count && scene.injected().value() < count; i++) {
      Node node = scene.anyNode();
      Scene.await(Duration.ofSeconds(10), () -> node.refresh() && scene.ownedBy(node) > 0);
      long logged = node.logged();
      List<Held> runs = held(scene, node);
      held += runs.size();
      node.stop();
      if (!runs.isEmpty()) {
        scene.injected().add();
      }
      requireHandover(scene, node, runs);
      requireOpenPool(scene, node, logged);
      node.start();
      node.awaitReady();
      scene.pause(200, 1_500);
    }
    scene.remarks().add("%d runs held by nodes that were stopped".formatted(held));
    scene.requireNoDuplicates();
  }

  private static List<Held> held(Scene scene, Node node) {
    return scene
        .jdbc()
        .sql(HELD)
        .param("node", node.id())
        .query((row, number) -> new Held(row.getObject(1, UUID.class), row.getLong(2)))
        .list();
  }

  /** Whoever takes a run raises its fence. */
  private static void requireHandover(Scene scene, Node node, List<Held> runs)
      throws InterruptedException {
    OffsetDateTime end =
        scene.jdbc().sql("select clock_timestamp()").query(OffsetDateTime.class).single();
    if (!Scene.await(HANDOVER, () -> scene.ownedBy(node) + left(scene, runs, end) == 0)) {
      scene.violated(
          "what a node leaves is somebody else's within two polls",
          "%d of %d runs of %s".formatted(left(scene, runs, end), runs.size(), node));
    }
  }

  private static long left(Scene scene, List<Held> runs, OffsetDateTime end) {
    return scene
        .jdbc()
        .sql(LEFT)
        .param("runs", array(runs, Held::run))
        .param("fences", array(runs, Held::fence))
        .param("end", end)
        .query(Long.class)
        .single();
  }

  private static String array(List<Held> runs, Function<Held, Object> column) {
    return runs.stream()
        .map(column)
        .map(String::valueOf)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static void requireOpenPool(Scene scene, Node node, long logged) {
    node.loggedSince(logged)
        .filter(line -> CLOSED.matcher(line).find())
        .limit(3)
        .forEach(line -> scene.violated("nothing uses connections that are closed", line));
  }
}
