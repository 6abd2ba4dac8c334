package dev.workflows.lab.fault.load;

import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Herd;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.load.Customers.Pace;
import dev.workflows.lab.worker.Plan;
import dev.workflows.lab.worker.Stop;
import java.time.Duration;
import java.util.List;

/** Many runs become due while there is no node; then all nodes start at once. */
public final class Overdue implements Fault {

  private static final Duration UP = Duration.ofSeconds(30);

  /** The application's pool, the engine's, and the connection of the heartbeat. */
  private static final int SESSIONS_OF_A_NODE = 10 + 8 + 1;

  @Override
  public String id() {
    return "F26";
  }

  @Override
  public String title() {
    return "as many overdue runs that wait for nodes which start at once";
  }

  @Override
  public Pace pace(int count) {
    return new Pace(0, 100, 100, 0);
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    Appointment due = Appointment.in(Herd.lead(scene, count));
    Herd.start(
        scene,
        "overdue",
        count,
        number -> new Plan(List.of(due.stop(), new Stop(Stop.Kind.WORK, 5, 0))));
    for (Node node : scene.nodes()) {
      node.kill();
    }
    due.awaitIt();
    scene.injected().add(scene.open());
    scene.nodes().forEach(Node::start);
    long begin = System.nanoTime();
    long sessions = awaitUp(scene);
    long deadline = System.nanoTime() + Duration.ofSeconds(60).plusMillis(30L * count).toNanos();
    while (scene.open() > 0 && System.nanoTime() < deadline) {
      sessions = Math.max(sessions, sessions(scene));
      scene.pause(20, 50);
    }
    scene
        .remarks()
        .add(
            "all had ended after %d ms"
                .formatted(Duration.ofNanos(System.nanoTime() - begin).toMillis()));
    scene.remarks().add("%d sessions at most".formatted(sessions));
    if (sessions > (long) SESSIONS_OF_A_NODE * scene.nodes().size()) {
      scene.violated("nodes use as many connections as they are told", sessions + " sessions");
    }
  }

  /** How many sessions there were at most until all nodes were well. */
  private static long awaitUp(Scene scene) throws InterruptedException {
    long[] sessions = {0};
    for (Node node : scene.nodes()) {
      boolean up =
          Scene.await(
              UP,
              () -> {
                sessions[0] = Math.max(sessions[0], sessions(scene));
                return node.refresh();
              });
      if (!up) {
        scene.violated("nodes are up within 30 s", node + ": " + node.health());
      }
    }
    return sessions[0];
  }

  private static long sessions(Scene scene) {
    return scene.number(
        """
        select count(*) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and backend_type = 'client backend'
        """);
  }
}
