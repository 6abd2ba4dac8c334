package dev.workflows.lab.fault.database;

import dev.workflows.lab.cluster.Fleet.Design;
import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Asking;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Scene;
import java.time.Duration;
import java.util.List;

/**
 * Nothing comes through from nodes to the database or back, and nobody is told. When it is over,
 * what was under way arrives, late.
 */
public final class BlackHole implements Fault {

  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration STUCK = SOCKET_TIMEOUT.plusSeconds(1);
  private static final Duration NOTICED = Duration.ofSeconds(10);
  private static final int EACH_TIME_ALL = 3;

  @Override
  public String id() {
    return "F8";
  }

  @Override
  public String title() {
    return "a network that swallows everything, for 5 to 20 s";
  }

  /** The application bounds its own waits only; those of the engine are the engine's to bound. */
  @Override
  public Design design(Design usual) {
    return usual.with("workflow.datasource.url", "${lab.database-url}");
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    long longest = 0;
    long slowest = 0;
    for (int i = 0; i < count; i++) {
      List<Node> cutOff = i % EACH_TIME_ALL == 1 ? scene.nodes() : List.of(scene.anyNode());
      for (Node node : cutOff) {
        Asking.get(node, "/lab/stuck"); // what was before does not count
      }
      silence(scene, cutOff);
      cutOff.forEach(node -> node.link().heal());
      slowest = Math.max(slowest, awaitUp(scene, cutOff));
      longest = Math.max(longest, stuck(scene, cutOff));
      scene.pause(500, 2_000);
    }
    scene.remarks().add("longest read from a socket %d ms".formatted(longest));
    scene.remarks().add("nodes up at most %d ms after it".formatted(slowest));
  }

  private static void silence(Scene scene, List<Node> nodes) throws InterruptedException {
    long until =
        System.nanoTime() + Duration.ofMillis(5_000 + scene.random().nextInt(15_000)).toNanos();
    nodes.forEach(node -> node.link().silence());
    scene.injected().add();
    boolean overlong = until - System.nanoTime() > NOTICED.toNanos();
    for (Node node : overlong ? nodes : List.<Node>of()) {
      if (!Scene.await(NOTICED, node::isDown)) {
        scene.violated("nodes say within 10 s that the database is away", node.health());
      }
    }
    Thread.sleep(Duration.ofNanos(Math.max(0, until - System.nanoTime())).toMillis());
  }

  /** Milliseconds until all of them were well again. */
  private static long awaitUp(Scene scene, List<Node> nodes) throws InterruptedException {
    long healed = System.nanoTime();
    for (Node node : nodes) {
      if (!Scene.await(NOTICED, node::refresh)) {
        scene.violated("nodes are up within 10 s of the network", node.health());
      }
    }
    return Duration.ofNanos(System.nanoTime() - healed).toMillis();
  }

  /** Milliseconds of the longest read. */
  private static long stuck(Scene scene, List<Node> nodes) throws InterruptedException {
    long longest = 0;
    for (Node node : nodes) {
      long millis = Long.parseLong(Asking.get(node, "/lab/stuck"));
      if (millis > STUCK.toMillis()) {
        scene.violated(
            "no thread waits for longer than the socket's time-out and 1 s",
            millis + " ms at " + node);
      }
      longest = Math.max(longest, millis);
    }
    return longest;
  }
}
