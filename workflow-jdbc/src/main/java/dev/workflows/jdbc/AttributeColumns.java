package dev.workflows.jdbc;

import dev.workflows.history.Attributes;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.RunCommit;
import java.util.UUID;

/** What a batch makes of attributes, column by column: run, name, value, whether the run is new. */
final class AttributeColumns {

  private AttributeColumns() {}

  /** For runs that begin alone. */
  static Columns ofStarts() {
    return new Columns("uuid", "text", "text");
  }

  /** For turns. */
  static Columns ofTurns() {
    return new Columns("uuid", "text", "text", "bool");
  }

  /** Of a run that begins alone. */
  static void addStart(Columns columns, NewRun run) {
    Attributes.changes(run.events())
        .forEach(
            (name, value) -> {
              if (value != null) {
                columns.add(run.runId(), name, value);
              }
            });
  }

  /** Of a run's own turn, and of the runs that begin with it. */
  static void addTurn(Columns columns, RunCommit commit) {
    UUID runId = commit.lease().runId();
    Attributes.changes(commit.events())
        .forEach((name, value) -> columns.add(runId, name, value, false));
    Outgoing outgoing = commit.outgoing();
    outgoing.children().forEach(child -> addNew(columns, child.run()));
    if (outgoing.continuation() != null) {
      addNew(columns, outgoing.continuation().next());
    }
  }

  private static void addNew(Columns columns, NewRun run) {
    Attributes.changes(run.events())
        .forEach((name, value) -> columns.add(run.runId(), name, value, true));
  }
}
