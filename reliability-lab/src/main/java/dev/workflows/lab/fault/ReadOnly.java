package dev.workflows.lab.fault;

import dev.workflows.lab.cluster.Node;
import java.time.Duration;

/** The database takes no writes for a while, as one does that is being failed over. */
final class ReadOnly implements Fault {

  private static final Duration RESUMED = Duration.ofSeconds(30);

  @Override
  public String id() {
    return "F9";
  }

  @Override
  public String title() {
    return "a database that is read-only for a while";
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    long slowest = 0;
    for (int i = 0; i < count; i++) {
      set(scene, "on");
      scene.injected().add();
      try {
        scene.pause(2_000, 6_000);
      } finally {
        set(scene, "off");
      }
      slowest = Math.max(slowest, resume(scene));
      scene.pause(500, 2_000);
    }
    scene.remarks().add("work went on after %d ms at most".formatted(slowest));
    scene.remarks().add("answers by status: " + scene.door().tally());
  }

  private static void set(Scene scene, String value) {
    scene.jdbc().sql("alter system set default_transaction_read_only = " + value).update();
    scene.number("select count(*) from (select pg_reload_conf()) reloaded");
  }

  /** Milliseconds until all nodes are well and something is recorded. */
  private static long resume(Scene scene) throws InterruptedException {
    long begin = System.nanoTime();
    String events = "select count(*) from workflow_event";
    long before = scene.number(events);
    for (Node node : scene.nodes()) {
      if (!Scene.await(RESUMED, node::refresh)) {
        scene.violated("nodes are up within 30 s of the database", node.health());
      }
    }
    if (!Scene.await(RESUMED, () -> scene.number(events) > before)) {
      scene.violated("work goes on within 30 s of the database", "nothing was recorded");
    }
    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
  }
}
