package dev.workflows.autoconfigure.host;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An application that runs, and its database. */
record RunningHost(ConfigurableApplicationContext context) implements AutoCloseable {

  Desk desk() {
    return context.getBean(Desk.class);
  }

  Gate gate() {
    return context.getBean(Gate.class);
  }

  DataSource dataSource() {
    return context.getBean(DataSource.class);
  }

  JdbcClient sql() {
    return JdbcClient.create(dataSource());
  }

  Set<String> tables() {
    return new TreeSet<>(
        sql()
            .sql(
                "select lower(table_name) from information_schema.tables where lower(table_schema) = 'public'")
            .query(String.class)
            .list());
  }

  /** What each of these queries counts. */
  List<Long> count(List<String> queries) {
    return queries.stream().map(query -> sql().sql(query).query(Long.class).single()).toList();
  }

  @Override
  public void close() {
    context.close();
  }
}
