-- The tables of this version for H2, equal to what the change log makes.
-- For another prefix replace 'workflow_' everywhere.

-- One row for each run. open_key is the workflow id while the run is open, and null afterwards.
create table workflow_run (
  run_id uuid not null,
  chain_id uuid not null,
  workflow_id character varying not null,
  type character varying not null,
  status character varying not null,
  open_key character varying,
  start_key character varying,
  owner uuid,
  fence bigint not null,
  wake_at timestamp(6) with time zone,
  started_at timestamp(6) with time zone not null,
  closed_at timestamp(6) with time zone,
  waiting_for character varying,
  result text,
  failure text,
  problem text,
  problem_count integer default 0 not null,
  parent_run_id uuid,
  parent_chain_id uuid,
  parent_seq bigint,
  parent_policy character varying,
  constraint workflow_run_pk primary key (run_id)
);

-- The histories: append-only, no index but the key, no foreign key.
create table workflow_event (
  run_id uuid not null,
  seq bigint not null,
  recorded_at timestamp(6) with time zone not null,
  fence bigint not null,
  ref_seq bigint,
  node uuid,
  type character varying not null,
  name character varying,
  detail character varying,
  payload text,
  constraint workflow_event_pk primary key (run_id, seq)
);

-- Messages to runs. consumed_seq is the event a message became, 0 if nothing came of it, -1 if its
-- run ended without reading it.
create table workflow_inbox (
  chain_id uuid not null,
  message_id character varying not null,
  position bigint generated always as identity,
  sent_at timestamp(6) with time zone not null,
  visible_at timestamp(6) with time zone not null,
  consumed_seq bigint,
  kind character varying not null,
  name character varying,
  run_id uuid,
  ref_seq bigint,
  attempts integer,
  payload text,
  constraint workflow_inbox_pk primary key (chain_id, message_id)
);

-- Activities that wait for another attempt; all others live in the history alone.
create table workflow_activity (
  run_id uuid not null,
  seq bigint not null,
  attempt integer not null,
  next_attempt_at timestamp(6) with time zone not null,
  last_failure text,
  constraint workflow_activity_pk primary key (run_id, seq)
);

-- By which runs are found; what a run's history says of them, in rows of their own.
create table workflow_attribute (
  run_id uuid not null,
  name character varying not null,
  content character varying not null,
  constraint workflow_attribute_pk primary key (run_id, name)
);

-- Processes and when each was last heard of.
create table workflow_node (
  node_id uuid not null,
  host character varying not null,
  version character varying not null,
  started_at timestamp(6) with time zone not null,
  heartbeat_at timestamp(6) with time zone not null,
  constraint workflow_node_pk primary key (node_id)
);

-- Without partial indexes, the column that a partial one would test comes first.
create unique index workflow_run_open on workflow_run (open_key);
create unique index workflow_run_start on workflow_run (start_key);
create index workflow_run_due on workflow_run (owner, wake_at);
create index workflow_run_claim on workflow_run (owner, type, wake_at);
create index workflow_run_owned on workflow_run (owner, chain_id);
create index workflow_run_closed on workflow_run (workflow_id, started_at);
create index workflow_run_listed on workflow_run (started_at);
create index workflow_inbox_unread on workflow_inbox (consumed_seq, chain_id, position);
create index workflow_run_children on workflow_run (parent_run_id);
create index workflow_attribute_content on workflow_attribute (name, content, run_id);
