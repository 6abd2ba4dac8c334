package dev.workflows.lab.fault.process;

import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Herd;
import dev.workflows.lab.experiment.Laboratory;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.load.Customers.Pace;
import dev.workflows.lab.worker.Plan;
import dev.workflows.lab.worker.Stop;
import java.time.Duration;
import java.util.List;

/** Activities that take ten times as long as a lease, on nodes that live. */
public final class LongActivities implements Fault {

  private static final Duration ACTIVITY = Laboratory.LEASE.multipliedBy(10);

  /** As many as three nodes execute at once. */
  private static final int AT_ONCE = 48;

  @Override
  public String id() {
    return "F14";
  }

  @Override
  public String title() {
    return "activities that take %d s with a lease of %d s"
        .formatted(ACTIVITY.toSeconds(), Laboratory.LEASE.toSeconds());
  }

  @Override
  public Pace pace(int count) {
    return new Pace(0, 100, 100, 0);
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    Stop stop = new Stop(Stop.Kind.WORK, (int) ACTIVITY.toMillis(), 0);
    Herd.start(scene, "long", count, number -> new Plan(List.of(stop)));
    long rounds = 2 + 2L * count / AT_ONCE;
    Scene.await(ACTIVITY.multipliedBy(rounds), () -> scene.open() == 0);
    scene.injected().add(count);
    scene.requireNoTakeovers();
    scene.requireNoDuplicates();
  }
}
