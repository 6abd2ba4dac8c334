package dev.workflows.lab.fault.client;

import dev.workflows.lab.cluster.Fleet.Design;
import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Herd;
import dev.workflows.lab.experiment.Laboratory;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.load.Call;
import dev.workflows.lab.load.Customers.Pace;
import dev.workflows.lab.worker.Plan;
import dev.workflows.lab.worker.Stop;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Signals sent to nodes that do not own the run: nobody wakes its owner, who has to look. */
public final class LostWakeUps implements Fault {

  private static final String SENDER = "stranger";
  private static final Duration BOUND = Laboratory.POLL.plusMillis(500);

  private static final String OWNER =
      """
      select owner
      from workflow_run
      where workflow_id = :id and owner is not null
      """;

  private static final String READ =
      """
      select coalesce(percentile_disc(%s) within group (
        order by extract(epoch from e.recorded_at - i.sent_at) * 1000), 0)
      from workflow_event e
        join workflow_run r on r.run_id = e.run_id
        join workflow_inbox i on i.chain_id = r.chain_id and i.message_id = e.detail
      where e.type = 'signal_received'
      """;

  @Override
  public String id() {
    return "F29";
  }

  @Override
  public String title() {
    return "signals at nodes that do not own the run";
  }

  @Override
  public Design design(Design usual) {
    return usual.with("workflow.worker.linger", "10m"); // so that runs keep their owners
  }

  @Override
  public Pace pace(int count) {
    return new Pace(0, 100, 100, 0);
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    Plan plan = new Plan(List.of(new Stop(Stop.Kind.NOTES, 0, 1)));
    Herd.start(scene, "waiting", count, number -> plan);
    for (int i = 1; i <= count; i++) {
      String id = "waiting-" + i;
      if (sendToStranger(scene, id)) {
        scene.injected().add();
      } else {
        scene.door().insist(scene.nodes(), Call.note(id, SENDER, 1));
      }
      scene.pause(0, 60);
    }
    Scene.await(Duration.ofSeconds(30), () -> scene.open() == 0);
    long p99 = scene.number(READ.formatted("0.99"));
    scene
        .remarks()
        .add(
            "read after: median %d ms, p99 %d ms, at most %d ms"
                .formatted(
                    scene.number(READ.formatted("0.5")), p99, scene.number(READ.formatted("1"))));
    if (p99 > BOUND.toMillis()) {
      scene.violated("signals are read within %s, 99th percentile".formatted(BOUND), p99 + " ms");
    }
  }

  /** Whether the run has an owner and the signal was sent to another node. */
  private static boolean sendToStranger(Scene scene, String id) throws InterruptedException {
    List<UUID> owner = scene.jdbc().sql(OWNER).param("id", id).query(UUID.class).list();
    List<Node> strangers =
        scene.nodes().stream().filter(node -> !owner.contains(node.id())).toList();
    if (owner.isEmpty() || strangers.isEmpty()) {
      return false;
    }
    Node stranger = strangers.get(scene.random().nextInt(strangers.size()));
    return scene.door().call(stranger, Call.note(id, SENDER, 1)) == 200;
  }
}
