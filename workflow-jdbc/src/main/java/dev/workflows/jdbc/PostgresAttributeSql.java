package dev.workflows.jdbc;

/**
 * The parts of statements that keep attributes, before the tables' prefix is in them. They stand in
 * no statement of runs that have none, and behind all other tables in those that they are part of.
 */
final class PostgresAttributeSql {

  /** Attributes of runs that a start has inserted. */
  static final String STARTED =
      """
      ,
      attributed as (
        insert into workflow_attribute (run_id, name, content)
        select run_id, name, content
        from unnest(?, ?, ?) as a (run_id, name, content)
        where run_id in (select run_id from started))
      """;

  /**
   * What turns make of attributes: of their own runs, which the positions of their events fence,
   * and of those that begin. Locks: the rows, which nobody else writes. Index: the primary key.
   */
  static final String CHANGED =
      """
      attributing as materialized (
        select * from unnest(?, ?, ?, ?) as a (run_id, name, content, is_new)),
      attributed as (
        insert into workflow_attribute as a (run_id, name, content)
        select run_id, name, content
        from attributing
        where content is not null
          and (not is_new or run_id in (select run_id from begun))
          and (select count(*) from claimed) >= 0
        on conflict (run_id, name) do update
        set content = excluded.content),
      unattributed as (
        delete from workflow_attribute a
        using attributing t
        where a.run_id = t.run_id and a.name = t.name and t.content is null
          and (select count(*) from claimed) >= 0),
      """;

  private PostgresAttributeSql() {}
}
