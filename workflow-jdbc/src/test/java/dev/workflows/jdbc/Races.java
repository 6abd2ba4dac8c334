package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.commit;
import static dev.workflows.jdbc.Scenario.lease;
import static dev.workflows.jdbc.Scenario.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.OwnershipStore;
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
import org.junit.jupiter.api.TestInstance;

/**
 * Statements that meet another session's open transaction, the rival's, which ends while they wait
 * for it or have passed it by.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Races {

  static final TableNames TABLES = new TableNames(TableNames.DEFAULT_PREFIX);

  TestDatabase database;
  Dialect dialect;
  Connection rival;

  abstract TestDatabase open();

  @BeforeAll
  void openDatabase() {
    database = open();
    dialect = Dialect.of(database.engine());
  }

  @AfterAll
  void closeDatabase() {
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

  OwnershipStore ownership() {
    return database.store().ownership();
  }

  CommitStore commits() {
    return database.store().commits();
  }

  NewRun started() {
    NewRun run = owned(UUID.randomUUID() + "-order");
    commits().start(List.of(run));
    return run;
  }

  List<String> eventsOf(NewRun run) {
    return database.store().histories().read(run.runId(), 1, 99).stream()
        .map(e -> e.event().type().storedName())
        .toList();
  }

  long length(NewRun run) {
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

  void rivalHolds(NewRun run) throws SQLException {
    String hold = "select run_id from workflow_run where run_id = ? " + dialect.shareLock();
    try (var statement = rival.prepareStatement(hold)) {
      statement.setObject(1, run.runId());
      statement.executeQuery();
    }
  }

  void rivalAppends(NewRun run, RecordedEvent event) throws SQLException {
    rivalCommits(commit(lease(run), event));
  }

  void rivalCommits(RunCommit... batch) throws SQLException {
    dialect.turns(TABLES).write(rival, List.of(batch));
  }

  /** Begins work that is going to wait for the rival, and returns when it does. */
  <R> CompletableFuture<R> waiting(Callable<R> work) throws Exception {
    CompletableFuture<R> answer = begun(work);
    assertThat(answer).isNotDone();
    return answer;
  }

  /** Begins work, and returns when it has ended or waits for the rival. */
  <R> CompletableFuture<R> begun(Callable<R> work) {
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
    Waits.until(() -> answer.isDone() || database.waitingSessions() > 0);
    return answer;
  }

  static <R> R answer(CompletableFuture<R> work) throws Exception {
    return work.get(20, TimeUnit.SECONDS);
  }

  static Exception failure(CompletableFuture<?> work) throws Exception {
    return work.handle((answer, e) -> (Exception) e).get(20, TimeUnit.SECONDS);
  }

  Callable<Boolean> committing(RunCommit... batch) {
    return () -> {
      commits().commit(List.of(batch));
      return true;
    };
  }
}
