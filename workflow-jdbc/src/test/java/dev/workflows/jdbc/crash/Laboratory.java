package dev.workflows.jdbc.crash;

import dev.workflows.engine.ThreadDriver;
import dev.workflows.jdbc.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What all cases on one database have in common. */
final class Laboratory implements AutoCloseable {

  private static final List<String> TABLES =
      List.of(
          "workflow_run",
          "workflow_event",
          "workflow_inbox",
          "workflow_activity",
          "workflow_node",
          "effect");

  private final TestDatabase database;
  private final SessionEnd sessionEnd;
  private final Engines engines = new Engines();
  private final ExecutorService fibers =
      Executors.newCachedThreadPool(ThreadDriver.platformFibers());

  /** How a database ends the session of a connection, asked by another connection. */
  interface SessionEnd {
    void end(Connection connection, TestDatabase database) throws SQLException;
  }

  Laboratory(TestDatabase database, SessionEnd sessionEnd) {
    this.database = database;
    this.sessionEnd = sessionEnd;
    new Effects(database.application()).createTable();
  }

  /** Machines do not pass here: for arranging and asserting. */
  TestDatabase database() {
    return database;
  }

  /** The same as before the first case. */
  void clear() {
    TABLES.forEach(table -> database.sql().sql("delete from " + table).update());
  }

  Machine machine(Timeline timeline, Faults faults, Ledger ledger) {
    Access access =
        new Access(database, timeline, faults, connection -> sessionEnd.end(connection, database));
    return new Machine(
        timeline,
        fibers,
        access,
        machine -> engines.engine(machine, access.store(), ledger.on(machine, access.effects())));
  }

  @Override
  public void close() {
    fibers.shutdownNow();
    database.close();
  }
}
