package dev.workflows.lab.fault.load;

import dev.workflows.lab.cluster.Fleet.Design;
import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Asking;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Pacing;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.load.Call;
import dev.workflows.lab.load.Customers.Pace;
import dev.workflows.lab.worker.Plan;
import dev.workflows.lab.worker.Stop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run whose history grows long, and is read again after an eviction and after a kill. */
public final class LongHistory implements Fault {

  private static final String ID = "long-history";

  /** The last tenth may take half as long again as the first. */
  private static final double SLOWER = 1.5;

  private static final Duration REPLAYED = Duration.ofSeconds(5);

  private static final Duration LINGER = Duration.ofSeconds(3);
  private static final Duration LATEST = Duration.ofSeconds(15);

  /** An activity is scheduled and completed. */
  private static final int EVENTS_OF_AN_ACTIVITY = 2;

  private static final String SIGNALLED =
      "select count(*) from workflow_event where type = 'signal_received'";

  /** Nothing else is there to be taken. */
  private static final String TAKEN =
      "select count(*) from workflow_event where type = 'owner_changed'";

  private static final String COMPLETED =
      """
      select e.recorded_at as at
      from workflow_event e
        join workflow_run r on r.run_id = e.run_id
      where r.workflow_id = 'long-history' and e.type = 'activity_completed'
      """;

  @Override
  public String id() {
    return "F24";
  }

  @Override
  public String title() {
    return "a history of as many events";
  }

  /** Its owner keeps the run for long enough to be killed with it. */
  @Override
  public Design design(Design usual) {
    return usual.with("workflow.worker.linger", LINGER.toMillis() + "ms");
  }

  @Override
  public Pace pace(int count) {
    return new Pace(0, 100, 100, 0);
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    int activities = count / EVENTS_OF_AN_ACTIVITY;
    Plan plan =
        new Plan(
            List.of(new Stop(Stop.Kind.GRIND, 0, activities), new Stop(Stop.Kind.NOTES, 0, 2)));
    scene.door().insist(scene.nodes(), Call.start(ID, "historian", plan));
    String completed = "select count(*) from (%s) e".formatted(COMPLETED);
    Duration longest = Duration.ofSeconds(60).plusMillis(60L * activities);
    if (!Scene.await(longest, () -> scene.number(completed) >= activities)) {
      scene.violated("a history grows", scene.number(completed) + " activities");
    }
    Pacing pacing = Pacing.of(scene, COMPLETED);
    scene.remarks().add(pacing.toString());
    if (!pacing.keepsUp(SLOWER)) {
      scene.violated("the end costs at most half as much again", pacing.toString());
    }
    scene.injected().add(scene.number("select count(*) from workflow_event"));
    replay(scene);
    end(scene);
  }

  private static void replay(Scene scene) throws InterruptedException {
    if (!Scene.await(LATEST, () -> owner(scene) == null)) {
      scene.violated("a run that waits leaves its node", "it belongs to " + owner(scene));
    }
    query(scene, scene.nodes().get(0), "[]", "after an eviction");
    Node owner = makeOwned(scene);
    if (owner == null) {
      scene.violated("a run that gets a signal has an owner", "it has " + owner(scene));
      return;
    }
    scene.kill(owner);
    Node reader = scene.nodes().stream().filter(Node::isAlive).findAny().orElseThrow();
    query(scene, reader, "[1]", "after a kill");
    if (!Scene.await(LATEST, () -> scene.number(TAKEN) > 0)) {
      scene.violated("another node takes the run of a killed one", "none did");
    }
    query(scene, reader, "[1]", "after a takeover");
    owner.start();
    owner.awaitReady();
  }

  /** Sends it a signal, which brings it to a node; {@code null} if it belongs to none. */
  private static @Nullable Node makeOwned(Scene scene) throws InterruptedException {
    scene.door().insist(scene.nodes(), Call.note(ID, "historian", 1));
    Scene.await(LATEST, () -> scene.number(SIGNALLED) > 0);
    scene.nodes().forEach(Node::refresh);
    UUID owner = owner(scene);
    return scene.nodes().stream()
        .filter(node -> owner != null && owner.equals(node.id()))
        .findAny()
        .orElse(null);
  }

  private static @Nullable UUID owner(Scene scene) {
    return scene
        .jdbc()
        .sql("select owner from workflow_run where workflow_id = 'long-history'")
        .query((row, number) -> Optional.ofNullable(row.getObject(1, UUID.class)))
        .single()
        .orElse(null);
  }

  private static void query(Scene scene, Node node, String expected, String when)
      throws InterruptedException {
    long begin = System.nanoTime();
    String answer = Asking.get(node, "/journeys/%s/notes".formatted(ID));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    scene.remarks().add("a query %s took %d ms".formatted(when, took.toMillis()));
    if (!answer.equals(expected) || took.compareTo(REPLAYED) > 0) {
      scene.violated(
          "a query is answered within " + REPLAYED,
          "%s after %s: %s".formatted(when, took, answer));
    }
  }

  private static void end(Scene scene) throws InterruptedException {
    long begin = System.nanoTime();
    int status = scene.door().insist(scene.nodes(), Call.terminate(ID, "historian"));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    scene.remarks().add("its termination took %d ms".formatted(took.toMillis()));
    if (status != 200 || scene.open() > 0) {
      scene.violated("a long run can be ended", "%d after %s".formatted(status, took));
    }
  }
}
