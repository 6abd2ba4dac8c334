package dev.workflows.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.spi.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections that died in the pool, as those to an H2 server that was restarted. */
class DeadConnectionTests {

  private static final String END_OTHER_SESSIONS =
      """
      select abort_session(session_id)
      from information_schema.sessions
      where session_id <> session_id()
      """;

  private final TestDatabase database = TestDatabase.h2();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void goBackToTheirPoolLikeAnyOther() {
    assertThat(answers()).isTrue();
    database.sql().sql(END_OTHER_SESSIONS).query().listOfRows();
    assertThat(answers()).isFalse();

    Waits.until(this::answers);

    HikariDataSource pool = (HikariDataSource) database.engine();
    assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
  }

  /** The commit was answered; what happens to the connection then must not hide that. */
  @Test
  void doNotHideACommitThatWasAnsweredBeforeTheyDied() {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setDataSource(new DyingAfterCommit(database.application()));
      Database dying = new Database(pool, new H2Dialect("jdbc:h2:mem:dying"));

      String answer = dying.writeTogether(connection -> "written");

      assertThat(answer).isEqualTo("written");
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }

  @Test
  void doNotHideAnErrorOfTheWork() {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setDataSource(new DyingAfterCommit(database.application()));
      Database dying = new Database(pool, new H2Dialect("jdbc:h2:mem:dying"));

      assertThatThrownBy(
              () ->
                  dying.writeTogether(
                      connection -> {
                        throw new SQLException("session gone", "90067");
                      }))
          .isInstanceOf(StoreException.class);
    }
  }

  /** Its connections cannot go back to autocommit, with an error that Hikari does not know. */
  private static final class DyingAfterCommit extends DelegatingDataSource {

    DyingAfterCommit(DataSource source) {
      super(source);
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      AtomicBoolean used = new AtomicBoolean();
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("setAutoCommit")) {
                  boolean on = (boolean) arguments[0];
                  if (on && used.get()) {
                    throw new SQLException("session gone", "90067");
                  }
                  used.set(!on);
                }
                try {
                  return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  private boolean answers() {
    try {
      return database.store().runs().find("order-1").isEmpty();
    } catch (StoreException e) {
      return false;
    }
  }
}
