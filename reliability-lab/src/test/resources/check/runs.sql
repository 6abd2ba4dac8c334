-- Three runs: a completed one with all kinds of events, a cancelled one, a terminated one.
insert into workflow_run
  (run_id, chain_id, workflow_id, type, status, fence, started_at, closed_at, result)
values
  ('00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000a', 'a', 'journey',
   'COMPLETED', 1, timestamp with time zone '2026-01-01 00:00:00Z',
   timestamp with time zone '2026-01-01 00:00:09Z', '"3 stops, 2 notes"'),
  ('00000000-0000-7000-8000-00000000000b', '00000000-0000-7000-8000-00000000000b', 'b', 'journey',
   'CANCELLED', 1, timestamp with time zone '2026-01-01 00:00:00Z',
   timestamp with time zone '2026-01-01 00:00:09Z', null),
  ('00000000-0000-7000-8000-00000000000c', '00000000-0000-7000-8000-00000000000c', 'c', 'journey',
   'TERMINATED', 2, timestamp with time zone '2026-01-01 00:00:00Z',
   timestamp with time zone '2026-01-01 00:00:09Z', null);

insert into workflow_event (run_id, seq, recorded_at, fence, ref_seq, type, name, detail, payload)
values
  ('00000000-0000-7000-8000-00000000000a', 1, timestamp with time zone '2026-01-01 00:00:01Z', 1,
   null, 'workflow_started', 'journey', '42', '{}'),
  ('00000000-0000-7000-8000-00000000000a', 2, timestamp with time zone '2026-01-01 00:00:01Z', 1,
   null, 'activity_scheduled', 'work.book', null, '5'),
  ('00000000-0000-7000-8000-00000000000a', 3, timestamp with time zone '2026-01-01 00:00:02Z', 1,
   2, 'activity_completed', null, '1', '"booked"'),
  ('00000000-0000-7000-8000-00000000000a', 4, timestamp with time zone '2026-01-01 00:00:03Z', 1,
   null, 'signal_received', 'note', 'signal:note-1', '1'),
  ('00000000-0000-7000-8000-00000000000a', 5, timestamp with time zone '2026-01-01 00:00:03Z', 1,
   null, 'signal_received', 'note', 'signal:note-2', '2'),
  ('00000000-0000-7000-8000-00000000000a', 6, timestamp with time zone '2026-01-01 00:00:03Z', 1,
   null, 'timer_started', null, '2026-01-01T00:00:05Z', null),
  ('00000000-0000-7000-8000-00000000000a', 7, timestamp with time zone '2026-01-01 00:00:05Z', 1,
   6, 'timer_fired', null, null, null),
  ('00000000-0000-7000-8000-00000000000a', 8, timestamp with time zone '2026-01-01 00:00:09Z', 1,
   null, 'workflow_completed', null, null, '"3 stops, 2 notes"'),
  ('00000000-0000-7000-8000-00000000000b', 1, timestamp with time zone '2026-01-01 00:00:01Z', 1,
   null, 'workflow_started', 'journey', '42', '{}'),
  ('00000000-0000-7000-8000-00000000000b', 2, timestamp with time zone '2026-01-01 00:00:02Z', 1,
   null, 'cancel_requested', null, 'cancel', null),
  ('00000000-0000-7000-8000-00000000000b', 3, timestamp with time zone '2026-01-01 00:00:02Z', 1,
   null, 'activity_scheduled', 'work.cleanUp', null, '3'),
  ('00000000-0000-7000-8000-00000000000b', 4, timestamp with time zone '2026-01-01 00:00:04Z', 1,
   3, 'activity_completed', null, '1', '"cleaned"'),
  ('00000000-0000-7000-8000-00000000000b', 5, timestamp with time zone '2026-01-01 00:00:04Z', 1,
   null, 'workflow_cancelled', null, null, null),
  ('00000000-0000-7000-8000-00000000000c', 1, timestamp with time zone '2026-01-01 00:00:01Z', 1,
   null, 'workflow_started', 'journey', '42', '{}'),
  ('00000000-0000-7000-8000-00000000000c', 2, timestamp with time zone '2026-01-01 00:00:02Z', 2,
   null, 'workflow_terminated', null, '00000000-0000-7000-8000-0000000000ff', null);

insert into workflow_inbox
  (chain_id, message_id, sent_at, visible_at, consumed_seq, kind, name, payload)
values
  ('00000000-0000-7000-8000-00000000000a', 'signal:note-1',
   timestamp with time zone '2026-01-01 00:00:02Z',
   timestamp with time zone '2026-01-01 00:00:02Z', 4, 'signal', 'note', '1'),
  ('00000000-0000-7000-8000-00000000000a', 'signal:note-2',
   timestamp with time zone '2026-01-01 00:00:02Z',
   timestamp with time zone '2026-01-01 00:00:02Z', 5, 'signal', 'note', '2'),
  ('00000000-0000-7000-8000-00000000000b', 'cancel',
   timestamp with time zone '2026-01-01 00:00:02Z',
   timestamp with time zone '2026-01-01 00:00:02Z', 2, 'cancel', null, null);

insert into lab_effect (run_id, seq) values ('00000000-0000-7000-8000-00000000000a', 2);
