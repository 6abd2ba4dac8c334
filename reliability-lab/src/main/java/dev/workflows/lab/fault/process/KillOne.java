package dev.workflows.lab.fault.process;

import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Laboratory;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.experiment.TakeoverBound;
import java.time.Duration;
import java.util.List;

/**
 * SIGKILL for one node, which is started again at once. There is always another one that has lived
 * for longer than a lease and so may judge the dead: with that, takeovers have a bound.
 */
public final class KillOne implements Fault {

  private static final Duration SETTLED = Laboratory.LEASE.plusMillis(500);

  @Override
  public String id() {
    return "F1";
  }

  @Override
  public String title() {
    return "kill -9 of a node";
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      scene.kill(next(scene));
      scene.injected().add();
      Node dead = scene.nodes().stream().filter(node -> !node.isAlive()).findFirst().orElseThrow();
      scene.pause(0, 300);
      dead.start();
      dead.awaitReady();
      scene.pause(1_200, 2_800);
    }
    TakeoverBound.check(scene);
  }

  /** Whether a node may judge others. */
  static boolean isSettled(Node node) {
    return node.up().compareTo(SETTLED) > 0;
  }

  /** A node whose death another one may judge. */
  private static Node next(Scene scene) throws InterruptedException {
    while (true) {
      List<Node> settled = scene.nodes().stream().filter(KillOne::isSettled).toList();
      Node victim = scene.anyNode();
      if (settled.stream().anyMatch(node -> node != victim)) {
        return victim;
      }
      Thread.sleep(20);
    }
  }
}
