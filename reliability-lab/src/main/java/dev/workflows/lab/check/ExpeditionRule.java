package dev.workflows.lab.check;

/**
 * A rule on what only expeditions do: children, updates, series of runs, compensation. As {@link
 * Rule}.
 */
enum ExpeditionRule {
  CHILD_TOLD_ONCE(
      "a call of a child is one run, and its outcome is told to its parent once, as it is",
      """
      select s.run_id, s.seq, p.status, c.runs, c.status as child, c.result, o.outcomes, o.payload
      from workflow_event s
        join workflow_run p on p.run_id = s.run_id and p.closed_at is not null
        left join (
          select parent_run_id, parent_seq, count(*) as runs, max(status) as status,
            max(result) as result
          from workflow_run
          where parent_run_id is not null
          group by parent_run_id, parent_seq) c
          on c.parent_run_id = s.run_id and c.parent_seq = s.seq
        left join (
          select run_id, ref_seq, count(*) as outcomes, max(type) as type, max(payload) as payload
          from workflow_event
          where type in ('child_completed', 'child_failed')
          group by run_id, ref_seq) o on o.run_id = s.run_id and o.ref_seq = s.seq
      where s.type = 'child_scheduled'
        and (coalesce(c.runs, 0) <> 1
          or o.outcomes > 1
          or o.type = 'child_completed'
            and (c.status <> 'COMPLETED'
              or coalesce(c.result, 'nothing') <> coalesce(o.payload, 'nothing told'))
          or o.type = 'child_failed' and c.status = 'COMPLETED'
          or p.status not in ('CANCELLED', 'TERMINATED')
            and coalesce(o.type, 'nothing') <> 'child_completed')
      """),

  CHILD_EXECUTED_ONCE(
      "a child that completed did its only activity once, and returned what that did",
      """
      select r.run_id, r.workflow_id, r.result, count(e.seq) as activities,
        max(e.payload) as payload
      from workflow_run r
        left join workflow_event e on e.run_id = r.run_id and e.type = 'activity_completed'
      where r.type = 'party' and r.status = 'COMPLETED'
      group by r.run_id, r.workflow_id, r.result
      having count(e.seq) <> 1
        or coalesce(r.result, 'nothing') <> coalesce(max(e.payload), 'nothing done')
      """),

  ORDER_ANSWERED(
      "an update that was answered is in one history, which has the answer that its sender got",
      """
      select c.id, c.workflow_id, c.message_id, c.answer, count(a.seq) as accepted,
        max(o.payload) as answered
      from lab_client c
        join workflow_run r on r.workflow_id = c.workflow_id
        left join workflow_event a on a.run_id = r.run_id and a.type = 'update_accepted'
          and substring(a.detail from 1 for position('\t' in a.detail || '\t') - 1)
            = 'update:' || c.message_id
        left join workflow_event o on o.run_id = a.run_id and o.ref_seq = a.seq
          and o.type = 'update_completed'
      where c.kind = 'ORDER' and c.status = 200
      group by c.id, c.workflow_id, c.message_id, c.answer
      having count(a.seq) <> 1 or count(o.seq) <> 1
        or coalesce(max(o.payload), 'nothing') <> '"' || coalesce(c.answer, '') || '"'
      """),

  ORDER_OBEYED_ONCE(
      "an update is accepted once in a series of runs and carried out once, however often it is sent",
      """
      select chain_id, type, what, count(*) as times
      from (
        select r.chain_id, e.type,
          case when e.type = 'update_accepted' then e.detail else e.payload end as what
        from workflow_event e
          join workflow_run r on r.run_id = e.run_id
        where e.type = 'update_accepted'
          or e.type = 'activity_scheduled' and e.name = 'work.obey') o
      group by chain_id, type, what
      having count(*) > 1
      """),

  ORDER_JUDGED(
      "an update is refused if it makes no sense, and only then; of that there is nothing left",
      """
      select c.id, c.workflow_id, c.message_id, c.sender_no, c.status, e.run_id, e.seq
      from lab_client c
        left join workflow_run r on r.workflow_id = c.workflow_id and c.sender_no < 1
        left join workflow_event e on e.run_id = r.run_id and e.type = 'update_accepted'
          and substring(e.detail from 1 for position('\t' in e.detail || '\t') - 1)
            = 'update:' || c.message_id
      where c.kind = 'ORDER'
        and (c.sender_no < 1 and (c.status between 200 and 201 or e.seq is not null)
          or c.sender_no >= 1 and c.status between 400 and 499)
      """),

  ONE_SERIES(
      "runs that continue each other are one series: each begins where the one before ended, with"
          + " the counter that it handed on",
      """
      select run_id, chain_id, leg, leg_before, continues, run_before, next_of_before
      from (
        select s.run_id, s.chain_id, s.leg, s.continues,
          lag(s.leg, 1, 0) over w as leg_before,
          lag(s.run_id) over w as run_before,
          lag(n.detail) over w as next_of_before
        from (
          select r.run_id, r.chain_id,
            cast(substring(e.payload from 2 for position(',' in e.payload) - 2) as integer) as leg,
            substring(e.detail from position('\t' in e.detail) + 1 for 36) as continues
          from workflow_run r
            join workflow_event e on e.run_id = r.run_id and e.type = 'workflow_started'
          where r.type = 'expedition') s
          left join workflow_event n on n.run_id = s.run_id
            and n.type = 'workflow_continued_as_new'
        window w as (partition by s.chain_id order by s.leg)) t
      where leg <> leg_before + 1
        or leg = 1 and run_id <> chain_id
        or leg > 1 and (continues <> cast(run_before as varchar)
          or coalesce(next_of_before, 'nothing') <> cast(run_id as varchar))
      """),

  UNDONE_IN_ORDER(
      "what was done is undone in reverse order if the run fails or is cancelled",
      """
      select d.run_id, d.place, d.payload, u.payload as undone
      from (
        select r.run_id, c.payload,
          row_number() over (partition by r.run_id order by c.seq desc) as place
        from workflow_run r
          join workflow_event s on s.run_id = r.run_id and s.type = 'activity_scheduled'
            and s.name = 'work.pitch'
          join workflow_event c on c.run_id = s.run_id and c.ref_seq = s.seq
            and c.type = 'activity_completed'
        where r.status in ('FAILED', 'CANCELLED')) d
        left join (
          select s.run_id, s.payload,
            row_number() over (partition by s.run_id order by c.seq) as place
          from workflow_event s
            join workflow_event c on c.run_id = s.run_id and c.ref_seq = s.seq
              and c.type = 'activity_completed'
          where s.type = 'activity_scheduled' and s.name = 'work.strike') u
          on u.run_id = d.run_id and u.place = d.place
      where u.place is null or position(d.payload in coalesce(u.payload, '')) = 0
      """),

  UNDONE_ONCE(
      "nothing is undone twice, or in a run that goes on",
      """
      select run_id, status, done, undone
      from (
        select r.run_id, r.status,
          count(case when s.name = 'work.pitch' and c.type = 'activity_completed' then 1 end)
            as done,
          count(case when s.name = 'work.strike' then 1 end) as undone
        from workflow_run r
          join workflow_event s on s.run_id = r.run_id and s.type = 'activity_scheduled'
          left join workflow_event c on c.run_id = s.run_id and c.ref_seq = s.seq
        where r.type = 'expedition' and r.closed_at is not null
        group by r.run_id, r.status) t
      where undone > done or undone > 0 and status in ('COMPLETED', 'CONTINUED_AS_NEW')
      """);

  private final String rule;
  private final String query;

  ExpeditionRule(String rule, String query) {
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
