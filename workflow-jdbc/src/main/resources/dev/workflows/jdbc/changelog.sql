--liquibase formatted sql

-- A released change set is never edited.

--changeset dev.workflows:1-run
-- One row for each run. open_key is the workflow id while the run is open, and null afterwards.
create table ${prefix}run (
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
  constraint ${prefix}run_pk primary key (run_id)
);

--changeset dev.workflows:1-event
-- The histories: append-only, no index but the key, no foreign key.
create table ${prefix}event (
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
  constraint ${prefix}event_pk primary key (run_id, seq)
);

--changeset dev.workflows:1-inbox
-- Messages to runs. consumed_seq is the event a message became, 0 if nothing came of it.
create table ${prefix}inbox (
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
  constraint ${prefix}inbox_pk primary key (chain_id, message_id)
);

--changeset dev.workflows:1-activity
-- Activities that wait for another attempt; all others live in the history alone.
create table ${prefix}activity (
  run_id uuid not null,
  seq bigint not null,
  attempt integer not null,
  next_attempt_at timestamp(6) with time zone not null,
  last_failure text,
  constraint ${prefix}activity_pk primary key (run_id, seq)
);

--changeset dev.workflows:1-node
-- Processes and when each was last heard of.
create table ${prefix}node (
  node_id uuid not null,
  host character varying not null,
  version character varying not null,
  started_at timestamp(6) with time zone not null,
  heartbeat_at timestamp(6) with time zone not null,
  constraint ${prefix}node_pk primary key (node_id)
);

--changeset dev.workflows:1-fillfactor dbms:postgresql
-- Room on the page for new versions of rows that are updated.
alter table ${prefix}run set (fillfactor = 80);
alter table ${prefix}inbox set (fillfactor = 90);
alter table ${prefix}node set (fillfactor = 50);

--changeset dev.workflows:1-autovacuum dbms:postgresql
-- Twenty rows in a hundred are too late: dead entries slow the claims' indexes down.
alter table ${prefix}run set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
alter table ${prefix}inbox set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
alter table ${prefix}activity set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
alter table ${prefix}event set (autovacuum_vacuum_insert_scale_factor = 0.05);

--changeset dev.workflows:1-indexes-postgresql dbms:postgresql
-- Partial, so that closed and owned runs leave the claims' indexes.
create unique index ${prefix}run_open on ${prefix}run (open_key) where open_key is not null;
create unique index ${prefix}run_start on ${prefix}run (start_key) where start_key is not null;
create index ${prefix}run_due on ${prefix}run (type, wake_at) where owner is null and wake_at is not null;
create index ${prefix}run_parked on ${prefix}run (chain_id) where owner is null and open_key is not null;
create index ${prefix}run_owned on ${prefix}run (owner, chain_id) where owner is not null;
create index ${prefix}run_closed on ${prefix}run (workflow_id, started_at) where closed_at is not null;
create index ${prefix}run_listed on ${prefix}run (started_at);
create index ${prefix}inbox_unread on ${prefix}inbox (chain_id, position) where consumed_seq is null;

--changeset dev.workflows:1-indexes-h2 dbms:h2
-- Without partial indexes, the column that a partial one would test comes first.
create unique index ${prefix}run_open on ${prefix}run (open_key);
create unique index ${prefix}run_start on ${prefix}run (start_key);
create index ${prefix}run_due on ${prefix}run (owner, wake_at);
create index ${prefix}run_claim on ${prefix}run (owner, type, wake_at);
create index ${prefix}run_owned on ${prefix}run (owner, chain_id);
create index ${prefix}run_closed on ${prefix}run (workflow_id, started_at);
create index ${prefix}run_listed on ${prefix}run (started_at);
create index ${prefix}inbox_unread on ${prefix}inbox (consumed_seq, chain_id, position);

--changeset dev.workflows:2-run-parent
-- The run that called this one, and what becomes of it if that ends first.
alter table ${prefix}run add column parent_run_id uuid;
alter table ${prefix}run add column parent_chain_id uuid;
alter table ${prefix}run add column parent_seq bigint;
alter table ${prefix}run add column parent_policy character varying;

--changeset dev.workflows:2-indexes-postgresql dbms:postgresql
create index ${prefix}run_children on ${prefix}run (parent_run_id) where parent_run_id is not null and open_key is not null;

--changeset dev.workflows:2-indexes-h2 dbms:h2
create index ${prefix}run_children on ${prefix}run (parent_run_id);

--changeset dev.workflows:4-attribute
-- By which runs are found; what a run's history says of them, in rows of their own.
create table ${prefix}attribute (
  run_id uuid not null,
  name character varying not null,
  content character varying not null,
  constraint ${prefix}attribute_pk primary key (run_id, name)
);
create index ${prefix}attribute_content on ${prefix}attribute (name, content, run_id);
