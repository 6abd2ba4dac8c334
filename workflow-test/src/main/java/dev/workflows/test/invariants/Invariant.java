package dev.workflows.test.invariants;

/**
 * A rule on the tables with the query that finds its violations. The queries run on every supported
 * database; each is one statement and so sees one state, also while nodes go on writing.
 */
enum Invariant {
  I1(
      Keeper.STORE,
      "every history is gap-free from 1, and every run has one",
      """
      select i.run_id, h.first_seq, h.last_seq, h.events
      from (
          select run_id from workflow_run
          union
          select run_id from workflow_event) i
        left join (
          select run_id, min(seq) as first_seq, max(seq) as last_seq, count(*) as events
          from workflow_event
          group by run_id) h on h.run_id = i.run_id
      where h.run_id is null or h.first_seq <> 1 or h.events <> h.last_seq
      """),

  I2(
      "a run starts once, at 1",
      """
      select r.run_id, count(e.seq) as starts, min(e.seq) as first_start
      from workflow_run r
        left join workflow_event e on e.run_id = r.run_id and e.type = 'workflow_started'
      group by r.run_id
      having count(e.seq) <> 1 or min(e.seq) <> 1
      """),

  I3(
      Keeper.STORE,
      "the fence never decreases along a history",
      """
      select run_id, seq, fence, fence_before
      from (
        select run_id, seq, fence,
          lag(fence) over (partition by run_id order by seq) as fence_before
        from workflow_event) e
      where fence < fence_before
      """),

  I4(
      Keeper.STORE,
      "one node writes under one fence",
      """
      select run_id, fence, min(seq) as first_seq, max(seq) as last_seq
      from workflow_event
      group by run_id, fence
      having count(distinct node) > 1
      """),

  I5(
      Keeper.STORE,
      "no event has a higher fence than its run",
      """
      select e.run_id, e.seq, e.fence, r.fence as run_fence
      from workflow_event e
        join workflow_run r on r.run_id = e.run_id
      where e.fence > r.fence
      """),

  I7(
      "a run has one closing event, its last, exactly if it is closed",
      """
      select r.run_id, r.status, r.closed_at, h.last_seq, h.endings, h.end_seq, h.end_type
      from workflow_run r
        join (
          select run_id, max(seq) as last_seq,
            count(case when ends = 1 then 1 end) as endings,
            max(case when ends = 1 then seq end) as end_seq,
            max(case when ends = 1 then type end) as end_type
          from (
            select run_id, seq, type,
              case when type like 'workflow!_%' escape '!' and type <> 'workflow_started'
                then 1 else 0 end as ends
            from workflow_event) e
          group by run_id) h on h.run_id = r.run_id
      where
        (r.status in ('RUNNING', 'PAUSED', 'BLOCKED')
          and (h.endings > 0 or r.closed_at is not null))
        or (r.status not in ('RUNNING', 'PAUSED', 'BLOCKED')
          and (h.endings <> 1 or h.end_seq <> h.last_seq or r.closed_at is null
            or h.end_type <> 'workflow_' || lower(r.status)))
      """),

  I8(
      "a call, a timer has at most one resolution",
      """
      select run_id, ref_seq, count(*) as resolutions
      from workflow_event
      where ref_seq is not null
      group by run_id, ref_seq
      having count(*) > 1
      """),

  I9(
      "a resolution refers to an earlier opening of its own kind",
      """
      select e.run_id, e.seq, e.type, e.ref_seq, o.type as opening_type
      from workflow_event e
        left join workflow_event o on o.run_id = e.run_id and o.seq = e.ref_seq
      where e.ref_seq is not null
        and (o.seq is null or o.seq >= e.seq
          or not (
            e.type in ('activity_completed', 'activity_failed', 'activity_cancelled')
              and o.type = 'activity_scheduled'
            or e.type in ('timer_fired', 'timer_cancelled') and o.type = 'timer_started'
            or e.type in ('child_completed', 'child_failed') and o.type = 'child_scheduled'
            or e.type in ('update_completed', 'update_failed') and o.type = 'update_accepted'))
      """),

  I11(
      Keeper.STORE,
      "no attempt waits for a call that has its outcome",
      """
      select a.run_id, a.seq, a.attempt, e.seq as outcome_seq
      from workflow_activity a
        join workflow_event e on e.run_id = a.run_id and e.ref_seq = a.seq
      """),

  I13(
      "a message that was read became the event that its row names",
      """
      select i.chain_id, i.message_id, i.kind, i.consumed_seq
      from workflow_inbox i
      where i.consumed_seq > 0
        and not exists (
          select 1
          from workflow_run r
            join workflow_event e on e.run_id = r.run_id and e.seq = i.consumed_seq
          where r.chain_id = i.chain_id
            and (
              i.kind = 'signal' and e.type = 'signal_received'
                and substring(e.detail, 1, char_length(i.message_id)) = i.message_id
              or i.kind = 'update' and e.type = 'update_accepted'
                and substring(e.detail, 1, char_length(i.message_id)) = i.message_id
              or i.kind = 'migration' and e.type = 'workflow_continued_as_new'
                and e.detail like '% ' || i.message_id || '%'
              or i.kind = 'update_answer'
                and e.type in ('update_completed', 'update_failed', 'workflow_continued_as_new')
              or i.kind = 'cancel' and e.type = 'cancel_requested'
              or i.kind = 'child_outcome' and e.type in ('child_completed', 'child_failed')
                and i.message_id = 'child:' || cast(e.run_id as varchar) || ':' || e.ref_seq
              or i.kind = 'activity_outcome'
                and e.type in ('activity_completed', 'activity_failed', 'activity_cancelled')
                and i.message_id = 'activity:' || cast(e.run_id as varchar) || ':' || e.ref_seq))
      """),

  I18(
      "a run that nobody owns is due, or woken by what it waits for and not later",
      """
      select r.run_id, r.status, r.wake_at, e.seq, e.type, e.detail, a.next_attempt_at
      from workflow_run r
        left join workflow_event e on e.run_id = r.run_id
          and e.type in ('activity_scheduled', 'timer_started')
          and not exists (
            select 1
            from workflow_event x
            where x.run_id = e.run_id and x.ref_seq = e.seq)
        left join workflow_activity a on a.run_id = e.run_id and a.seq = e.seq
      where r.owner is null
        and (r.status = 'RUNNING'
            and (e.seq is not null and r.wake_at is null
              or r.wake_at > current_timestamp
                and (r.wake_at > a.next_attempt_at
                  or r.wake_at > case when e.type = 'timer_started'
                    then cast(e.detail as timestamp(6) with time zone) end))
          or r.status = 'BLOCKED' and r.wake_at is null)
      """),

  I19(
      Keeper.STORE,
      "an unread message has a run that is owned, can be claimed or is held",
      """
      select i.chain_id, i.message_id, r.run_id, r.status, r.wake_at
      from workflow_inbox i
        left join workflow_run r on r.chain_id = i.chain_id
      where i.consumed_seq is null
        and (r.run_id is null
          or r.status = 'BLOCKED' and r.owner is null and r.wake_at is null)
      """),

  I21(
      Keeper.STORE,
      "a closed run has no owner, no wake-up and no activity rows",
      """
      select r.run_id, r.status, r.owner, r.wake_at, a.seq
      from workflow_run r
        left join workflow_activity a on a.run_id = r.run_id
      where r.status not in ('RUNNING', 'PAUSED', 'BLOCKED')
        and (r.owner is not null or r.wake_at is not null or a.seq is not null)
      """),

  I22(
      Keeper.STORE,
      "a workflow id has at most one open run, which holds its key",
      """
      select run_id, workflow_id, status, open_key
      from (
        select run_id, workflow_id, status, open_key,
          case when status in ('RUNNING', 'PAUSED', 'BLOCKED') then 1 else 0 end as is_open,
          sum(case when status in ('RUNNING', 'PAUSED', 'BLOCKED') then 1 else 0 end)
            over (partition by workflow_id) as open_runs
        from workflow_run) r
      where open_runs > 1
        or is_open = 1 and (open_key is null or open_key <> workflow_id)
        or is_open = 0 and open_key is not null
      """),

  I28(
      "recorded times never decrease along a history",
      """
      select run_id, seq, recorded_at, time_before
      from (
        select run_id, seq, recorded_at,
          lag(recorded_at) over (partition by run_id order by seq) as time_before
        from workflow_event) e
      where recorded_at < time_before
      """),

  I14(
      "what came from outside came as one message, and was read once",
      """
      select e.run_id, e.seq, e.type, e.detail, count(i.message_id) as messages
      from workflow_event e
        join workflow_run r on r.run_id = e.run_id
        left join workflow_inbox i on i.chain_id = r.chain_id
          and substring(e.detail || chr(9), 1, char_length(i.message_id) + 1)
            = i.message_id || chr(9)
          and (i.consumed_seq = e.seq or r.status = 'CONTINUED_AS_NEW')
      where e.type in ('signal_received', 'cancel_requested', 'update_accepted')
      group by e.run_id, e.seq, e.type, e.detail
      having count(i.message_id) <> 1
      """),

  I16(
      "a timer never fires before its time",
      """
      select f.run_id, f.seq, f.recorded_at, t.seq as timer_seq, t.detail as due_at
      from workflow_event f
        join workflow_event t on t.run_id = f.run_id and t.seq = f.ref_seq
      where f.type = 'timer_fired'
        and f.recorded_at < case when t.type = 'timer_started'
          then cast(t.detail as timestamp(6) with time zone) end
      """),

  I20(
      "an attempt that waits is one of a call",
      """
      select a.run_id, a.seq, e.type
      from workflow_activity a
        left join workflow_event e on e.run_id = a.run_id and e.seq = a.seq
      where e.type is null or e.type <> 'activity_scheduled'
      """),

  I26(
      "a run is asked to end at most once, and ends as cancelled only if it was",
      """
      select r.run_id, r.status, count(e.seq) as requests
      from workflow_run r
        left join workflow_event e on e.run_id = r.run_id and e.type = 'cancel_requested'
      group by r.run_id, r.status
      having count(e.seq) > 1 or r.status = 'CANCELLED' and count(e.seq) = 0
      """),

  I33(
      Keeper.STORE,
      "a chain goes on in one run at a time, and only where one continues as another",
      """
      select chain_id, count(*) as runs,
        count(case when status = 'CONTINUED_AS_NEW' then 1 end) as continued
      from workflow_run
      group by chain_id
      having count(*) <> count(case when status = 'CONTINUED_AS_NEW' then 1 end) + 1
      """),

  I34(
      "a child is the one that its parent's call made",
      """
      select c.run_id, c.parent_run_id, c.parent_seq, e.type
      from workflow_run c
        left join workflow_event e on e.run_id = c.parent_run_id and e.seq = c.parent_seq
      where c.parent_run_id is not null
        and (e.type is null or e.type <> 'child_scheduled' or e.name <> c.type)
      """),

  I35(
      "a run that ended has told its parent, unless that had ended",
      """
      select c.run_id, c.status, c.parent_run_id, c.parent_seq
      from workflow_run c
        join workflow_run p on p.run_id = c.parent_run_id
      where c.closed_at is not null and c.status <> 'CONTINUED_AS_NEW' and p.closed_at is null
        and not exists (
          select 1
          from workflow_inbox i
          where i.chain_id = c.parent_chain_id
            and i.message_id
              = 'child:' || cast(c.parent_run_id as varchar) || ':' || c.parent_seq)
      """),

  I36(
      "a child has begun, or its parent is told that it has not",
      """
      select e.run_id, e.seq, e.detail
      from workflow_event e
        join workflow_run p on p.run_id = e.run_id and p.closed_at is null
      where e.type = 'child_scheduled'
        and not exists (
          select 1
          from workflow_run c
          where c.parent_run_id = e.run_id and c.parent_seq = e.seq)
        and not exists (
          select 1
          from workflow_inbox i
          where i.chain_id = p.chain_id and i.kind = 'child_outcome'
            and i.run_id = e.run_id and i.ref_seq = e.seq)
      """),

  I37(
      Keeper.STORE,
      "the attributes of a run are those that its history tells of",
      """
      select e.run_id, e.seq, e.name, e.detail, a.content
      from workflow_event e
        left join workflow_attribute a on a.run_id = e.run_id and a.name = e.name
      where e.type = 'attribute_changed'
        and not exists (
          select 1
          from workflow_event l
          where l.run_id = e.run_id and l.type = e.type and l.name = e.name and l.seq > e.seq)
        and (a.content is null and e.detail is not null
          or a.content is not null and (e.detail is null or a.content <> e.detail))
      union all
      select a.run_id, e.seq, a.name, e.detail, a.content
      from workflow_attribute a
        left join workflow_event e on e.run_id = a.run_id
          and (e.type = 'workflow_started' and position(chr(31) || '@' || a.name || '=' in e.detail) > 0
            or e.type = 'attribute_changed' and e.name = a.name)
      where e.seq is null
      """),

  I32(
      Keeper.STORE,
      "only a chain that has ended has dead letters",
      """
      select i.chain_id, i.message_id, r.run_id, r.status
      from workflow_inbox i
        join workflow_run r on r.chain_id = i.chain_id
      where i.consumed_seq = -1 and r.status in ('RUNNING', 'PAUSED', 'BLOCKED')
      """);

  /** Who sees to a rule. */
  enum Keeper {
    /** The store, whatever it is given. */
    STORE,
    /** The engine, which gives the store nothing else. */
    ENGINE
  }

  private final Keeper keeper;
  private final String rule;
  private final String query;

  Invariant(String rule, String query) {
    this(Keeper.ENGINE, rule, query);
  }

  Invariant(Keeper keeper, String rule, String query) {
    this.keeper = keeper;
    this.rule = rule;
    this.query = query;
  }

  /** Who sees to it. */
  Keeper keeper() {
    return keeper;
  }

  /** What must hold. */
  String rule() {
    return rule;
  }

  /** Finds what violates it, on tables with the default prefix. */
  String query() {
    return query;
  }
}
