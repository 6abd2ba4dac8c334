package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.closing;
import static dev.workflows.jdbc.Scenario.lease;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.jdbc.TurnWriter.TurnRejected;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.NewRun;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class H2DeadLetterTests extends DeadLetterTests {

  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }

  /** The time of a transaction stands still, so the message seems to be of the future. */
  @Test
  void areNotMessagesThatCameWhileTheClosingWasUnderWay() throws SQLException {
    NewRun run = started();
    try (Connection rival = database.application().getConnection()) {
      rival.setAutoCommit(false);
      Instant began = time(rival);
      Waits.until(() -> Instant.now().isAfter(began));
      send(run, "1");

      assertThatExceptionOfType(TurnRejected.class)
          .isThrownBy(
              () ->
                  new H2TurnWriter(new TableNames(TableNames.DEFAULT_PREFIX))
                      .write(rival, List.of(closing(lease(run), 3))))
          .extracting(TurnRejected::reason)
          .isEqualTo(Reason.UNREAD_MESSAGES);
      rival.rollback();
    }
  }

  private static Instant time(Connection connection) throws SQLException {
    try (ResultSet row = connection.createStatement().executeQuery("select current_timestamp")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }
}
