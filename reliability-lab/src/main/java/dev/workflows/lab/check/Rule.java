package dev.workflows.lab.check;

/**
 * A rule on the engine's tables and the laboratory's records, with the query that finds what
 * violates it. What only expeditions do {@link ExpeditionRule} is about. The rules on the engine's
 * tables alone are those of {@code dev.workflows.test.invariants}. The queries run on H2 and
 * PostgreSQL.
 */
enum Rule {
  ALL_END(
      "every run ends",
      """
      select run_id, workflow_id, status, owner, wake_at, waiting_for, problem
      from workflow_run
      where closed_at is null
      """),

  AS_EXPECTED(
      "a run returns what its plan foretells, or fails with that if it is to be lost, unless somebody"
          + " broke it off",
      """
      select r.run_id, r.workflow_id, r.status, r.result, r.failure, s.expected
      from workflow_run r
        left join (
          select workflow_id, max(expected) as expected
          from lab_client
          where kind = 'START'
          group by workflow_id) s on s.workflow_id = r.workflow_id
      where r.closed_at is not null and r.parent_run_id is null and r.status <> 'CONTINUED_AS_NEW'
        and not (
          r.status = 'COMPLETED'
            and coalesce(r.result, 'nothing') = '"' || coalesce(s.expected, 'nobody started it') || '"'
          or r.status = 'FAILED' and s.expected like 'lost %'
            and position('"' || s.expected || '"' in coalesce(r.failure, '')) > 0
          or r.status = 'CANCELLED' and exists (
            select 1 from lab_client c
            where c.workflow_id = r.workflow_id and c.kind = 'CANCEL')
          or r.status = 'TERMINATED' and exists (
            select 1 from lab_client c
            where c.workflow_id = r.workflow_id and c.kind = 'TERMINATE'))
      """),

  NEVER_REFUSED(
      "no start of a customer is refused: asked for again it names the same run",
      """
      select workflow_id, status, asked_at
      from lab_client
      where kind = 'START' and status between 400 and 499 and sender like 'customer-%'
      """),

  ACKNOWLEDGED_START(
      "an acknowledged start is there",
      """
      select c.workflow_id, c.run_id, r.run_id as found
      from lab_client c
        left join workflow_run r on r.run_id = c.run_id
      where c.kind = 'START' and c.status between 200 and 299
        and (r.run_id is null or r.workflow_id <> c.workflow_id)
      """),

  ONE_RUN(
      "all acknowledged starts of one id name the same run",
      """
      select workflow_id, count(distinct run_id) as runs
      from lab_client
      where kind = 'START' and status between 200 and 299
      group by workflow_id
      having count(distinct run_id) > 1
      """),

  FOUND_AGAIN(
      "what was started is found by everybody who asks",
      """
      select id, kind, workflow_id, status
      from lab_client
      where status = 404
      """),

  ACKNOWLEDGED_NOTE(
      "an acknowledged signal is in the inbox, and was read if its run was not broken off",
      """
      select c.workflow_id, c.message_id, r.run_id, r.status, i.consumed_seq
      from lab_client c
        join workflow_run r on r.workflow_id = c.workflow_id
        left join workflow_inbox i on i.chain_id = r.chain_id
          and i.message_id = 'signal:' || c.message_id
      where c.kind = 'NOTE' and c.status between 200 and 299
        and (i.chain_id is null or r.status = 'COMPLETED' and coalesce(i.consumed_seq, -1) <= 0)
      """),

  READ_ONCE(
      "a signal is recorded once, where its inbox row says, and somebody sent it",
      """
      select e.run_id, e.seq, e.message_id, i.consumed_seq, c.sent
      from (
        select run_id, seq, substring(detail from 1 for position('\t' in detail || '\t') - 1)
          as message_id
        from workflow_event
        where type = 'signal_received') e
        join workflow_run r on r.run_id = e.run_id
        left join workflow_inbox i on i.chain_id = r.chain_id
          and i.message_id = e.message_id
        left join (
          select workflow_id, message_id, count(*) as sent
          from lab_client
          where kind = 'NOTE'
          group by workflow_id, message_id) c
          on c.workflow_id = r.workflow_id and 'signal:' || c.message_id = e.message_id
      where c.sent is null or i.consumed_seq is null or i.consumed_seq <> e.seq
      """),

  IN_ORDER(
      "signals that one sender had acknowledged one after the other are read in that order",
      """
      select e.run_id, e.seq, e.detail, e.seq_before, e.detail_before
      from (
        select run_id, seq, detail,
          lag(seq) over w as seq_before, lag(detail) over w as detail_before,
          lag(cast(substring(detail from 13) as integer)) over w as number_before,
          cast(substring(detail from 13) as integer) as number
        from workflow_event
        where type = 'signal_received' and detail like 'signal:note-%'
          and position('\t' in detail) = 0
        window w as (partition by run_id order by seq)) e
      where e.number <= e.number_before
      """),

  ACKNOWLEDGED_END(
      "an acknowledged termination ended the run; an acknowledged cancellation was recorded, or came"
          + " too late to be read",
      """
      select c.kind, c.workflow_id, r.run_id, r.status
      from lab_client c
        join workflow_run r on r.workflow_id = c.workflow_id and r.status <> 'CONTINUED_AS_NEW'
      where c.status between 200 and 299
        and (
          c.kind = 'TERMINATE' and r.status <> 'TERMINATED'
          or c.kind = 'CANCEL' and (
            select count(*)
            from workflow_event e
            where e.run_id = r.run_id and e.type = 'cancel_requested') <> 1
            and not exists (
              select 1
              from workflow_inbox i
              where i.chain_id = r.chain_id and i.kind = 'cancel'
                and coalesce(i.consumed_seq, -1) <= 0))
      """),

  CLEANED_UP(
      "a cancelled journey has cleaned up once",
      """
      select r.run_id, r.workflow_id, count(e.seq) as cleaned
      from workflow_run r
        left join workflow_event s on s.run_id = r.run_id and s.name = 'work.cleanUp'
          and s.type = 'activity_scheduled'
        left join workflow_event e on e.run_id = r.run_id and e.ref_seq = s.seq
          and e.type = 'activity_completed'
      where r.status = 'CANCELLED' and r.type = 'journey'
      group by r.run_id, r.workflow_id
      having count(e.seq) <> 1
      """),

  TRUE_RESULT(
      "a recorded result is one that an execution returned",
      """
      select e.run_id, e.seq, e.ref_seq, e.payload
      from workflow_event e
      where e.type = 'activity_completed'
        and not exists (
          select 1
          from lab_activity a
          where a.run_id = e.run_id and a.seq = e.ref_seq and a.phase = 'END'
            and '"' || a.result || '"' = e.payload)
      """),

  ATTEMPT_ON_ONE_NODE(
      "an attempt is executed by one node",
      """
      select run_id, seq, attempt, count(distinct node) as nodes
      from lab_activity
      where phase = 'BEGIN'
      group by run_id, seq, attempt
      having count(distinct node) > 1
      """),

  EFFECT_ONCE(
      "the effect of a transactional activity is there exactly once if it is recorded",
      """
      select e.run_id, e.ref_seq, count(f.run_id) as effects
      from workflow_event e
        join workflow_event s on s.run_id = e.run_id and s.seq = e.ref_seq
          and s.name in (
            'work.book', 'work.flakyBook', 'work.pitch', 'work.strike', 'work.obey')
        left join lab_effect f on f.run_id = e.run_id and f.seq = e.ref_seq
      where e.type = 'activity_completed'
      group by e.run_id, e.ref_seq
      having count(f.run_id) <> 1
      """),

  EFFECT_NEVER_TWICE(
      "the effect of a transactional activity is never there twice",
      """
      select run_id, seq, count(*)
      from lab_effect
      group by run_id, seq
      having count(*) > 1
      """),

  NOT_EARLY(
      "a timer never fires before it is due",
      """
      select e.run_id, e.seq, e.recorded_at, s.detail
      from workflow_event e
        join workflow_event s on s.run_id = e.run_id and s.seq = e.ref_seq
      where e.type = 'timer_fired'
        and e.recorded_at < cast(s.detail as timestamp(6) with time zone)
      """);

  private final String rule;
  private final String query;

  Rule(String rule, String query) {
    this.rule = rule;
    this.query = query;
  }

  String rule() {
    return rule;
  }

  String query() {
    return query;
  }
}
