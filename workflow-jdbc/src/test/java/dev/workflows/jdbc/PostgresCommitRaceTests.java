package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.closing;
import static dev.workflows.jdbc.Scenario.lease;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresCommitRaceTests extends CommitRaceTests {

  private static final String HOLD = "update workflow_run set wake_at = null where run_id = ?";

  @Override
  TestDatabase open() {
    return TestDatabase.forRaces(true);
  }

  /** Somebody else's transactions may lock in any order. */
  @Test
  void isGivenUpInADeadlockAndLandsWhenItIsSentAgain() throws Exception {
    List<NewRun> runs = startedInOrder(3);
    RunCommit[] batch = runs.stream().map(run -> closing(lease(run), 3)).toArray(RunCommit[]::new);
    rival("set deadlock_timeout = '30s'");
    rival(HOLD, runs.get(2).runId());

    try (Connection third = locking(runs.get(1))) {
      var commit = waiting(committing(batch));
      var closingTheCircle =
          begun(
              () -> {
                rival(HOLD, runs.get(0).runId());
                return true;
              });
      Waits.until(() -> database.waitingSessions() == 2);
      third.commit();

      assertThat(failure(commit))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.outcome()).isEqualTo(StoreException.Outcome.ROLLED_BACK))
          .hasStackTraceContaining("deadlock");
      assertThat(answer(closingTheCircle)).isTrue();
      rival.commit();
    }
    commits().commit(List.of(batch));
    assertThat(length(runs.get(0))).isEqualTo(3);
  }

  private Connection locking(NewRun run) throws SQLException {
    Connection connection = database.application().getConnection();
    connection.setAutoCommit(false);
    try (var statement = connection.prepareStatement(HOLD)) {
      statement.setObject(1, run.runId());
      statement.executeUpdate();
    }
    return connection;
  }
}
