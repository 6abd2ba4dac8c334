package dev.workflows.jdbc;

/**
 * The statements that write a batch of turns, before the tables' prefix is in them. Their parts
 * depend on each other in the order in which tables are locked: run rows first, then events, inbox
 * and activities.
 *
 * <p>No plan but one by primary keys is possible, whatever was known of the tables when it was
 * made: {@code is not distinct from} keeps the partial index on owners out, and a subquery with
 * {@code offset 0} is looked up for each closing.
 */
final class PostgresTurnSql {

  /**
   * Events alone, the usual case: no other table is read or locked. Two commits that want the same
   * position collide in the primary key, which is the fence.
   */
  static final String EVENTS =
      """
      insert into workflow_event
        (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
      select run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as e
        (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
      """;

  /** The runs that end. */
  private static final String CLOSING =
      """
      closing as materialized (
        select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) as c
          (run_id, chain_id, owner, fence, status, result, failure, closed_at, continues)),
      """;

  /**
   * What those leave over that nothing continues: messages to read, or to become visible later and
   * be dead letters.
   */
  private static final String UNREAD =
      """
        select i.chain_id, i.message_id, i.visible_at <= clock_timestamp() as is_visible
        from closing c
          cross join lateral (
            select u.chain_id, u.message_id, u.visible_at
            from workflow_inbox u
            where u.chain_id = c.chain_id and u.consumed_seq is null and not c.continues
            offset 0) i
      """;

  /** Locks their rows. */
  private static final String CLOSED =
      """
      closed as (
        update workflow_run r
        set status = c.status, result = c.result, failure = c.failure, closed_at = c.closed_at,
          owner = null, open_key = null, wake_at = null, waiting_for = null, problem = null,
          problem_count = 0
        from closing c
        where r.run_id = c.run_id and r.owner is not distinct from c.owner
          and r.fence = c.fence and r.status in ('RUNNING', 'PAUSED', 'BLOCKED')
        returning r.run_id),
      """;

  private static final String WRITTEN =
      """
      written as (
        insert into workflow_event
          (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
        select run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as e
          (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
        where (select word from verdict) = '1'
        returning seq),
      """;

  /** Dead letters, once {@code last_part} is done. */
  private static final String BURIED =
      """
      buried as (
        update workflow_inbox i
        set consumed_seq = -1
        from left_over l
        where i.chain_id = l.chain_id and i.message_id = l.message_id
          and i.consumed_seq is null and (select count(*) from last_part) >= 0),
      """;

  /** Activities of runs that ended, once {@code last_part} is done. */
  private static final String EMPTIED =
      """
      emptied as (
        delete from workflow_activity a
        using closed c
        where a.run_id = c.run_id and (select count(*) from last_part) >= 0)
      """;

  /**
   * Turns that write events or close their runs, and nothing else: most of what {@link #EVERYTHING}
   * prepares for would be empty, at twice the cost. Locks and counts as that does.
   */
  static final String CLOSINGS =
      "with\n"
          + CLOSING
          + "left_over as materialized (\n"
          + UNREAD
          + "),\n"
          + CLOSED
          + """
            verdict as materialized (
              select case
                when (select count(*) from closed) < (select count(*) from closing) then 'FENCED'
                when exists (select from left_over where is_visible) then 'UNREAD_MESSAGES'
                else '1' end as word),
            """
          + WRITTEN
          + after("written", BURIED)
          + after("written", EMPTIED)
          + """
            select cast(v.word as integer)
            from verdict v
            """;

  private static final String ASKED =
      """
      resuming as materialized (
        select * from unnest(?, ?, ?) as r (run_id, owner, fence)),
      holding as materialized (
        select * from unnest(?, ?, ?) as h (run_id, owner, fence)),
      consuming as materialized (
        select * from unnest(?, ?, ?) as m (chain_id, message_id, seq)),
      claiming as materialized (
        select * from unnest(?, ?, ?, ?, ?) as o (chain_id, message_id, run_id, ref_seq, seq)),
      """;

  /** What is asked of other runs: to begin, to be told something, to be left what was taken. */
  private static final String ASKED_OF_OTHERS =
      """
      beginning as materialized (
        select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as n
          (run_id, chain_id, workflow_id, type, started_at,
           parent_run_id, parent_chain_id, parent_seq, parent_policy,
           continues, refusal_id, refusal)),
      delivering as materialized (
        select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) as d
          (chain_id, message_id, kind, name, run_id, ref_seq, payload, consumed_seq, if_open)),
      leaving as materialized (
        select * from unnest(?, ?) as l (chain_id, message_id)),
      """;

  private static final String HELD =
      """
      resumed as (
        update workflow_run r
        set status = case r.status when 'BLOCKED' then 'RUNNING' else r.status end,
          problem = null, problem_count = 0
        from resuming w
        where r.run_id = w.run_id and r.owner is not distinct from w.owner
          and r.fence = w.fence and r.status in ('RUNNING', 'PAUSED', 'BLOCKED')
        returning r.run_id),
      held as (
        select r.run_id
        from holding h
          join workflow_run r on r.run_id = h.run_id
            and r.owner is not distinct from h.owner and r.fence = h.fence
        where r.status in ('RUNNING', 'PAUSED', 'BLOCKED')
        for share of r),
      verdict as materialized (
        select case
          when (select count(*) from closed) < (select count(*) from closing)
            or (select count(*) from resumed) < (select count(*) from resuming)
            or (select count(*) from held) < (select count(*) from holding) then 'FENCED'
          when exists (select from left_over where is_visible) then 'UNREAD_MESSAGES'
          else '1' end as word),
      """;

  /**
   * Runs that begin, behind the rows that make way for them, those that continue others first: it
   * was for them that a row made way. A child whose workflow id has an open run does not; {@code on
   * conflict} waits for another transaction's uncommitted row of that id.
   */
  private static final String BEGUN =
      """
      begun as (
        insert into workflow_run
          (run_id, chain_id, workflow_id, type, status, open_key, fence, wake_at, started_at,
           parent_run_id, parent_chain_id, parent_seq, parent_policy)
        select run_id, chain_id, workflow_id, type, 'RUNNING', workflow_id, 0, clock_timestamp(),
          started_at, parent_run_id, parent_chain_id, parent_seq, parent_policy
        from beginning
        where (select word from verdict) = '1'
        order by workflow_id, continues desc
        on conflict do nothing
        returning run_id),
      """;

  private static final String BEGUN_WITH =
      """
      begun_with as (
        insert into workflow_event
          (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
        select run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as e
          (run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload)
        where run_id in (select run_id from begun)),
      """;

  private static final String TAKEN =
      """
      consumed as (
        update workflow_inbox i
        set consumed_seq = m.seq
        from consuming m
        where i.chain_id = m.chain_id and i.message_id = m.message_id
          and (i.consumed_seq is null or i.consumed_seq = m.seq)
          and (select count(*) from written) >= 0
        returning i.position),
      claimed as (
        insert into workflow_inbox
          (chain_id, message_id, kind, run_id, ref_seq, sent_at, visible_at, consumed_seq)
        select chain_id, message_id, 'activity_outcome', run_id, ref_seq,
          clock_timestamp(), clock_timestamp(), seq
        from claiming
        where (select count(*) from consumed) >= 0
        on conflict do nothing
        returning position),
      """;

  /** Messages to others, also that a child did not begin, and those that are left to another. */
  private static final String TOLD =
      """
      told as (
        insert into workflow_inbox
          (chain_id, message_id, kind, name, run_id, ref_seq, payload, consumed_seq,
           sent_at, visible_at)
        select chain_id, message_id, kind, name, run_id, ref_seq, payload, consumed_seq,
          clock_timestamp(), clock_timestamp()
        from (
          select chain_id, message_id, kind, name, run_id, ref_seq, payload, consumed_seq
          from delivering d
          where d.if_open is null
            or exists (
              select from workflow_run r
              where r.run_id = d.if_open and r.open_key is not null)
          union all
          select parent_chain_id, refusal_id, 'child_outcome', 'NOT_STARTED', parent_run_id,
            parent_seq, refusal, null
          from beginning n
          where not n.continues and n.run_id not in (select run_id from begun)) m
        where (select count(*) from claimed) >= 0
        order by chain_id, message_id
        on conflict do nothing),
      left_to_next as (
        update workflow_inbox i
        set consumed_seq = null
        from leaving l
        where i.chain_id = l.chain_id and i.message_id = l.message_id and i.consumed_seq > 0
          and (select count(*) from consumed) >= 0),
      """;

  private static final String RETRIED =
      """
      retried as (
        insert into workflow_activity as a (run_id, seq, attempt, next_attempt_at, last_failure)
        select run_id, seq, attempt, next_attempt_at, last_failure
        from unnest(?, ?, ?, ?, ?) as t (run_id, seq, attempt, next_attempt_at, last_failure)
        where (select count(*) from claimed) >= 0
        on conflict (run_id, seq) do update
        set attempt = excluded.attempt, next_attempt_at = excluded.next_attempt_at,
          last_failure = excluded.last_failure
        where a.attempt <= excluded.attempt),
      settled as (
        delete from workflow_activity a
        using unnest(?, ?) as s (run_id, seq)
        where a.run_id = s.run_id and a.seq = s.seq
          and (select count(*) from claimed) >= 0),
      """;

  private static final String SAID =
      """
      select cast(case
        when v.word <> '1' then v.word
        %s
        when (select count(*) from consumed) < (select count(*) from consuming) then 'FENCED'
        when (select count(*) from claimed) < (select count(*) from claiming) then 'OUTCOME_TAKEN'
        else '1' end as integer)
      from verdict v
      """;

  private static final String CONTINUED =
      """
      when (select count(*) from beginning n where n.continues
            and n.run_id not in (select run_id from begun)) > 0 then 'FENCED'\
      """;

  /**
   * Everything a turn may change of its own run. Every part with a condition is counted at the end;
   * if one touched fewer rows than asked, the last cast fails with the reason as its text (SQLSTATE
   * 22P02), and with it the whole statement.
   *
   * <p>Locks: closed and resumed run rows by their update, run rows of commits without events
   * {@code for share}; consumed messages by primary key. Indexes: primary keys, and {@code
   * workflow_inbox_unread} for each closing.
   */
  static final String EVERYTHING = everything("", "", "", "") + end("");

  /**
   * The same, and what it does to other runs: only rows that it inserts. Locks in addition: keys of
   * the inserted rows.
   */
  static final String WITH_OTHERS = everythingWithOthers() + end(CONTINUED);

  /** The same, and what becomes of attributes. */
  static final String WITH_ATTRIBUTES =
      everythingWithOthers() + PostgresAttributeSql.CHANGED + end(CONTINUED);

  private PostgresTurnSql() {}

  private static String everythingWithOthers() {
    return everything(ASKED_OF_OTHERS, BEGUN, BEGUN_WITH, TOLD);
  }

  private static String everything(String asked, String begun, String begunWith, String told) {
    return "with\n"
        + CLOSING
        + ASKED
        + asked
        + "left_over as materialized (\n"
        + UNREAD
        + """
            where not exists (
                select from consuming m
                where m.chain_id = i.chain_id and m.message_id = i.message_id)
              and not exists (
                select from claiming o
                where o.chain_id = i.chain_id and o.message_id = i.message_id)),
          """
        + CLOSED
        + HELD
        + begun
        + WRITTEN
        + begunWith
        + TAKEN
        + told
        + after("claimed", BURIED)
        + RETRIED;
  }

  private static String end(String said) {
    return after("claimed", EMPTIED) + SAID.formatted(said);
  }

  private static String after(String lastPart, String part) {
    return part.replace("last_part", lastPart);
  }
}
