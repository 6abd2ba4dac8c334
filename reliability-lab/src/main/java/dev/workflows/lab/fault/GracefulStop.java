package dev.workflows.lab.fault;

import dev.workflows.lab.cluster.Node;

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

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    long before = scene.takeovers();
    for (int i = 0; i < count; i++) {
      Node node = scene.anyNode();
      node.refresh();
      node.stop();
      scene.injected().add();
      if (scene.ownedBy(node) > 0) {
        scene.violated(
            "a node that stops in order owns nothing afterwards",
            "%d runs of %s".formatted(scene.ownedBy(node), node));
      }
      node.start();
      node.awaitReady();
      scene.pause(200, 1_500);
    }
    if (scene.takeovers() > before) {
      scene.violated(
          "an orderly stop leaves nothing to take over", scene.takeovers() + " takeovers");
    }
  }
}
