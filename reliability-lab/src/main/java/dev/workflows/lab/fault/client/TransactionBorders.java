package dev.workflows.lab.fault.client;

import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.load.Call;
import dev.workflows.lab.worker.Border;
import dev.workflows.lab.worker.Plan;
import dev.workflows.lab.worker.Stop;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Starts and signals in transactions of the application that commit, commit late or do not commit,
 * each beside a row of the application's own: both are there, or neither is.
 */
public final class TransactionBorders implements Fault {

  private static final String SENDER = "borderer";
  private static final List<Border> BORDERS = List.of(Border.values());

  /** Runs and rows, notes and rows, where there is only one of both. */
  private static final String TORN =
      """
      select count(*)
      from (
        select workflow_id, cast(null as varchar) as message_id
        from workflow_run
        where workflow_id like 'border-start-%'
        union all
        select r.workflow_id, substring(i.message_id from 8)
        from workflow_inbox i
          join workflow_run r on r.chain_id = i.chain_id
        where r.workflow_id like 'border-note-%' and i.message_id = 'signal:note-1') e
        full join lab_border b
          on b.workflow_id = e.workflow_id
            and coalesce(b.message_id, '') = coalesce(e.message_id, '')
      where e.workflow_id is null or b.workflow_id is null
      """;

  @Override
  public String id() {
    return "F31";
  }

  @Override
  public String title() {
    return "starts and signals at the borders of transactions";
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    Map<Border, Integer> times = new EnumMap<>(Border.class);
    for (int i = 0; scene.injected().value() < count; i++) {
      Border border = BORDERS.get(i / 2 % BORDERS.size());
      int status = i % 2 == 0 ? start(scene, border, i) : signal(scene, border, i);
      if ((status / 100 == 2) != border.kept()) {
        scene.violated("only what is kept is acknowledged", "%s: %d".formatted(border, status));
      }
      scene.injected().add();
      times.merge(border, 1, Integer::sum);
    }
    scene.remarks().add("borders: " + times);
    scene
        .remarks()
        .add(
            "%d rows beside runs and signals"
                .formatted(scene.number("select count(*) from lab_border")));
    if (scene.number(TORN) > 0) {
      scene.violated(
          "a run or signal is there if and only if its transaction committed",
          scene.number(TORN) + " are not");
    }
  }

  private static int start(Scene scene, Border border, int number) throws InterruptedException {
    String id = "border-start-" + number;
    Call journey = Call.start(id, SENDER, new Plan(List.of(new Stop(Stop.Kind.WORK, 10, 0))));
    return scene
        .door()
        .insist(
            scene.nodes(),
            Call.startAt(
                "/borders/%s/%s".formatted(border, id),
                id,
                SENDER,
                journey.body(),
                String.valueOf(journey.expected())));
  }

  private static int signal(Scene scene, Border border, int number) throws InterruptedException {
    String id = "border-note-" + number;
    Plan plan = new Plan(List.of(new Stop(Stop.Kind.NOTES, 0, 1)));
    scene.door().insist(scene.nodes(), Call.start(id, SENDER, plan));
    String path = "/borders/%s/%s/notes/1?messageId=note-1".formatted(border, id);
    int status = scene.door().insist(scene.nodes(), Call.noteAt(path, id, SENDER, 1, "note-1"));
    if (!border.kept()) {
      scene.door().insist(scene.nodes(), Call.note(id, SENDER, 2));
    }
    return status;
  }
}
