package dev.workflows.lab.fault.database;

import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Scene;

/** Every connection of every node is cut by the server, again and again. */
public final class CutConnections implements Fault {

  private static final String TERMINATE =
      """
      select count(pg_terminate_backend(pid)) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
      """;

  @Override
  public String id() {
    return "F5";
  }

  @Override
  public String title() {
    return "all connections cut";
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    long connections = 0;
    for (int i = 0; i < count; i++) {
      connections += scene.number(TERMINATE);
      scene.injected().add();
      scene.pause(200, 2_000);
    }
    scene.remarks().add("%d connections cut".formatted(connections));
  }
}
