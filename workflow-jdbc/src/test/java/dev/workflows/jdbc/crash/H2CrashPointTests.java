package dev.workflows.jdbc.crash;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.jdbc.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

class H2CrashPointTests extends CrashPointTests {

  @Override
  Laboratory open() {
    return new Laboratory(TestDatabase.h2(), H2CrashPointTests::endSession);
  }

  @Override
  int share() {
    return 100;
  }

  private static void endSession(Connection connection, TestDatabase database) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select session_id()");
        ResultSet session = select.executeQuery();
        Connection other = database.application().getConnection();
        PreparedStatement abort = other.prepareStatement("select abort_session(?)")) {
      session.next();
      abort.setInt(1, session.getInt(1));
      abort.execute();
    }
    forget(database.engine());
    forget(database.application());
  }

  /** The engine tells its pool of dead connections, which the wires in between keep from it. */
  private static void forget(DataSource pool) {
    ((HikariDataSource) pool).getHikariPoolMXBean().softEvictConnections();
  }
}
