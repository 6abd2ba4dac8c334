package dev.workflows.lab.fault.client;

import dev.workflows.lab.cluster.Fleet.Design;
import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.fault.client.RawHttp.Answer;
import dev.workflows.lab.load.Call;
import dev.workflows.lab.load.Customers.Pace;
import dev.workflows.lab.worker.Plan;
import dev.workflows.lab.worker.Stop;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests to the endpoint of operators that are wrong in all ways that come to mind. */
public final class BadRequests implements Fault {

  private static final String SENDER = "vandal";
  private static final int EACH_RUN = 100;
  private static final int EACH_LARGE = 20;
  private static final int TOO_LARGE = 413;
  private static final int WORTH_TELLING = 300;

  /** What would tell of the inside, or be executed by a browser. */
  private static final Pattern LEAK =
      Pattern.compile(
          "\\.java:\\d+|\\tat |(java|org|dev|tools)\\.[a-z.]+\\.[A-Z]\\w*(Exception|Error)"
              + "|Content-Type: text/html.*<script>",
          Pattern.DOTALL);

  /** What a request could have written: nothing else changes while there are no other clients. */
  private static final String WRITTEN =
      """
      select (select count(*) from workflow_run) + (select count(*) from workflow_inbox)
        + (select count(*) from workflow_run where status = 'TERMINATED')
      """;

  /** Signals that were accepted, so that the rules know that somebody sent them. */
  private static final String SENT =
      """
      select r.workflow_id, substring(i.message_id from 8) as message_id
      from workflow_inbox i
        join workflow_run r on r.chain_id = i.chain_id
      where i.message_id like 'signal:%'
      """;

  private static final String JOURNAL =
      """
      insert into lab_client (id, kind, workflow_id, message_id, sender, status, asked_at)
      select coalesce(min(id), 0) - 1, :kind, :workflow, :message, 'vandal', 0, clock_timestamp()
      from lab_client
      where id < 0
      """;

  @Override
  public String id() {
    return "F30";
  }

  @Override
  public String title() {
    return "bad requests to the actuator";
  }

  @Override
  public Design design(Design usual) {
    return usual
        .of(1)
        .with("management.endpoint.workflows.access", "unrestricted")
        // the application's: its parser ends in 500 before it is known whom a request is for
        .with("spring.servlet.multipart.enabled", "false");
  }

  @Override
  public Pace pace(int count) {
    return new Pace(0, 100, 100, 0);
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    Garbage garbage = new Garbage(scene.random());
    LargeBodies largeBodies = new LargeBodies(scene.random());
    Map<Integer, Integer> statuses = new TreeMap<>();
    String target = "";
    long written = scene.number(WRITTEN);
    for (int i = 0; i < count; i++) {
      if (i % EACH_RUN == 0) {
        target = newTarget(scene, i / EACH_RUN);
        written = scene.number(WRITTEN);
      }
      boolean large = i % EACH_LARGE == EACH_LARGE - 1;
      byte[] request = large ? largeBodies.next(target) : garbage.request(target);
      Answer answer = RawHttp.exchange(scene.anyNode().uri("/").getPort(), request);
      statuses.merge(answer.status(), 1, Integer::sum);
      long now = scene.number(WRITTEN);
      check(scene, request, answer, now - written);
      if (large && answer.status() != TOO_LARGE) {
        violated(scene, "a body over the limit is refused with 413", request, answer);
      }
      written = now;
      scene.injected().add();
    }
    scene.remarks().add("answers by status: " + statuses);
    tidyUp(scene);
  }

  private static String newTarget(Scene scene, int number) throws InterruptedException {
    String id = "target-" + number;
    Plan plan = new Plan(List.of(new Stop(Stop.Kind.NOTES, 0, Integer.MAX_VALUE)));
    scene.door().insist(scene.nodes(), Call.start(id, SENDER, plan));
    journal(scene, "CANCEL", id, null);
    journal(scene, "TERMINATE", id, null);
    return id;
  }

  private static void check(Scene scene, byte[] request, Answer answer, long rows) {
    if (answer.status() == 0) {
      violated(scene, "every request is answered", request, answer);
    }
    if (answer.status() >= 500) {
      violated(scene, "no request is an error of the server", request, answer);
    }
    if (LEAK.matcher(answer.text()).find()) {
      violated(scene, "answers tell nothing of the inside", request, answer);
    }
    if (answer.status() / 100 == 4 && rows != 0) {
      violated(scene, "what is refused writes nothing", request, answer);
    }
  }

  private static void violated(Scene scene, String rule, byte[] request, Answer answer) {
    scene.violated(
        rule,
        "%s -> %s"
            .formatted(
                cut(
                    new String(
                        request,
                        0,
                        Math.min(WORTH_TELLING, request.length),
                        StandardCharsets.UTF_8)),
                cut(answer.text())));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(WORTH_TELLING, text.length())).replaceAll("\\s+", " ");
  }

  /** Ends what is still open, and tells the rules of signals that were accepted. */
  private static void tidyUp(Scene scene) throws InterruptedException {
    scene
        .jdbc()
        .sql(SENT)
        .query()
        .listOfRows()
        .forEach(
            row ->
                journal(
                    scene,
                    "NOTE",
                    String.valueOf(row.get("workflow_id")),
                    String.valueOf(row.get("message_id"))));
    List<String> open =
        scene
            .jdbc()
            .sql("select workflow_id from workflow_run where closed_at is null")
            .query(String.class)
            .list();
    for (String id : open) {
      scene.door().insist(scene.nodes(), Call.terminate(id, SENDER));
    }
    for (Node node : scene.nodes()) {
      if (!node.refresh()) {
        scene.violated("the node is well afterwards", node.health());
      }
    }
  }

  private static void journal(Scene scene, String kind, String id, @Nullable String message) {
    scene
        .records()
        .sql(JOURNAL)
        .param("kind", kind)
        .param("workflow", id)
        .param("message", message)
        .update();
  }
}
