package dev.workflows.lab.fault;

import dev.workflows.lab.cluster.Node;
import java.time.Duration;
import java.util.List;

/** The application takes all connections of its pool and keeps them for a minute. */
final class HeldConnections implements Fault {

  /** The time may be shortened to try the row out. */
  private static final Duration HELD = Duration.ofSeconds(Long.getLong("lab.held-seconds", 60));

  private static final Duration RECOVERED = Duration.ofSeconds(5);

  @Override
  public String id() {
    return "F13";
  }

  @Override
  public String title() {
    return "all connections of the application held for %d s".formatted(HELD.toSeconds());
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    long slowest = 0;
    for (int i = 0; i < count; i++) {
      List<Node> starved = i % 2 == 0 ? scene.nodes() : List.of(scene.anyNode());
      hold(scene, starved);
      requireHeartbeats(scene);
      slowest = Math.max(slowest, recover(scene, starved.size()));
      scene.pause(500, 2_000);
    }
    scene
        .remarks()
        .add("activities with a transaction went on after %d ms at most".formatted(slowest));
    scene.remarks().add("answers by status: " + scene.door().tally());
    scene.requireNoTakeovers();
  }

  private static void hold(Scene scene, List<Node> nodes) throws InterruptedException {
    int held = 0;
    for (Node node : nodes) {
      String answer = Asking.post(node, "/lab/hold?millis=" + HELD.toMillis());
      held += answer.isEmpty() ? 0 : Integer.parseInt(answer);
    }
    scene.injected().add();
    if (held < 10 * nodes.size()) {
      scene.remarks().add("only %d of %d connections held".formatted(held, 10 * nodes.size()));
    }
  }

  /** Looks all the time that no node falls silent for as long as a lease. */
  private static void requireHeartbeats(Scene scene) throws InterruptedException {
    String silent =
        """
        select count(*) from workflow_node
        where heartbeat_at < clock_timestamp() - interval '%d milliseconds'
        """
            .formatted(Laboratory.LEASE.toMillis());
    if (Scene.await(HELD, () -> scene.number(silent) > 0)) {
      scene.violated("nodes go on saying that they live", scene.number(silent) + " fell silent");
    }
  }

  /** Milliseconds until transactions of the application are recorded again. */
  private static long recover(Scene scene, int starved) throws InterruptedException {
    long begin = System.nanoTime();
    String effects = "select count(*) from lab_effect";
    long before = scene.number(effects);
    if (!Scene.await(RECOVERED, () -> scene.number(effects) > before + starved)) {
      scene.violated("activities go on within %s".formatted(RECOVERED), "they did not");
    }
    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
  }
}
