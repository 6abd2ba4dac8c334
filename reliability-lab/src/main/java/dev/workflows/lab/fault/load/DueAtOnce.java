package dev.workflows.lab.fault.load;

import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Herd;
import dev.workflows.lab.experiment.Pacing;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.experiment.StartLatency;
import dev.workflows.lab.load.Customers.Pace;
import dev.workflows.lab.worker.Plan;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;

/** Many timers are due at the same instant, while others want to be served too. */
public final class DueAtOnce implements Fault {

  /** The last tenth may take twice as long as the first. */
  private static final double SLOWER = 2;

  private static final String FIRED =
      """
      select e.recorded_at as at
      from workflow_event e
        join workflow_run r on r.run_id = e.run_id
      where r.workflow_id like 'due-%' and e.type = 'timer_fired'
      """;

  @Override
  public String id() {
    return "F23";
  }

  @Override
  public String title() {
    return "as many timers due at once";
  }

  @Override
  public Pace pace(int count) {
    return new Pace(2, 200, 20, Integer.MAX_VALUE, 3, 500, 1);
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    Appointment due = Appointment.in(Herd.lead(scene, count));
    Herd.start(scene, "due", count, number -> new Plan(List.of(due.stop())));
    if (due.isPast()) {
      scene.remarks().add("does not count: this machine is too slow to let all of them sleep");
    } else {
      scene.injected().add(count);
    }
    due.awaitIt();
    OffsetDateTime begin = StartLatency.now();
    String open =
        "select count(*) from workflow_run where workflow_id like 'due-%' and closed_at is null";
    Scene.await(Duration.ofSeconds(60).plusMillis(30L * count), () -> scene.number(open) == 0);
    Pacing pacing = Pacing.of(scene, FIRED);
    scene.remarks().add(pacing.toString());
    scene
        .remarks()
        .add("starts meanwhile: " + StartLatency.between(scene, begin, StartLatency.now()));
    if (pacing.events() != count) {
      scene.violated("every timer fires", "%d of %d".formatted(pacing.events(), count));
    }
    if (!pacing.keepsUp(SLOWER)) {
      scene.violated(
          "the last tenth fires at half the rate of the first or faster", pacing.toString());
    }
  }
}
