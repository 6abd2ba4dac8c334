package dev.workflows.lab.fault.load;

import dev.workflows.lab.cluster.Fleet.Design;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.load.Customers.Pace;
import java.time.Duration;

/**
 * Four nodes that never tire of asking, few runs that they let go of at once, and everything that
 * can happen to a run at the same time.
 */
public final class ConcurrentClaims implements Fault {

  private static final int NODES = 4;
  private static final Duration DRAIN = Duration.ofMinutes(3);

  @Override
  public String id() {
    return "F17";
  }

  @Override
  public String title() {
    return "four nodes that ask for the same runs every 5 ms";
  }

  @Override
  public Design design(Design usual) {
    return usual
        .of(NODES)
        .with("workflow.worker.poll", "5ms")
        .with("workflow.worker.linger", "0ms");
  }

  @Override
  public Pace pace(int count) {
    return new Pace(3, 10, 4, count, 40, 20, 3);
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    while (!scene.customers().hadEnough()) {
      scene.pause(50, 100);
    }
    scene.customers().finish(DRAIN);
    Scene.await(DRAIN, () -> scene.open() == 0);
    scene.injected().add(scene.customers().started());
    scene
        .remarks()
        .add(
            "%d turns committed"
                .formatted(
                    scene.number(
                        "select count(distinct (run_id, recorded_at)) from workflow_event")));
    scene
        .remarks()
        .add(
            "%d deadlocks"
                .formatted(
                    scene.number(
                        "select deadlocks from pg_stat_database where datname ="
                            + " current_database()")));
    scene.remarks().add("answers by status: " + scene.door().tally());
    scene.requireNoServerErrors();
    scene.requireNoTakeovers();
    scene.requireNoDuplicates();
  }
}
