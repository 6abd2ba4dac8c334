package dev.workflows.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.CommitStore.StartOutcome.Kind;
import dev.workflows.spi.NewRun;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class H2StartWriterTests {

  private final TestDatabase database = TestDatabase.h2();
  private final H2StartWriter writer = new H2StartWriter(new TableNames("workflow_"));

  /** What is there whenever another start is about to be tried. */
  private final List<List<String>> steps = new ArrayList<>();

  @AfterEach
  void close() {
    database.close();
  }

  /** Else two batches that fall back may each hold a key that the other one waits for. */
  @Test
  void takesKeysInOneOrderAlsoWhenEachIsTriedAlone() throws SQLException {
    List<NewRun> batch = Stream.of("x", "b", "a").map(Scenario::unowned).toList();
    List<Optional<StartOutcome>> outcomes;
    try (Connection connection = database.engine().getConnection()) {
      connection.setAutoCommit(false);
      outcomes = writer.start(watched(connection), batch);
      connection.commit();
    }

    assertThat(steps)
        .containsExactly(List.of(), List.of("x"), List.of("a", "x"), List.of("a", "b", "x"));
    assertThat(outcomes)
        .extracting(outcome -> outcome.orElseThrow().kind())
        .containsExactly(Kind.ALREADY_OPEN, Kind.STARTED, Kind.STARTED);
  }

  /** Another one starts x after the first look at the keys. */
  private Connection watched(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("setSavepoint")) {
                steps.add(started(connection));
                if (steps.size() == 1) {
                  database.store().commits().start(List.of(Scenario.unowned("x")));
                }
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static List<String> started(Connection connection) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select workflow_id from workflow_run order by workflow_id")) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }
}
