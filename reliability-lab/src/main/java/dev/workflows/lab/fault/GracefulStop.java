package dev.workflows.lab.fault;

import dev.workflows.lab.cluster.Node;
import java.time.Duration;

/** SIGTERM for one node in the middle of its work; it hands its runs over and leaves. */
final class GracefulStop implements Fault {

  @Override
  public String id() {
    return "F27";
  }

  @Override
  public String title() {
    return "an orderly stop (SIGTERM)";
  }

  /** What the node could not give up, as it was just sent a message, is free when it has left. */
  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    Duration handover = Laboratory.POLL.multipliedBy(2);
    for (int i = 0; i < count; i++) {
      Node node = scene.anyNode();
      node.refresh();
      node.stop();
      scene.injected().add();
      if (!Scene.await(handover, () -> scene.ownedBy(node) == 0)) {
        scene.violated(
            "what a node leaves is somebody else's within two polls",
            "%d runs of %s".formatted(scene.ownedBy(node), node));
      }
      node.start();
      node.awaitReady();
      scene.pause(200, 1_500);
    }
    scene.requireNoDuplicates();
  }
}
