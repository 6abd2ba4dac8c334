package dev.workflows.benchmarks.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class StatementTimesTests {

  private final StatementTimes times = new StatementTimes(sql -> sql.startsWith("select 1"));

  @Test
  void takesTheTimesOfStatementsThatAreWatchedAndOfNoOthers() throws SQLException {
    JdbcDataSource target = new JdbcDataSource();
    target.setURL("jdbc:h2:mem:times");
    CountingDataSource counting = new CountingDataSource(target, times);

    try (Connection connection = counting.getConnection()) {
      execute(connection, "select 1");
      execute(connection, "select 2");
      execute(connection, "select 1 + 1");
    }

    assertThat(counting.roundTrips()).isEqualTo(3);
    assertThat(times.take()).hasSize(2).isSorted();
    assertThat(times.take()).isEmpty();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }
}
