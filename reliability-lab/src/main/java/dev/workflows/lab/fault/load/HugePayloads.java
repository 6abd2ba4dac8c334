package dev.workflows.lab.fault.load;

import dev.workflows.lab.cluster.Fleet.Design;
import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.load.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Values of up to four times the limit, wherever a value can be. */
public final class HugePayloads implements Fault {

  private static final String SENDER = "sender-of-parcels";
  private static final int LIMIT = 2 << 20;
  private static final int FAILURE_LIMIT = 200_000;

  /** Around the limit there is the text's own two quotation marks. */
  private static final List<Integer> SIZES =
      List.of(1_000, 100_000, 900_000, LIMIT - 1, LIMIT + 1, 3_000_000, 4 << 20, 8 << 20);

  /** Those that can be written down beside the engine, or are refused. */
  private static final List<Integer> RESULTS =
      List.of(1_000, 100_000, 900_000, LIMIT + 1, 4 << 20, 8 << 20);

  @Override
  public String id() {
    return "F21";
  }

  @Override
  public String title() {
    return "values of up to 8 MB with a limit of 2 MB";
  }

  /** A thread that died for want of memory does not count as survival. */
  @Override
  public Design design(Design usual) {
    return usual.withJvmOption("-XX:+ExitOnOutOfMemoryError");
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    List<Integer> refused = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String id = "parcel-" + i;
      int argument = any(scene, SIZES);
      if (start(scene, id, argument)) {
        tell(scene, id, any(scene, SIZES));
        end(scene, id, i);
      } else {
        refused.add(argument);
      }
      scene.injected().add();
    }
    Scene.await(Duration.ofSeconds(30), () -> parcels(scene) == 0);
    scene.remarks().add("%d starts refused".formatted(refused.size()));
    checkSizes(scene);
    requireAlive(scene);
  }

  private static int any(Scene scene, List<Integer> sizes) {
    return sizes.get(scene.random().nextInt(sizes.size()));
  }

  private static boolean fits(int characters) {
    return characters + 2 <= LIMIT; // with its quotation marks
  }

  private static long parcels(Scene scene) {
    return scene.number(
        "select count(*) from workflow_run where type = 'parcel' and closed_at is null");
  }

  /** Whether it was accepted. */
  private static boolean start(Scene scene, String id, int argument) throws InterruptedException {
    int result = any(scene, RESULTS);
    String path =
        "/parcels/%s?argument=%d&result=%d&failure=%d"
            .formatted(id, argument, result, any(scene, List.of(1_000, 100_000, 10_000_000)));
    String expected =
        "%d, %s, failed".formatted(argument, fits(result) ? "returned " + result : "failed");
    int status = scene.door().insist(scene.nodes(), Call.startAt(path, id, SENDER, null, expected));
    requireRefusal(scene, "argument", argument, status);
    boolean there =
        scene.number("select count(*) from workflow_run where workflow_id = '%s'".formatted(id))
            > 0;
    if (there != (status == 200)) {
      scene.violated("what is refused is not written", id);
    }
    return status == 200;
  }

  /** One word of any size. */
  private static void tell(Scene scene, String id, int size) throws InterruptedException {
    int status = scene.door().insist(scene.nodes(), word(id, 1, size));
    requireRefusal(scene, "signal", size, status);
  }

  private static Call word(String id, int number, int size) {
    String messageId = "word-" + number;
    String path = "/parcels/%s/word?size=%d&messageId=%s".formatted(id, size, messageId);
    return Call.noteAt(path, id, SENDER, number, messageId);
  }

  private static void requireRefusal(Scene scene, String what, int size, int status) {
    boolean known = status == 200 || status == 400 || status == 409 || status == 413;
    boolean right = fits(size) ? status == 200 : status == 400 || status == 413;
    if (!known || !right) {
      scene.violated(
          "what is too large is refused, and nothing else",
          "%s of %d characters: %d".formatted(what, size, status));
    }
  }

  private static void end(Scene scene, String id, int number) throws InterruptedException {
    if (number % 3 == 0) {
      scene.door().insist(scene.nodes(), Call.terminate(id, SENDER));
    } else {
      scene.door().insist(scene.nodes(), word(id, 2, 10)); // it may have had one, and have ended
    }
  }

  private static void checkSizes(Scene scene) {
    long failures =
        scene.number(
            """
            select coalesce(max(octet_length(payload)), 0)
            from workflow_event
            where type in ('activity_failed', 'failed')
            """);
    long payloads =
        scene.number("select coalesce(max(octet_length(payload)), 0) from workflow_event");
    scene
        .remarks()
        .add(
            "largest value recorded %d bytes, largest failure %d bytes"
                .formatted(payloads, failures));
    if (failures > FAILURE_LIMIT) {
      scene.violated("recorded failures are small", failures + " bytes");
    }
  }

  private static void requireAlive(Scene scene) {
    for (Node node : scene.nodes()) {
      if (!node.isAlive()) {
        scene.violated("nodes survive it with a heap of 192 MB", node.toString());
      }
    }
  }
}
