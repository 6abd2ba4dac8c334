package dev.workflows.lab.fault.database;

import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Scene;
import java.time.Duration;

/** The way to the database takes longer; no living node may lose a run by that. */
public final class SlowDatabase implements Fault {

  private static final int SLOWEST = 200;

  @Override
  public String id() {
    return "F7";
  }

  @Override
  public String title() {
    return "a slow database, up to 200 ms more each way";
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      Duration delay =
          Duration.ofMillis(i % 3 == 0 ? SLOWEST : 5 + scene.random().nextInt(SLOWEST));
      scene.nodes().forEach(node -> node.link().delay(delay));
      scene.injected().add();
      scene.pause(4_000, 6_000);
    }
    if (scene.takeovers() > 0) {
      scene.violated("no living node loses a run", scene.takeovers() + " takeovers");
    }
  }
}
