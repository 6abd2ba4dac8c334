-- What clients and activities of expeditions wrote down.
insert into lab_activity (run_id, seq, attempt, node, phase, result, at)
values
  ('00000000-0000-7000-8000-0000000000e1', 4, 1, 'node-1', 'BEGIN', null,
   timestamp with time zone '2026-01-01 00:00:03Z'),
  ('00000000-0000-7000-8000-0000000000e1', 4, 1, 'node-1', 'END', 'obeyed',
   timestamp with time zone '2026-01-01 00:00:03Z'),
  ('00000000-0000-7000-8000-0000000000f1', 2, 1, 'node-1', 'BEGIN', null,
   timestamp with time zone '2026-01-01 00:00:03Z'),
  ('00000000-0000-7000-8000-0000000000f1', 2, 1, 'node-1', 'END', 'explored',
   timestamp with time zone '2026-01-01 00:00:03Z'),
  ('00000000-0000-7000-8000-0000000000e2', 2, 1, 'node-1', 'BEGIN', null,
   timestamp with time zone '2026-01-01 00:00:03Z'),
  ('00000000-0000-7000-8000-0000000000e2', 2, 1, 'node-1', 'END', 'west',
   timestamp with time zone '2026-01-01 00:00:03Z'),
  ('00000000-0000-7000-8000-0000000000e2', 3, 1, 'node-1', 'BEGIN', null,
   timestamp with time zone '2026-01-01 00:00:03Z'),
  ('00000000-0000-7000-8000-0000000000e2', 3, 1, 'node-1', 'END', 'east',
   timestamp with time zone '2026-01-01 00:00:03Z'),
  ('00000000-0000-7000-8000-0000000000e2', 6, 1, 'node-1', 'BEGIN', null,
   timestamp with time zone '2026-01-01 00:00:03Z'),
  ('00000000-0000-7000-8000-0000000000e2', 6, 1, 'node-1', 'END', 'no west',
   timestamp with time zone '2026-01-01 00:00:03Z'),
  ('00000000-0000-7000-8000-0000000000e2', 8, 1, 'node-1', 'BEGIN', null,
   timestamp with time zone '2026-01-01 00:00:03Z'),
  ('00000000-0000-7000-8000-0000000000e2', 8, 1, 'node-1', 'END', 'no east',
   timestamp with time zone '2026-01-01 00:00:03Z');

insert into lab_client
  (id, kind, workflow_id, run_id, message_id, sender, sender_no, expected, answer, status, asked_at)
values
  (21, 'START', 'e', '00000000-0000-7000-8000-0000000000e1', null, 'customer-3', null,
   'lost after 2 legs, 1 orders', null, 200, timestamp with time zone '2026-01-01 00:00:00Z'),
  (22, 'ORDER', 'e', null, 'order-0', 'customer-3', 0,
   null, null, 422, timestamp with time zone '2026-01-01 00:00:01Z'),
  (23, 'ORDER', 'e', null, 'order-1', 'customer-3', 1,
   null, null, 0, timestamp with time zone '2026-01-01 00:00:02Z'),
  (24, 'ORDER', 'e', null, 'order-1', 'customer-3', 1,
   null, 'obeyed', 200, timestamp with time zone '2026-01-01 00:00:03Z');
