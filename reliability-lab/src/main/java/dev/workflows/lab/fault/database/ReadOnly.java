package dev.workflows.lab.fault.database;

import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Resumption;
import dev.workflows.lab.experiment.Scene;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.dao.DataAccessException;

/** The database takes no writes for a while, as one does that is being failed over. */
public final class ReadOnly implements Fault {

  private static final Duration NOTICED = Duration.ofSeconds(10);
  private static final String READ_ONLY = "25006";
  private static final int UNAVAILABLE = 503;

  @Override
  public String id() {
    return "F9";
  }

  @Override
  public String title() {
    return "a database that is read-only for a while";
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    long slowest = 0;
    for (int i = 0; i < count; i++) {
      set(scene, "on");
      try {
        if (isNoticed(scene)) {
          scene.injected().add();
        }
        scene.pause(500, 4_000);
      } finally {
        set(scene, "off");
      }
      slowest = Math.max(slowest, Resumption.require(scene, "the database"));
      scene.pause(500, 2_000);
    }
    scene.remarks().add("work went on after %d ms at most".formatted(slowest));
    scene.remarks().add("answers by status: " + scene.door().tally());
  }

  private static void set(Scene scene, String value) {
    scene.jdbc().sql("alter system set default_transaction_read_only = " + value).update();
    scene.number("select count(*) from (select pg_reload_conf()) reloaded");
  }

  /** Whether writes are refused: ours, those of every node, and those of customers. */
  private static boolean isNoticed(Scene scene) throws InterruptedException {
    long before = unavailable(scene);
    boolean refused = Scene.await(NOTICED, () -> isRefused(scene));
    if (!refused) {
      scene.violated("a read-only database refuses writes", "it took one");
    }
    boolean noticed = refused;
    for (Node node : scene.nodes()) {
      if (!Scene.await(NOTICED, node::isDown)) {
        scene.violated("nodes say within 10 s that nothing can be written", node.health());
        noticed = false;
      }
    }
    if (!Scene.await(NOTICED, () -> unavailable(scene) > before)) {
      scene.violated(
          "what cannot be written is answered with 503", scene.door().tally().toString());
      noticed = false;
    }
    return noticed;
  }

  private static boolean isRefused(Scene scene) {
    try {
      scene.jdbc().sql("delete from lab_effect where seq < 0").update();
      return false;
    } catch (DataAccessException e) {
      return e.getMostSpecificCause() instanceof SQLException cause
          && READ_ONLY.equals(cause.getSQLState());
    }
  }

  private static long unavailable(Scene scene) {
    return scene.door().tally().getOrDefault(UNAVAILABLE, 0L);
  }
}
