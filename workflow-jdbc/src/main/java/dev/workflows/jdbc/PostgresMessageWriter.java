package dev.workflows.jdbc;

import dev.workflows.jdbc.Rows.Address;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Message;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages, a batch in one statement, and terminations. */
final class PostgresMessageWriter implements MessageWriter {

  /**
   * Finds the run a target names: a run id means its chain, a workflow id its open run, else its
   * latest. Indexes: the primary key, {@code workflow_run_open}, {@code workflow_run_closed}.
   */
  private static final String ADDRESS =
      """
      left join lateral (
        select 1 as way, coalesce(o.run_id, t.run_id) as to_run, t.workflow_id, t.chain_id,
          o.owner, o.run_id is not null as is_open
        from workflow_run t
          left join workflow_run o on o.open_key = t.workflow_id and o.chain_id = t.chain_id
        where t.run_id = w.target_run
        union all
        select 2, run_id, workflow_id, chain_id, owner, true
        from workflow_run
        where open_key = w.target
        union all
        (select 3, run_id, workflow_id, chain_id, null, false
        from workflow_run
        where workflow_id = w.target and closed_at is not null
        order by started_at desc, run_id desc
        limit 1)
        order by way
        limit 1) a on true
      """;

  /**
   * Rows are inserted in the order they were given, so that messages of one sender keep theirs; of
   * two with one key in a batch the first is taken. No run's row is locked or changed. What a
   * closed run's inbox has already is known, for a sender whose first answer was lost. Unread
   * messages are counted no farther than to the limit, by {@code workflow_inbox_unread}.
   */
  private static final String SEND =
      """
      with
      wanted as materialized (
        select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as w
          (n, target_run, target, message_id, kind, name, run_id, ref_seq, attempts, payload,
           delay, most_unread)),
      addressed as materialized (
        select w.*, a.to_run, a.workflow_id, a.chain_id, a.owner, a.is_open,
          row_number() over (partition by a.chain_id, w.message_id order by w.n) = 1 as is_first,
          w.most_unread is null or (
            select count(*)
            from (
              select 1
              from workflow_inbox u
              where u.chain_id = a.chain_id and u.consumed_seq is null
              limit w.most_unread) unread) < w.most_unread as has_room
        from wanted w
      """
          + ADDRESS
          + """
      ),
      sent as (
        insert into workflow_inbox
          (chain_id, message_id, kind, name, run_id, ref_seq, attempts, payload,
           sent_at, visible_at)
        select chain_id, message_id, kind, name, run_id, ref_seq, attempts, payload,
          clock_timestamp(), clock_timestamp() + delay * interval '0.000001' second
        from addressed
        where is_open and is_first and has_room
        order by chain_id, n
        on conflict do nothing
        returning chain_id, message_id)
      select a.to_run, a.workflow_id, a.chain_id, a.owner, a.is_open, a.has_room,
        a.is_first
          and (a.chain_id, a.message_id) in (select chain_id, message_id from sent) as is_new,
        not (a.is_open and a.has_room) and exists (
          select from workflow_inbox i
          where i.chain_id = a.chain_id and i.message_id = a.message_id) as is_known
      from addressed a
      order by a.n
      """;

  private static final String TARGET =
      """
      target as materialized (
        select a.*
        from (values (cast(? as uuid), ?)) as w (target_run, target)
      """
          + ADDRESS
          + """
      )
      """;

  /**
   * Waits for those that hold the run's row, as commits without events and transactional activities
   * do until they are durable: a statement that begins afterwards sees what they wrote.
   */
  private static final String HOLD =
      "with "
          + TARGET
          + """
          select r.run_id
          from target t
            join workflow_run r on r.run_id = t.to_run
          where t.is_open
          for update of r
          """;

  /**
   * Appends behind the last event of this statement's snapshot: if the owner was faster, the
   * primary key says so and the whole statement fails. Holds the run's row already. Its parent and
   * its children are told, index {@code workflow_run_children}. Of a run that is closed it tells
   * whether its last event is this very request's.
   */
  private static final String TERMINATE =
      "with "
          + TARGET
          + """
      ,
      ended as (
        update workflow_run r
        set status = ?, closed_at = clock_timestamp(), owner = null, open_key = null,
          wake_at = null, waiting_for = null, problem = null, problem_count = 0,
          fence = r.fence + 1
        from target t
        where t.is_open and r.run_id = t.to_run and r.status in ('RUNNING', 'PAUSED', 'BLOCKED')
          and r.run_id = coalesce(cast(? as uuid), r.run_id)
        returning r.run_id, r.fence, r.parent_run_id, r.parent_chain_id, r.parent_seq),
      written as (
        insert into workflow_event (run_id, seq, recorded_at, fence, node, type, detail, payload)
        select e.run_id, l.seq + 1,
          greatest(clock_timestamp(), l.recorded_at + interval '0.000001' second),
          e.fence, ?, ?, ?, ?
        from ended e
          cross join lateral (
            select seq, recorded_at
            from workflow_event h
            where h.run_id = e.run_id
            order by seq desc
            limit 1) l
        returning run_id),
      told as (
        insert into workflow_inbox
          (chain_id, message_id, kind, name, run_id, ref_seq, payload, sent_at, visible_at)
        select chain_id, message_id, kind, name, run_id, ref_seq, payload,
          clock_timestamp(), clock_timestamp()
        from (
          select e.parent_chain_id as chain_id,
            'child:' || e.parent_run_id || ':' || e.parent_seq as message_id,
            'child_outcome' as kind, cast(? as text) as name, e.parent_run_id as run_id,
            e.parent_seq as ref_seq, cast(null as text) as payload
          from ended e
            join workflow_run p on p.run_id = e.parent_run_id and p.open_key is not null
          union all
          select c.chain_id, lower(c.parent_policy), lower(c.parent_policy), null, null, null, ?
          from ended e
            join workflow_run c on c.parent_run_id = e.run_id and c.open_key is not null
          where c.parent_policy in ('TERMINATE', 'CANCEL')) m
        where (select count(*) from written) >= 0
        on conflict do nothing),
      buried as (
        update workflow_inbox i
        set consumed_seq = -1
        from target t
          join written e on e.run_id = t.to_run
        where i.chain_id = t.chain_id and i.consumed_seq is null),
      emptied as (
        delete from workflow_activity a
        using written e
        where a.run_id = e.run_id)
      select t.to_run, t.workflow_id, t.chain_id, t.owner, t.is_open,
        exists (select from ended) as is_new,
        not t.is_open and (
          select h.type = ? and h.detail = ?
          from workflow_event h
          where h.run_id = t.to_run
          order by h.seq desc
          limit 1) as is_known
      from target t
      """;

  private final String send;
  private final String hold;
  private final String terminate;

  PostgresMessageWriter(TableNames tables) {
    this.send = tables.in(SEND);
    this.hold = tables.in(HOLD);
    this.terminate = tables.in(TERMINATE);
  }

  @Override
  public List<SendOutcome> send(Connection connection, List<Send> batch) throws SQLException {
    Columns wanted =
        new Columns(
            "int4", "uuid", "text", "text", "text", "text", "uuid", "int8", "int4", "text", "int8",
            "int4");
    for (Send send : batch) {
      Message message = send.message();
      wanted.add(
          wanted.size(),
          Rows.runId(send.target()),
          send.target(),
          message.messageId(),
          Rows.storedName(message.kind()),
          Rows.nameAndSender(message),
          message.runId(),
          message.refSeq(),
          message.attempts(),
          Rows.json(message.payload()),
          send.delay().toNanos() / 1000,
          send.mostUnread());
    }
    try (PreparedStatement statement = connection.prepareStatement(send)) {
      wanted.bind(statement, 1);
      List<SendOutcome> outcomes = new ArrayList<>(batch.size());
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        outcomes.add(sent(rows));
      }
      return outcomes;
    }
  }

  @Override
  public Optional<SendOutcome> terminate(Connection connection, Termination termination)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(hold)) {
      target(statement, termination);
      statement.execute();
    }
    try (PreparedStatement statement = connection.prepareStatement(terminate)) {
      target(statement, termination);
      String type = termination.event().type().storedName();
      statement.setString(3, termination.status().name());
      statement.setObject(4, termination.onlyRun());
      statement.setObject(5, termination.node());
      statement.setString(6, type);
      statement.setString(7, Rows.request(termination));
      statement.setString(8, Rows.json(termination.reason()));
      statement.setString(9, termination.status().name());
      statement.setString(10, Rows.json(Message.PARENT_ENDED));
      statement.setString(11, type);
      statement.setString(12, Rows.request(termination));
      ResultSet rows = statement.executeQuery();
      rows.next();
      return ended(rows, termination);
    }
  }

  private static void target(PreparedStatement statement, Termination termination)
      throws SQLException {
    statement.setObject(1, Rows.runId(termination.target()));
    statement.setString(2, termination.target());
  }

  private static SendOutcome sent(ResultSet row) throws SQLException {
    Optional<Address> address = Rows.address(row);
    if (address.isEmpty()) {
      return Rows.notFound();
    }
    SendOutcome.Kind kind = SendOutcome.Kind.DUPLICATE;
    if (row.getBoolean("is_new")) {
      kind = SendOutcome.Kind.ACCEPTED;
    } else if (!address.get().open() && !row.getBoolean("is_known")) {
      kind = SendOutcome.Kind.CLOSED;
    } else if (!row.getBoolean("has_room") && !row.getBoolean("is_known")) {
      kind = SendOutcome.Kind.FULL;
    }
    return address.get().outcome(kind);
  }

  /** Nothing if the run was open, but not any more when its row was to be updated. */
  private static Optional<SendOutcome> ended(ResultSet row, Termination termination)
      throws SQLException {
    Optional<Address> address = Rows.address(row);
    if (address.isEmpty()) {
      return Optional.of(Rows.notFound());
    }
    if (address.get().isOtherThan(termination.onlyRun())) {
      return address.map(a -> a.outcome(SendOutcome.Kind.CLOSED));
    }
    if (!address.get().open()) {
      SendOutcome.Kind kind =
          row.getBoolean("is_known") ? SendOutcome.Kind.DUPLICATE : SendOutcome.Kind.CLOSED;
      return address.map(a -> a.outcome(kind));
    }
    return row.getBoolean("is_new")
        ? address.map(a -> a.outcome(SendOutcome.Kind.ACCEPTED))
        : Optional.empty();
  }
}
