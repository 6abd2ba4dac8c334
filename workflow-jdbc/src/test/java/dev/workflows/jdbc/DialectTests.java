package dev.workflows.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTests {

  /** A database that says these things of itself. */
  private static DataSource database(String product, int version, String url) {
    DatabaseMetaData about =
        answering(
            DatabaseMetaData.class,
            Map.of(
                "getDatabaseProductName", product,
                "getDatabaseMajorVersion", version,
                "getDatabaseProductVersion", version + ".0",
                "getURL", url));
    Connection connection = answering(Connection.class, Map.of("getMetaData", about));
    return answering(DataSource.class, Map.of("getConnection", connection));
  }

  private static <T> T answering(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().equals("hashCode") ? 1 : answers.get(method.getName())));
  }

  @ParameterizedTest
  @CsvSource({"PostgreSQL, 13", "H2, 1", "MySQL, 9", "Oracle, 23"})
  void refusesWhatItWasNotMadeFor(String product, int version) {
    assertThatThrownBy(() -> Dialect.of(database(product, version, "jdbc:it")))
        .isInstanceOfSatisfying(
            WorkflowException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_DATABASE))
        .hasMessageContaining(product + " " + version + ".0")
        .hasMessageContaining("PostgreSQL 14");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:h2:mem:x, true",
    "jdbc:h2:file:./data/shop;WRITE_DELAY=0, true",
    "jdbc:h2:~/shop, true",
    "jdbc:h2:./data/shop;AUTO_SERVER=TRUE, false",
    "jdbc:h2:tcp://localhost/shop, false",
    "jdbc:h2:ssl://localhost/shop, false",
  })
  void knowsWhetherAnotherProcessCanOpenAnH2Database(String url, boolean exclusive) {
    assertThat(Dialect.of(database("H2", 2, url)).exclusive()).isEqualTo(exclusive);
  }

  @Test
  void sharesPostgresWithOthers() {
    assertThat(Dialect.of(database("PostgreSQL", 14, "jdbc:postgresql:x")).exclusive()).isFalse();
  }
}
