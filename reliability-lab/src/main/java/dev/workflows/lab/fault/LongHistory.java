package dev.workflows.lab.fault;

import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.load.Call;
import dev.workflows.lab.load.Customers.Pace;
import dev.workflows.lab.worker.Plan;
import dev.workflows.lab.worker.Stop;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** One run whose history grows long, and is read again after an eviction and after a kill. */
final class LongHistory implements Fault {

  private static final String ID = "long-history";

  /** The last tenth may take half as long again as the first. */
  private static final double SLOWER = 1.5;

  private static final Duration REPLAYED = Duration.ofSeconds(5);

  /** An activity is scheduled and completed. */
  private static final int EVENTS_OF_AN_ACTIVITY = 2;

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

  @Override
  public Pace pace(int count) {
    return new Pace(0, 100, 100, 0);
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    int activities = count / EVENTS_OF_AN_ACTIVITY;
    Plan plan =
        new Plan(
            List.of(new Stop(Stop.Kind.GRIND, 0, activities), new Stop(Stop.Kind.NOTES, 0, 1)));
    scene.door().insist(scene.nodes(), Call.start(ID, "historian", plan));
    Scene.await(
        Duration.ofSeconds(60).plusMillis(60L * activities),
        () -> scene.number("select count(*) from (%s) e".formatted(COMPLETED)) >= activities);
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
    String owned =
        "select count(*) from workflow_run where workflow_id = 'long-history' and owner is not"
            + " null";
    Scene.await(Duration.ofSeconds(10), () -> scene.number(owned) == 0);
    Node reader = scene.nodes().get(0);
    query(scene, reader, "after an eviction");
    Node owner = owner(scene);
    scene.kill(owner);
    query(
        scene,
        scene.nodes().stream().filter(Node::isAlive).findAny().orElseThrow(),
        "after a kill");
    owner.start();
    owner.awaitReady();
  }

  private static Node owner(Scene scene) {
    List<UUID> owners =
        scene
            .jdbc()
            .sql("select owner from workflow_run where workflow_id = 'long-history'")
            .query((row, number) -> String.valueOf(row.getString(1)))
            .stream()
            .filter(id -> !id.equals("null"))
            .map(UUID::fromString)
            .toList();
    return scene.nodes().stream()
        .filter(node -> owners.contains(node.id()))
        .findAny()
        .orElseGet(scene::anyNode);
  }

  private static void query(Scene scene, Node node, String when) throws InterruptedException {
    long begin = System.nanoTime();
    String answer = Asking.get(node, "/journeys/%s/notes".formatted(ID));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    scene.remarks().add("a query %s took %d ms".formatted(when, took.toMillis()));
    if (!answer.equals("[]") || took.compareTo(REPLAYED) > 0) {
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
