package dev.workflows.lab.fault.load;

import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Herd;
import dev.workflows.lab.experiment.Pacing;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.experiment.StartLatency;
import dev.workflows.lab.load.Call;
import dev.workflows.lab.load.Customers.Pace;
import dev.workflows.lab.worker.Plan;
import dev.workflows.lab.worker.Stop;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;

/** Eight senders send one run as much as they can, while other runs go on. */
public final class ManySignals implements Fault {

  private static final String COLLECTOR = "collector";
  private static final int SENDERS = 8;

  /** The last tenth may take twice as long as the first. */
  private static final double SLOWER = 2;

  private static final String READ =
      """
      select e.recorded_at as at
      from workflow_event e
        join workflow_run r on r.run_id = e.run_id
      where r.workflow_id = 'collector' and e.type = 'signal_received'
      """;

  /** Notes that do not follow the note which their sender sent before. */
  private static final String OUT_OF_ORDER =
      """
      select count(*)
      from (
        select number, lag(number, 1, 0) over (partition by sender order by seq) as before
        from (
          select e.seq, split_part(e.detail, '-', 1) as sender,
            cast(split_part(e.detail, '-', 2) as integer) as number
          from workflow_event e
            join workflow_run r on r.run_id = e.run_id
          where r.workflow_id = 'collector' and e.type = 'signal_received') n) o
      where number <> before + 1
      """;

  @Override
  public String id() {
    return "F22";
  }

  @Override
  public String title() {
    return "as many signals to one run";
  }

  @Override
  public Pace pace(int count) {
    return new Pace(2, 200, 20, Integer.MAX_VALUE, 3, 500, 1);
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    int each = (count + SENDERS - 1) / SENDERS;
    int signals = each * SENDERS;
    Plan plan = new Plan(List.of(new Stop(Stop.Kind.NOTES, 0, signals)));
    scene.door().insist(scene.nodes(), Call.start(COLLECTOR, "collector", plan));
    OffsetDateTime begin = StartLatency.now();
    Herd.each(SENDERS, sender -> send(scene, sender, each));
    String open =
        "select count(*) from workflow_run where workflow_id = 'collector' and closed_at is null";
    Scene.await(Duration.ofSeconds(60).plusMillis(20L * signals), () -> scene.number(open) == 0);
    scene.injected().add(signals);
    scene
        .remarks()
        .add("starts meanwhile: " + StartLatency.between(scene, begin, StartLatency.now()));
    check(scene, signals);
  }

  private static void send(Scene scene, int sender, int signals) throws InterruptedException {
    for (int number = 1; number <= signals; number++) {
      String messageId = "s%d-%d".formatted(sender, number);
      scene
          .door()
          .insist(scene.nodes(), Call.note(COLLECTOR, "sender-" + sender, number, messageId));
    }
  }

  private static void check(Scene scene, int signals) {
    Pacing pacing = Pacing.of(scene, READ);
    scene.remarks().add(pacing.toString());
    if (pacing.events() != signals) {
      scene.violated("every signal is read once", "%d of %d".formatted(pacing.events(), signals));
    }
    if (scene.number(OUT_OF_ORDER) > 0) {
      scene.violated(
          "signals of one sender are read in their order", scene.number(OUT_OF_ORDER) + " are not");
    }
    if (!pacing.keepsUp(SLOWER)) {
      scene.violated("the last tenth takes at most twice as long", pacing.toString());
    }
  }
}
