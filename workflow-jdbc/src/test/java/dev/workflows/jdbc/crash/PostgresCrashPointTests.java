package dev.workflows.jdbc.crash;

import dev.workflows.jdbc.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresCrashPointTests extends CrashPointTests {

  @Override
  Laboratory open() {
    return new Laboratory(TestDatabase.postgres(), PostgresCrashPointTests::endSession);
  }

  @Override
  int share() {
    return 30;
  }

  private static void endSession(Connection connection, TestDatabase database) throws SQLException {
    int session = connection.unwrap(PGConnection.class).getBackendPID();
    JdbcClient sql = database.sql();
    sql.sql("select pg_terminate_backend(:pid)").param("pid", session).query().singleValue();
    while (lives(session, sql)) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static boolean lives(int session, JdbcClient sql) {
    return sql.sql("select count(*) from pg_stat_activity where pid = :pid")
            .param("pid", session)
            .query(Long.class)
            .single()
        > 0;
  }
}
