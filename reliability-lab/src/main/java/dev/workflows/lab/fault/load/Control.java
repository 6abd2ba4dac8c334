package dev.workflows.lab.fault.load;

import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.load.Customers.Pace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Nothing goes wrong: no activity may be executed twice, and timers are on time. */
public final class Control implements Fault {

  /** While a node executes its code for the first time it is slow, on any machine. */
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  /** Of fewer timers a single one would be the 99th percentile. */
  private static final long MANY_TIMERS = 500;

  private static final String TIMERS =
      "select count(*) from workflow_event where type = 'timer_fired'";

  private static final long LATEST_TIMER = 1_000;
  private static final long LATEST_OF_ALL = 3_000;

  @Override
  public String id() {
    return "F0";
  }

  @Override
  public String title() {
    return "nothing: the control";
  }

  @Override
  public Pace pace(int count) {
    return new Pace(12, 600, 100, count);
  }

  @Override
  public boolean injects() {
    return false;
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    while (!scene.customers().hadEnough()) {
      scene.pause(50, 100);
    }
    scene.customers().finish(Duration.ofMinutes(2));
    Scene.await(
        Duration.ofMinutes(1),
        () -> scene.number("select count(*) from workflow_run where closed_at is null") == 0);
    double most = scene.number(TIMERS) < MANY_TIMERS ? 0.9 : 0.99;
    @Nullable Long late = scene.latencies().timer(most, WARM_UP);
    if (late == null || late > LATEST_TIMER) {
      scene.violated(
          "%.0f %% of the timers are at most 1 s late".formatted(100 * most), late + " ms");
    }
    @Nullable Long latest = scene.latencies().timer(1);
    if (latest == null || latest > LATEST_OF_ALL) {
      scene.violated("no timer is more than 3 s late", latest + " ms");
    }
    scene
        .remarks()
        .add(
            "latest timer %d ms; %.0f %% within %d ms, once nodes are warm"
                .formatted(latest, 100 * most, late));
    scene.requireNoTakeovers();
    scene.requireNoDuplicates();
  }
}
