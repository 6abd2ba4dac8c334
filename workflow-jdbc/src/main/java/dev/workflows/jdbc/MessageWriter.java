package dev.workflows.jdbc;

import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.Termination;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reaches runs from outside, whoever owns them. */
interface MessageWriter {

  /**
   * Inserts messages. One that is known never aborts the connection's transaction.
   *
   * @return an outcome for each, in order
   */
  List<SendOutcome> send(Connection connection, List<Send> batch) throws SQLException;

  /**
   * Ends a run, in the connection's transaction.
   *
   * @return nothing if the run changed while it was looked at, so that it is to be tried again
   * @throws SQLException also for a position that the owner has just taken: a unique violation
   */
  Optional<SendOutcome> terminate(Connection connection, Termination termination)
      throws SQLException;
}
