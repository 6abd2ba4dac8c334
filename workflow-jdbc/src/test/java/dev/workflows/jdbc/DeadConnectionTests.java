package dev.workflows.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.spi.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

  private boolean answers() {
    try {
      return database.store().runs().find("order-1").isEmpty();
    } catch (StoreException e) {
      return false;
    }
  }
}
