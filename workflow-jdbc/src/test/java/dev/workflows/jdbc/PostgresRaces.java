package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.commit;
import static dev.workflows.jdbc.Scenario.lease;
import static dev.workflows.jdbc.Scenario.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * Statements that meet another session's open transaction, the rival's, which ends while they wait
 * for it or have passed it by.
 */
abstract class PostgresRaces {

  static TestDatabase database;

  Connection rival;

  @BeforeAll
  static void openDatabase() {
    database = TestDatabase.postgres();
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void beginRival() throws SQLException {
    rival = database.application().getConnection();
    rival.setAutoCommit(false);
  }

  @AfterEach
  void endRival() throws SQLException {
    rival.rollback();
    rival.close();
  }

  static CommitStore commits() {
    return database.store().commits();
  }

  static NewRun started() {
    NewRun run = owned(UUID.randomUUID() + "-order");
    commits().start(List.of(run));
    return run;
  }

  static long length(NewRun run) {
    return database.store().histories().length(run.runId());
  }

  void rival(String sql, Object... values) throws SQLException {
    try (var statement = rival.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  void rivalAppends(NewRun run, RecordedEvent event) throws SQLException {
    new PostgresTurnWriter(new TableNames(TableNames.DEFAULT_PREFIX))
        .write(rival, List.of(commit(lease(run), event)));
  }

  /** Begins work that is going to wait for the rival, and returns when it does. */
  <R> CompletableFuture<R> waiting(Callable<R> work) throws Exception {
    CompletableFuture<R> answer = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                answer.complete(work.call());
              } catch (Exception e) {
                answer.completeExceptionally(e);
              }
            });
    thread.start();
    Waits.until(() -> answer.isDone() || waiters() > 0);
    assertThat(answer).isNotDone();
    return answer;
  }

  private static long waiters() {
    return database
        .sql()
        .sql(
            """
            select count(*)
            from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        .query(Long.class)
        .single();
  }

  static <R> R answer(CompletableFuture<R> work) throws Exception {
    return work.get(20, TimeUnit.SECONDS);
  }

  static Exception failure(CompletableFuture<?> work) throws Exception {
    return work.handle((answer, e) -> (Exception) e).get(20, TimeUnit.SECONDS);
  }

  static Callable<Boolean> committing(RunCommit... batch) {
    return () -> {
      commits().commit(List.of(batch));
      return true;
    };
  }
}
