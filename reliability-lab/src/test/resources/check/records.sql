-- What clients and activities of those runs wrote down. The first attempt of 'a' failed on purpose.
insert into lab_activity (run_id, seq, attempt, node, phase, result, at)
values
  ('00000000-0000-7000-8000-00000000000a', 2, 1, 'node-1', 'BEGIN', null,
   timestamp with time zone '2026-01-01 00:00:01Z'),
  ('00000000-0000-7000-8000-00000000000a', 2, 1, 'node-1', 'FAIL', null,
   timestamp with time zone '2026-01-01 00:00:01Z'),
  ('00000000-0000-7000-8000-00000000000a', 2, 2, 'node-2', 'BEGIN', null,
   timestamp with time zone '2026-01-01 00:00:01Z'),
  ('00000000-0000-7000-8000-00000000000a', 2, 2, 'node-2', 'END', 'booked',
   timestamp with time zone '2026-01-01 00:00:02Z'),
  ('00000000-0000-7000-8000-00000000000b', 3, 1, 'node-1', 'BEGIN', null,
   timestamp with time zone '2026-01-01 00:00:03Z'),
  ('00000000-0000-7000-8000-00000000000b', 3, 1, 'node-1', 'END', 'cleaned',
   timestamp with time zone '2026-01-01 00:00:03Z'),
  ('00000000-0000-7000-8000-00000000000c', 9, 1, 'node-1', 'BEGIN', null,
   timestamp with time zone '2026-01-01 00:00:01Z');

insert into lab_client
  (id, kind, workflow_id, run_id, message_id, sender, sender_no, expected, status, asked_at)
values
  (1, 'START', 'a', '00000000-0000-7000-8000-00000000000a', null, 'customer-1', null,
   '3 stops, 2 notes', 200, timestamp with time zone '2026-01-01 00:00:00Z'),
  (2, 'START', 'a', '00000000-0000-7000-8000-00000000000a', null, 'customer-1', null,
   '3 stops, 2 notes', 200, timestamp with time zone '2026-01-01 00:00:00Z'),
  (3, 'NOTE', 'a', '00000000-0000-7000-8000-00000000000a', 'note-1', 'customer-1', 1,
   null, 200, timestamp with time zone '2026-01-01 00:00:01Z'),
  (4, 'NOTE', 'a', '00000000-0000-7000-8000-00000000000a', 'note-2', 'customer-1', 2,
   null, 200, timestamp with time zone '2026-01-01 00:00:02Z'),
  (5, 'START', 'b', '00000000-0000-7000-8000-00000000000b', null, 'customer-1', null,
   '3 stops, 0 notes', 200, timestamp with time zone '2026-01-01 00:00:00Z'),
  (6, 'CANCEL', 'b', '00000000-0000-7000-8000-00000000000b', null, 'customer-1', null,
   null, 200, timestamp with time zone '2026-01-01 00:00:02Z'),
  (7, 'START', 'c', '00000000-0000-7000-8000-00000000000c', null, 'customer-2', null,
   '1 stops, 0 notes', 200, timestamp with time zone '2026-01-01 00:00:00Z'),
  (8, 'TERMINATE', 'c', '00000000-0000-7000-8000-00000000000c', null, 'customer-2', null,
   null, 200, timestamp with time zone '2026-01-01 00:00:02Z');
