package dev.workflows.lab.fault.database;

import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Resumption;
import dev.workflows.lab.experiment.Scene;
import java.time.Duration;

/** SIGKILL for PostgreSQL, which is started again. Nodes say that they are down, and go on. */
public final class KillDatabase implements Fault {

  private static final Duration DOWN = Duration.ofSeconds(10);

  @Override
  public String id() {
    return "F4";
  }

  @Override
  public String title() {
    return "kill -9 of PostgreSQL";
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    long slowest = 0;
    for (int i = 0; i < count; i++) {
      scene.server().kill();
      scene.injected().add();
      if (i % 5 == 0) { // else it comes back before anybody notices
        requireDown(scene);
      } else {
        scene.pause(0, 2_000);
      }
      scene.server().restart();
      slowest = Math.max(slowest, Resumption.require(scene, "the database"));
      scene.pause(500, 3_000);
    }
    scene.remarks().add("all nodes at work at most %d ms after it".formatted(slowest));
  }

  private static void requireDown(Scene scene) throws InterruptedException {
    for (Node node : scene.nodes()) {
      if (!Scene.await(DOWN, node::isDown)) {
        scene.violated("nodes say within 10 s that the database is away", node.health());
      }
    }
  }
}
