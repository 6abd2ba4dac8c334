package dev.workflows.lab.fault.database;

import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Asking;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Laboratory;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.load.Call;
import dev.workflows.lab.worker.Plan;
import dev.workflows.lab.worker.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The application takes all connections of its pool and keeps them for a minute. */
public final class HeldConnections implements Fault {

  /** The time may be shortened to try the row out. */
  private static final Duration HELD = Duration.ofSeconds(Long.getLong("lab.held-seconds", 60));

  private static final Duration RECOVERED = Duration.ofSeconds(5);

  /** That of {@code workflow.client.timeout}, and a moment on the way. */
  private static final Duration ANSWERED = Duration.ofSeconds(5);

  private static final int CONNECTIONS = 10;
  private static final int UNAVAILABLE = 503;
  private static final String SENDER = "patient";

  private static final String EFFECTS = "select count(*) from lab_effect";

  private static final String SILENT =
      """
      select count(*) from workflow_node
      where heartbeat_at < clock_timestamp() - interval '%d milliseconds'
      """
          .formatted(Laboratory.LEASE.toMillis());

  @Override
  public String id() {
    return "F13";
  }

  @Override
  public String title() {
    return "all connections of the application held for %d s".formatted(HELD.toSeconds());
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    long slowest = 0;
    for (int i = 0; i < count; i++) {
      List<Node> starved = i % 2 == 0 ? scene.nodes() : List.of(scene.anyNode());
      if (hold(scene, starved)) {
        scene.injected().add();
      }
      List<Call> unanswered = whileHeld(scene, starved);
      slowest = Math.max(slowest, recover(scene, starved.size()));
      for (Call call : unanswered) {
        scene.door().insist(scene.nodes(), call);
      }
      scene.pause(500, 2_000);
    }
    scene
        .remarks()
        .add("activities with a transaction went on after %d ms at most".formatted(slowest));
    scene.remarks().add("answers by status: " + scene.door().tally());
    scene.requireNoTakeovers();
  }

  /** Whether the application of each node holds all that it has. */
  private static boolean hold(Scene scene, List<Node> nodes) throws InterruptedException {
    boolean all = true;
    for (Node node : nodes) {
      String held = Asking.post(node, "/lab/hold?millis=" + HELD.toMillis());
      if (!held.equals(Integer.toString(CONNECTIONS))) {
        scene.violated("the application holds %d connections".formatted(CONNECTIONS), held);
        all = false;
      }
    }
    return all;
  }

  /**
   * Asks the starved nodes for runs and looks that none falls silent for as long as a lease.
   *
   * @return what was not done, and is to be asked for again
   */
  private static List<Call> whileHeld(Scene scene, List<Node> starved) throws InterruptedException {
    List<Call> unanswered = new ArrayList<>();
    long until = System.nanoTime() + HELD.minus(ANSWERED).toNanos();
    while (System.nanoTime() < until) {
      Node node = starved.get(scene.random().nextInt(starved.size()));
      String id = "patience-" + scene.calls();
      Call start = Call.start(id, SENDER, new Plan(List.of(new Stop(Stop.Kind.NOTES, 0, 1))));
      Call note = Call.note(id, SENDER, 1);
      if (!isDone(scene, node, start)) {
        unanswered.addAll(List.of(start, note));
      } else if (!isDone(scene, node, note)) {
        unanswered.add(note);
      }
      if (Scene.await(Duration.ofMillis(500), () -> scene.number(SILENT) > 0)) {
        scene.violated("nodes go on saying that they live", scene.number(SILENT) + " fell silent");
      }
    }
    Thread.sleep(ANSWERED.toMillis());
    return unanswered;
  }

  /** Whether it is acknowledged; if it is not, that must have been said in time. */
  private static boolean isDone(Scene scene, Node node, Call call) throws InterruptedException {
    long asked = System.nanoTime();
    int status = scene.door().call(node, call);
    Duration took = Duration.ofNanos(System.nanoTime() - asked);
    boolean done = status / 100 == 2;
    if ((!done && status != UNAVAILABLE) || took.compareTo(ANSWERED) > 0) {
      scene.violated(
          "calls are done or answered with 503 in time",
          "%s of %s: %d after %s".formatted(call.kind(), call.workflowId(), status, took));
    }
    return done;
  }

  /** Milliseconds until transactions of the application are recorded again. */
  private static long recover(Scene scene, int starved) throws InterruptedException {
    long begin = System.nanoTime();
    long before = scene.number(EFFECTS);
    if (!Scene.await(RECOVERED, () -> scene.number(EFFECTS) > before + starved)) {
      scene.violated("activities go on within %s".formatted(RECOVERED), "they did not");
    }
    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
  }
}
