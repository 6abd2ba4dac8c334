package dev.workflows.lab.fault.process;

import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Laboratory;
import dev.workflows.lab.experiment.Scene;
import java.time.Duration;

/** SIGKILL for all nodes at once. They go on one lease after they are back. */
public final class KillAll implements Fault {

  private static final Duration RESUMED = Laboratory.LEASE.plus(Duration.ofSeconds(3));

  @Override
  public String id() {
    return "F2";
  }

  @Override
  public String title() {
    return "kill -9 of all nodes";
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      for (Node node : scene.nodes()) {
        node.refresh();
      }
      for (Node node : scene.nodes()) {
        node.kill();
      }
      scene.nodes().forEach(scene::lost);
      scene.injected().add();
      scene.nodes().forEach(Node::start);
      for (Node node : scene.nodes()) {
        node.awaitReady();
      }
      String left =
          """
          select count(*) from lab_lost l
            join workflow_run r on r.run_id = l.run_id and r.fence = l.fence
          where r.owner is not null and r.closed_at is null
          """;
      if (!Scene.await(RESUMED, () -> scene.number(left) == 0)) {
        scene.violated(
            "runs go on within %s of the nodes' return".formatted(RESUMED),
            "%d runs after kill %d".formatted(scene.number(left), i + 1));
      }
      scene.pause(500, 2_000);
    }
  }
}
