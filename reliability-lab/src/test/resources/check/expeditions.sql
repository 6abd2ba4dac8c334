-- A series of two runs: one with a child and an update, one that fails and undoes what it did.
insert into workflow_run
  (run_id, chain_id, workflow_id, type, status, fence, started_at, closed_at, result, failure,
   parent_run_id, parent_chain_id, parent_seq, parent_policy)
values
  ('00000000-0000-7000-8000-0000000000e1', '00000000-0000-7000-8000-0000000000e1', 'e', 'expedition',
   'CONTINUED_AS_NEW', 1, timestamp with time zone '2026-01-01 00:00:00Z',
   timestamp with time zone '2026-01-01 00:00:04Z', null, null, null, null, null, null),
  ('00000000-0000-7000-8000-0000000000e2', '00000000-0000-7000-8000-0000000000e1', 'e', 'expedition',
   'FAILED', 1, timestamp with time zone '2026-01-01 00:00:04Z',
   timestamp with time zone '2026-01-01 00:00:08Z', null,
   '{"type":"java.lang.IllegalStateException","message":"lost after 2 legs, 1 orders"}',
   null, null, null, null),
  ('00000000-0000-7000-8000-0000000000f1', '00000000-0000-7000-8000-0000000000f1', 'e-party-1-1', 'party',
   'COMPLETED', 1, timestamp with time zone '2026-01-01 00:00:01Z',
   timestamp with time zone '2026-01-01 00:00:03Z', '"explored"', null,
   '00000000-0000-7000-8000-0000000000e1', '00000000-0000-7000-8000-0000000000e1', 2,
   'TERMINATE');

insert into workflow_event (run_id, seq, recorded_at, fence, ref_seq, type, name, detail, payload)
values
  ('00000000-0000-7000-8000-0000000000e1', 1, timestamp with time zone '2026-01-01 00:00:01Z', 1,
   null, 'workflow_started', 'expedition', '42', '[1,0,{"legs":2}]'),
  ('00000000-0000-7000-8000-0000000000e1', 2, timestamp with time zone '2026-01-01 00:00:01Z', 1,
   null, 'child_scheduled', 'party', 'TERMINATE' || chr(9) || 'e-party-1-1', '5'),
  ('00000000-0000-7000-8000-0000000000e1', 3, timestamp with time zone '2026-01-01 00:00:02Z', 1,
   null, 'update_accepted', 'order', 'update:order-1', '1'),
  ('00000000-0000-7000-8000-0000000000e1', 4, timestamp with time zone '2026-01-01 00:00:02Z', 1,
   null, 'activity_scheduled', 'work.obey', null, '1'),
  ('00000000-0000-7000-8000-0000000000e1', 5, timestamp with time zone '2026-01-01 00:00:03Z', 1,
   4, 'activity_completed', null, '1', '"obeyed"'),
  ('00000000-0000-7000-8000-0000000000e1', 6, timestamp with time zone '2026-01-01 00:00:03Z', 1,
   3, 'update_completed', null, null, '"obeyed"'),
  ('00000000-0000-7000-8000-0000000000e1', 7, timestamp with time zone '2026-01-01 00:00:04Z', 1,
   2, 'child_completed', null, null, '"explored"'),
  ('00000000-0000-7000-8000-0000000000e1', 8, timestamp with time zone '2026-01-01 00:00:04Z', 1,
   null, 'workflow_continued_as_new', null, '00000000-0000-7000-8000-0000000000e2', '[2,1,{"legs":2}]'),
  ('00000000-0000-7000-8000-0000000000f1', 1, timestamp with time zone '2026-01-01 00:00:01Z', 1,
   null, 'workflow_started', 'party', '42', '5'),
  ('00000000-0000-7000-8000-0000000000f1', 2, timestamp with time zone '2026-01-01 00:00:01Z', 1,
   null, 'activity_scheduled', 'work.work', null, '5'),
  ('00000000-0000-7000-8000-0000000000f1', 3, timestamp with time zone '2026-01-01 00:00:03Z', 1,
   2, 'activity_completed', null, '1', '"explored"'),
  ('00000000-0000-7000-8000-0000000000f1', 4, timestamp with time zone '2026-01-01 00:00:03Z', 1,
   null, 'workflow_completed', null, null, '"explored"'),
  ('00000000-0000-7000-8000-0000000000e2', 1, timestamp with time zone '2026-01-01 00:00:04Z', 1,
   null, 'workflow_started', 'expedition', '43' || chr(9) || '00000000-0000-7000-8000-0000000000e1', '[2,1,{"legs":2}]'),
  ('00000000-0000-7000-8000-0000000000e2', 2, timestamp with time zone '2026-01-01 00:00:04Z', 1,
   null, 'activity_scheduled', 'work.pitch', null, '7'),
  ('00000000-0000-7000-8000-0000000000e2', 3, timestamp with time zone '2026-01-01 00:00:04Z', 1,
   null, 'activity_scheduled', 'work.pitch', null, '8'),
  ('00000000-0000-7000-8000-0000000000e2', 4, timestamp with time zone '2026-01-01 00:00:05Z', 1,
   3, 'activity_completed', null, '1', '"east"'),
  ('00000000-0000-7000-8000-0000000000e2', 5, timestamp with time zone '2026-01-01 00:00:05Z', 1,
   2, 'activity_completed', null, '1', '"west"'),
  ('00000000-0000-7000-8000-0000000000e2', 6, timestamp with time zone '2026-01-01 00:00:06Z', 1,
   null, 'activity_scheduled', 'work.strike', null, '[7,"west"]'),
  ('00000000-0000-7000-8000-0000000000e2', 7, timestamp with time zone '2026-01-01 00:00:07Z', 1,
   6, 'activity_completed', null, '1', '"no west"'),
  ('00000000-0000-7000-8000-0000000000e2', 8, timestamp with time zone '2026-01-01 00:00:07Z', 1,
   null, 'activity_scheduled', 'work.strike', null, '[8,"east"]'),
  ('00000000-0000-7000-8000-0000000000e2', 9, timestamp with time zone '2026-01-01 00:00:08Z', 1,
   8, 'activity_completed', null, '1', '"no east"'),
  ('00000000-0000-7000-8000-0000000000e2', 10, timestamp with time zone '2026-01-01 00:00:08Z', 1,
   null, 'workflow_failed', null, null, '{"type":"java.lang.IllegalStateException","message":"lost after 2 legs, 1 orders"}');

insert into workflow_inbox
  (chain_id, message_id, sent_at, visible_at, consumed_seq, kind, name, payload)
values
  ('00000000-0000-7000-8000-0000000000e1', 'update:order-0',
   timestamp with time zone '2026-01-01 00:00:02Z',
   timestamp with time zone '2026-01-01 00:00:02Z', 0, 'update', 'order', '0'),
  ('00000000-0000-7000-8000-0000000000e1', 'update:order-1',
   timestamp with time zone '2026-01-01 00:00:02Z',
   timestamp with time zone '2026-01-01 00:00:02Z', 3, 'update', 'order', '1'),
  ('00000000-0000-7000-8000-0000000000e1', 'child:00000000-0000-7000-8000-0000000000e1:2',
   timestamp with time zone '2026-01-01 00:00:02Z',
   timestamp with time zone '2026-01-01 00:00:02Z', 7, 'child_outcome', 'COMPLETED', '"explored"');

insert into lab_effect (run_id, seq)
values
  ('00000000-0000-7000-8000-0000000000e1', 4),
  ('00000000-0000-7000-8000-0000000000e2', 2),
  ('00000000-0000-7000-8000-0000000000e2', 3),
  ('00000000-0000-7000-8000-0000000000e2', 6),
  ('00000000-0000-7000-8000-0000000000e2', 8);
