package dev.workflows.lab.fault.load;

import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.experiment.StartLatency;
import dev.workflows.lab.load.Customers.Pace;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;

/** Somebody keeps a snapshot of the database open, so that nothing dead can be cleared away. */
public final class OpenSnapshot implements Fault {

  private static final int SLOWER = 5;
  private static final double SLOWER_AFTERWARDS = 1.5;

  private static final int WINDOW = 3;
  private static final int MOST_WINDOWS = 40;
  private static final int STEADY_WINDOWS = 3;
  private static final int NOISE = 2;
  private static final int FEWEST_STARTS = 20;

  private static final String RUNS = "select count(*) from workflow_run";

  @Override
  public String id() {
    return "F25";
  }

  @Override
  public String title() {
    return "a snapshot that stays open, for as many seconds";
  }

  @Override
  public Pace pace(int count) {
    return new Pace(8, 20, 20, Integer.MAX_VALUE, 5, 500, 1);
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    warmUp(scene);
    StartLatency before = measure(scene, count);
    StartLatency meanwhile;
    try (Connection connection = scene.server().dataSource(scene.database()).getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      long seen = runs(statement);
      meanwhile = measure(scene, count);
      if (runs(statement) == seen && scene.number(RUNS) > seen) {
        scene.injected().add(count);
      } else {
        scene.violated("the snapshot stays as it was", "it has other runs, or there are none");
      }
      tellOfDeadRows(scene);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    StartLatency after = measure(scene, count);
    scene.remarks().add("starts before: " + before);
    scene.remarks().add("starts meanwhile: " + meanwhile);
    scene.remarks().add("starts afterwards: " + after);
    compare(scene, before, meanwhile, after);
  }

  private static long runs(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery(RUNS)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Until starts are no longer faster than those before: cold code would be compared with warm. */
  private static void warmUp(Scene scene) throws InterruptedException {
    long fastest = Long.MAX_VALUE;
    int steady = 0;
    for (int i = 0; i < MOST_WINDOWS; i++) {
      long median = measure(scene, WINDOW).median();
      steady = median >= fastest - NOISE ? steady + 1 : 0;
      fastest = Math.min(fastest, median);
      if (steady == STEADY_WINDOWS) {
        scene.remarks().add("warm after %d s".formatted((i + 1) * WINDOW));
        return;
      }
    }
    scene.violated("nodes warm up", "starts still become faster, median %d ms".formatted(fastest));
  }

  private static StartLatency measure(Scene scene, int seconds) throws InterruptedException {
    OffsetDateTime from = StartLatency.now();
    scene.pause(seconds * 1_000, seconds * 1_000);
    return StartLatency.between(scene, from, StartLatency.now());
  }

  private static void tellOfDeadRows(Scene scene) {
    scene
        .jdbc()
        .sql(
            """
            select relname, n_dead_tup, n_tup_upd, n_tup_hot_upd
            from pg_stat_user_tables
            where relname like 'workflow_%' and n_tup_upd > 0
            order by relname
            """)
        .query(
            (row, number) ->
                "%s: %d dead rows, %d of %d updates without a new index entry"
                    .formatted(row.getString(1), row.getLong(2), row.getLong(4), row.getLong(3)))
        .list()
        .forEach(scene.remarks()::add);
  }

  private static void compare(
      Scene scene, StartLatency before, StartLatency meanwhile, StartLatency after) {
    for (StartLatency each : List.of(before, meanwhile, after)) {
      if (each.starts() < FEWEST_STARTS) {
        scene.violated("there is something to compare", each.toString());
      }
    }
    if (meanwhile.p99() > SLOWER * before.p99()) {
      scene.violated("starts are at most %d times as slow".formatted(SLOWER), meanwhile.toString());
    }
    if (after.median() > SLOWER_AFTERWARDS * before.median() + 1) {
      scene.violated("starts are as fast again afterwards", after.toString());
    }
  }
}
