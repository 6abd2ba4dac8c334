package dev.workflows.jdbc;

import dev.workflows.jdbc.Rows.Address;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.SendOutcome.Kind;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Message;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Messages and terminations, row by row in the connection's transaction. An insert that meets a
 * taken key undoes itself alone; it waits for the key's transaction to end before.
 */
final class H2MessageWriter implements MessageWriter {

  /** The run a target names: a run id means its chain, a workflow id its open run or its latest. */
  private static final String ADDRESS =
      """
      select *
      from (
        select 1 as way, coalesce(o.run_id, t.run_id) as to_run, t.workflow_id, t.chain_id,
          o.owner, o.run_id is not null as is_open, t.started_at
        from workflow_run t
          left join workflow_run o on o.open_key = t.workflow_id and o.chain_id = t.chain_id
        where t.run_id = :targetRun
        union all
        select 2, run_id, workflow_id, chain_id, owner, true, started_at
        from workflow_run
        where open_key = :target
        union all
        select 3, run_id, workflow_id, chain_id, null, false, started_at
        from workflow_run
        where workflow_id = :target and closed_at is not null)
      order by way, started_at desc, to_run desc
      fetch first row only
      """;

  private static final String INSERT_MESSAGE =
      """
      insert into workflow_inbox
        (chain_id, message_id, kind, name, run_id, ref_seq, attempts, payload,
         sent_at, visible_at)
      values
        (:chain, :messageId, :kind, :name, :run, :refSeq, :attempts, :payload,
         current_timestamp,
         current_timestamp + cast(:delay as bigint) * interval '0.000001' second)
      """;

  private static final String KNOWN =
      """
      select count(*)
      from workflow_inbox
      where chain_id = :chain and message_id = :messageId
      """;

  /** Counted no farther than to the limit. Index: {@code workflow_inbox_unread}. */
  private static final String UNREAD =
      """
      select count(*)
      from (
        select 1
        from workflow_inbox
        where consumed_seq is null and chain_id = :chain
        fetch first :most rows only)
      """;

  private static final String END =
      """
      update workflow_run
      set status = :status, closed_at = current_timestamp, owner = null, open_key = null,
        wake_at = null, waiting_for = null, problem = null, problem_count = 0,
        fence = fence + 1
      where run_id = :run and status in ('RUNNING', 'PAUSED', 'BLOCKED')
      """;

  private static final String APPEND_END =
      """
      insert into workflow_event (run_id, seq, recorded_at, fence, node, type, detail, payload)
      select r.run_id, l.seq + 1,
        greatest(current_timestamp, l.recorded_at + interval '0.000001' second),
        r.fence, :node, :type, :request, :reason
      from workflow_run r
        join workflow_event l on l.run_id = r.run_id
      where r.run_id = :run
      order by l.seq desc
      fetch first row only
      """;

  private static final String PARENT =
      """
      select p.chain_id, 'child:' || p.run_id || ':' || r.parent_seq as message_id,
        'child_outcome' as kind, r.status as name, p.run_id, r.parent_seq as ref_seq
      from workflow_run r
        join workflow_run p on p.run_id = r.parent_run_id and p.open_key is not null
      where r.run_id = :run
      """;

  /** Index: {@code workflow_run_children}. */
  private static final String CHILDREN =
      """
      select c.chain_id, lower(c.parent_policy) as message_id, lower(c.parent_policy) as kind,
        cast(null as varchar) as name, cast(null as uuid) as run_id, cast(null as bigint) as ref_seq
      from workflow_run c
      where c.parent_run_id = :run and c.open_key is not null
        and c.parent_policy in ('TERMINATE', 'CANCEL')
      """;

  private static final String TELL =
      """
      insert into workflow_inbox
        (chain_id, message_id, kind, name, run_id, ref_seq, payload, sent_at, visible_at)
      select m.chain_id, m.message_id, m.kind, m.name, m.run_id, m.ref_seq, :payload,
        current_timestamp, current_timestamp
      from (%s) m
      where not exists (
        select 1
        from workflow_inbox i
        where i.chain_id = m.chain_id and i.message_id = m.message_id)
      """;

  private static final String ENDED_BY =
      """
      select count(*)
      from (
        select type, detail
        from workflow_event
        where run_id = :run
        order by seq desc
        fetch first row only)
      where type = :type and detail = :request
      """;

  private static final String BURY =
      """
      update workflow_inbox
      set consumed_seq = -1
      where chain_id = :chain and consumed_seq is null
      """;

  private static final String EMPTY = "delete from workflow_activity where run_id = :run";

  private final TableNames tables;

  H2MessageWriter(TableNames tables) {
    this.tables = tables;
  }

  @Override
  public List<SendOutcome> send(Connection connection, List<Send> batch) {
    JdbcClient sql = Database.on(connection);
    return batch.stream().map(send -> send(sql, send)).toList();
  }

  private SendOutcome send(JdbcClient sql, Send send) {
    return address(sql, send.target())
        .map(to -> to.outcome(send(sql, to, send)))
        .orElseGet(Rows::notFound);
  }

  private Kind send(JdbcClient sql, Address to, Send send) {
    if (to.open() && !isFull(sql, to.chainId(), send)) {
      return insert(sql, to.chainId(), send);
    }
    if (to.open()) {
      return isKnown(sql, to.chainId(), send.message()) ? Kind.DUPLICATE : Kind.FULL;
    }
    return isKnown(sql, to.chainId(), send.message()) ? Kind.DUPLICATE : Kind.CLOSED;
  }

  private boolean isFull(JdbcClient sql, UUID chain, Send send) {
    Integer most = send.mostUnread();
    return most != null
        && sql.sql(tables.in(UNREAD))
                .param("chain", chain)
                .param("most", most)
                .query(Long.class)
                .single()
            >= most;
  }

  private boolean isKnown(JdbcClient sql, UUID chain, Message message) {
    return sql.sql(tables.in(KNOWN))
            .param("chain", chain)
            .param("messageId", message.messageId())
            .query(Long.class)
            .single()
        > 0;
  }

  private Kind insert(JdbcClient sql, UUID chain, Send send) {
    Message message = send.message();
    try {
      sql.sql(tables.in(INSERT_MESSAGE))
          .param("chain", chain)
          .param("messageId", message.messageId())
          .param("kind", Rows.storedName(message.kind()))
          .param("name", Rows.nameAndSender(message))
          .param("run", message.runId())
          .param("refSeq", message.refSeq())
          .param("attempts", message.attempts())
          .param("payload", Rows.json(message.payload()))
          .param("delay", send.delay().toNanos() / 1000)
          .update();
      return Kind.ACCEPTED;
    } catch (DuplicateKeyException e) {
      return Kind.DUPLICATE;
    }
  }

  private Optional<Address> address(JdbcClient sql, String target) {
    @Nullable UUID run = Rows.runId(target);
    return sql.sql(tables.in(ADDRESS))
        .param("targetRun", run)
        .param("target", target)
        .query((row, n) -> Rows.address(row).orElseThrow())
        .optional();
  }

  @Override
  public Optional<SendOutcome> terminate(Connection connection, Termination termination) {
    JdbcClient sql = Database.on(connection);
    Optional<Address> found = address(sql, termination.target());
    if (found.isEmpty()) {
      return Optional.of(Rows.notFound());
    }
    Address run = found.get();
    if (run.isOtherThan(termination.onlyRun())) {
      return Optional.of(run.outcome(Kind.CLOSED));
    }
    if (!run.open()) {
      boolean known = isEndedBy(sql, run.run().runId(), termination);
      return Optional.of(run.outcome(known ? Kind.DUPLICATE : Kind.CLOSED));
    }
    return end(sql, run, termination) ? Optional.of(run.outcome(Kind.ACCEPTED)) : Optional.empty();
  }

  private boolean isEndedBy(JdbcClient sql, UUID run, Termination termination) {
    return sql.sql(tables.in(ENDED_BY))
            .param("run", run)
            .param("type", termination.event().type().storedName())
            .param("request", Rows.request(termination))
            .query(Long.class)
            .single()
        > 0;
  }

  private boolean end(JdbcClient sql, Address address, Termination termination) {
    UUID run = address.run().runId();
    String status = termination.status().name();
    if (sql.sql(tables.in(END)).param("run", run).param("status", status).update() == 0) {
      return false;
    }
    sql.sql(tables.in(APPEND_END))
        .param("run", run)
        .param("node", termination.node())
        .param("type", termination.event().type().storedName())
        .param("request", Rows.request(termination))
        .param("reason", Rows.json(termination.reason()))
        .update();
    tell(sql, PARENT, run, null);
    tell(sql, CHILDREN, run, Rows.json(Message.PARENT_ENDED));
    sql.sql(tables.in(BURY)).param("chain", address.chainId()).update();
    sql.sql(tables.in(EMPTY)).param("run", run).update();
    return true;
  }

  /** If somebody else tells the same at this moment, the termination is tried again. */
  private void tell(JdbcClient sql, String whom, UUID run, @Nullable String payload) {
    sql.sql(tables.in(TELL.formatted(whom))).param("run", run).param("payload", payload).update();
  }
}
