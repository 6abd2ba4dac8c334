package dev.workflows.jdbc;

import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.NewRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Begins runs. A key that is taken is an answer, and never aborts the connection's transaction. */
interface StartWriter {

  /**
   * Inserts runs with their first events, each unless its keys are taken.
   *
   * @return an outcome for each, in order; an empty one if what stood in the way was gone when it
   *     was looked at, so that the start is to be tried again
   */
  List<Optional<StartOutcome>> start(Connection connection, List<NewRun> batch) throws SQLException;
}
