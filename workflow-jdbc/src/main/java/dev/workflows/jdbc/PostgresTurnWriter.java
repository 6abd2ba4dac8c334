package dev.workflows.jdbc;

import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A batch of turns in one statement, which autocommit makes one transaction. */
final class PostgresTurnWriter implements TurnWriter {

  private static final String FAILED_CAST = "22P02";

  private final String events;
  private final String closings;
  private final String everything;
  private final String withOthers;
  private final String withAttributes;

  PostgresTurnWriter(TableNames tables) {
    this.events = tables.in(PostgresTurnSql.EVENTS);
    this.closings = tables.in(PostgresTurnSql.CLOSINGS);
    this.everything = tables.in(PostgresTurnSql.EVERYTHING);
    this.withOthers = tables.in(PostgresTurnSql.WITH_OTHERS);
    this.withAttributes = tables.in(PostgresTurnSql.WITH_ATTRIBUTES);
  }

  @Override
  public void write(Connection connection, List<RunCommit> batch) throws SQLException {
    Parts parts = new Parts();
    TurnWriter.sorted(batch).forEach(parts::add);
    try (PreparedStatement statement = connection.prepareStatement(sql(parts))) {
      parts.bind(statement);
      statement.execute();
    } catch (SQLException e) {
      throw rejection(e);
    }
  }

  private String sql(Parts parts) {
    if (parts.changeAttributes()) {
      return withAttributes;
    }
    if (parts.reachOthers()) {
      return withOthers;
    }
    if (!parts.onlyWriteOrClose()) {
      return everything;
    }
    return parts.closing.size() == 0 ? events : closings;
  }

  private static SQLException rejection(SQLException error) {
    if (FAILED_CAST.equals(error.getSQLState())) {
      String message = String.valueOf(error.getMessage());
      for (Reason reason : Reason.values()) {
        if (message.contains('"' + reason.name() + '"')) {
          throw new TurnRejected(reason);
        }
      }
    }
    return error;
  }

  /** The batch, column by column. */
  private static final class Parts {

    private final Columns closing =
        new Columns("uuid", "uuid", "uuid", "int8", "text", "text", "text", "timestamptz", "bool");
    private final Columns resuming = new Columns("uuid", "uuid", "int8");
    private final Columns holding = new Columns("uuid", "uuid", "int8");
    private final Columns consuming = new Columns("uuid", "text", "int8");
    private final Columns claiming = new Columns("uuid", "text", "uuid", "int8", "int8");
    private final OutgoingColumns others = new OutgoingColumns();
    private final Columns events = EventColumns.create();
    private final Columns retrying = new Columns("uuid", "int8", "int4", "timestamptz", "text");
    private final Columns settling = new Columns("uuid", "int8");
    private final Columns attributes = AttributeColumns.ofTurns();

    private void add(RunCommit commit) {
      RunLease lease = commit.lease();
      addFence(commit, lease);
      EventColumns.addAll(events, lease.runId(), commit.events());
      commit.consumed().forEach(m -> consuming.add(lease.chainId(), m.messageId(), m.seq()));
      commit.claimedOutcomes().forEach(seq -> addClaim(commit, lease, seq));
      others.add(lease, commit.outgoing());
      AttributeColumns.addTurn(attributes, commit);
      if (commit.closing() == null) {
        commit.retries().forEach(retry -> addRetry(lease, retry));
        commit.settledActivities().forEach(seq -> settling.add(lease.runId(), seq));
      }
    }

    private boolean changeAttributes() {
      return attributes.size() > 0;
    }

    private boolean reachOthers() {
      return !others.isEmpty();
    }

    /** Whether nothing is changed but histories and the rows of runs that end. */
    private boolean onlyWriteOrClose() {
      return Stream.of(resuming, holding, consuming, claiming, retrying, settling)
          .allMatch(columns -> columns.size() == 0);
    }

    /** How the run's row is held: by closing it, by changing it, or only against others. */
    private void addFence(RunCommit commit, RunLease lease) {
      Closing end = commit.closing();
      if (end != null) {
        closing.add(
            lease.runId(),
            lease.chainId(),
            lease.node(),
            lease.fence(),
            end.status().name(),
            Rows.json(end.result()),
            Rows.json(end.failure()),
            Rows.time(end.closedAt()),
            commit.continues());
      } else if (commit.resumes()) {
        resuming.add(lease.runId(), lease.node(), lease.fence());
      } else if (commit.events().isEmpty()) {
        holding.add(lease.runId(), lease.node(), lease.fence());
      }
    }

    private void addClaim(RunCommit commit, RunLease lease, long seq) {
      claiming.add(
          lease.chainId(),
          Message.outcomeKey(lease.runId(), seq),
          lease.runId(),
          seq,
          TurnWriter.resolution(commit, seq));
    }

    private void addRetry(RunLease lease, ActivityRetry retry) {
      retrying.add(
          lease.runId(),
          retry.seq(),
          retry.attempt(),
          Rows.time(retry.nextAttemptAt()),
          Rows.json(retry.lastFailure()));
    }

    private List<Columns> bound() {
      if (reachOthers() || changeAttributes()) {
        List<Columns> all = new ArrayList<>(List.of(closing, resuming, holding, consuming));
        all.addAll(List.of(claiming, others.beginning(), others.delivering(), others.leaving()));
        all.addAll(List.of(events, others.events(), retrying, settling));
        if (changeAttributes()) {
          all.add(attributes);
        }
        return all;
      }
      if (!onlyWriteOrClose()) {
        return List.of(closing, resuming, holding, consuming, claiming, events, retrying, settling);
      }
      return closing.size() == 0 ? List.of(events) : List.of(closing, events);
    }

    private void bind(PreparedStatement statement) throws SQLException {
      int index = 1;
      for (Columns columns : bound()) {
        index = columns.bind(statement, index);
      }
    }
  }
}
