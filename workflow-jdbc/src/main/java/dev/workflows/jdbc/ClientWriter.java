package dev.workflows.jdbc;

import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.NewRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Writes what comes from outside of turns. An expected conflict is an answer, not an error, and
 * never aborts the transaction of the connection. An empty answer means that what stood in the way
 * was gone when it was looked at: the write is to be tried again.
 */
interface ClientWriter {

  /** Inserts runs, no two of which have the same run id, workflow id or start key. */
  List<Optional<StartOutcome>> start(Connection connection, List<NewRun> batch) throws SQLException;

  /** Inserts messages. */
  List<SendOutcome> send(Connection connection, List<Send> batch) throws SQLException;

  /**
   * Ends a run.
   *
   * @throws SQLException also for a position that the owner has just taken: a unique violation
   */
  Optional<SendOutcome> terminate(Connection connection, Termination termination)
      throws SQLException;
}
