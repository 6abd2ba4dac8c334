package dev.workflows.lab.fault.database;

import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Resumption;
import dev.workflows.lab.experiment.Scene;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.dao.DataAccessException;

/** Takes the space that the database needs, until it says so itself, and gives it back. */
public final class FillDisk implements Fault {

  static final String ID = "F12";
  static final String TITLE = "a full disk under the database";

  private static final Duration NOTICED = Duration.ofSeconds(10);
  private static final String NO_SPACE = "53100";

  private final Tmpfs disk;

  FillDisk(Tmpfs disk) {
    this.disk = disk;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    scene.jdbc().sql("create table lab_filler (content text)").update();
    long slowest = 0;
    for (int i = 0; i < count; i++) {
      disk.fill();
      try {
        if (isFull(scene)) {
          scene.injected().add();
        } else {
          scene.violated("the database has no space left", "it takes rows after 10 s");
        }
        sayDown(scene);
        scene.pause(1_000, 5_000);
      } finally {
        disk.free();
      }
      slowest = Math.max(slowest, resume(scene));
      scene.jdbc().sql("truncate lab_filler").update();
      scene.pause(1_000, 2_000);
    }
    scene.remarks().add("work went on after %d ms at most".formatted(slowest));
    scene.remarks().add("answers by status: " + scene.door().tally());
  }

  /** Writes until the database takes no more. */
  private static boolean isFull(Scene scene) throws InterruptedException {
    return Scene.await(
        NOTICED,
        () -> {
          try {
            scene
                .jdbc()
                .sql(
                    """
                    insert into lab_filler (content)
                    select repeat(md5(random()::text), 50) from generate_series(1, 100)
                    """)
                .update();
            return false;
          } catch (DataAccessException e) {
            return saysSo(e) || !answers(scene); // it ends itself if its log cannot grow
          }
        });
  }

  private static boolean saysSo(DataAccessException e) {
    return e.getMostSpecificCause() instanceof SQLException cause
        && NO_SPACE.equals(cause.getSQLState());
  }

  /** Traffic has to go elsewhere while nothing that is asked for can be recorded. */
  private static void sayDown(Scene scene) throws InterruptedException {
    for (Node node : scene.nodes()) {
      if (!Scene.await(NOTICED, node::isDown)) {
        scene.violated("health is DOWN within 10 s of a full disk", node.health());
      }
    }
  }

  /** Milliseconds until all nodes are at work. */
  private static long resume(Scene scene) throws InterruptedException {
    if (!Scene.await(NOTICED, () -> answers(scene))) {
      scene.server().restart();
      scene.remarks().add("PostgreSQL had ended itself and was started again");
    }
    return Resumption.require(scene, "the space");
  }

  private static boolean answers(Scene scene) {
    try {
      return scene.number("select 1") == 1;
    } catch (DataAccessException e) {
      return false;
    }
  }
}
