package dev.workflows.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresSchemaTests extends WorkflowSchemaTests {

  private static final long HELD = 0x776f726b666c6f77L; // the key in PostgresDialect

  @Test
  void waitsForAnotherStarterForLongerThanItsConnectionsWaitForAnAnswer() throws Exception {
    String url = newDatabase();
    HikariDataSource impatient = open(url + "&socketTimeout=1", 1);
    try (Connection other = open(url, 1).getConnection();
        Statement statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock(%d)".formatted(HELD));
      var start =
          CompletableFuture.runAsync(
              () ->
                  new WorkflowSchema(impatient, TableNames.DEFAULT_PREFIX).apply(SchemaMode.AUTO));
      long until = System.nanoTime() + Duration.ofMillis(1_500).toNanos();
      Waits.until(() -> start.isDone() || System.nanoTime() > until);
      assertThat(start).isNotDone();

      statement.execute("select pg_advisory_unlock(%d)".formatted(HELD));

      start.get(60, TimeUnit.SECONDS);
    }
  }

  @Override
  String newDatabase() {
    return PostgresServer.createDatabase();
  }

  @Override
  String script() {
    return "schema-postgresql.sql";
  }

  @Override
  List<String> describe(JdbcClient sql) {
    String columns =
        """
        select concat_ws(' ', table_name, ordinal_position, column_name, data_type,
          character_maximum_length, datetime_precision, is_nullable, column_default, is_identity)
        from information_schema.columns
        where table_schema = 'public' and table_name not like '%databasechange%'
        order by 1
        """;
    String indexes =
        """
        select indexdef
        from pg_indexes
        where schemaname = 'public' and tablename not like '%databasechange%'
        order by 1
        """;
    String tables =
        """
        select concat_ws(' ', relname, relkind, reloptions)
        from pg_class
        where relnamespace = 'public'::regnamespace and relname not like '%databasechange%'
        order by 1
        """;
    return List.of(columns, indexes, tables).stream()
        .flatMap(query -> sql.sql(query).query(String.class).list().stream())
        .toList();
  }
}
