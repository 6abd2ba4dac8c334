package dev.workflows.lab.check;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What expeditions came to: where there is none of something, the rules on it say nothing.
 *
 * @param children that ended
 * @param continued runs that went on in another one
 * @param updates that were accepted
 * @param undone activities that were undone
 */
public record Reached(long children, long continued, long updates, long undone) {

  private static final String COUNTS =
      """
      select
        (select count(*) from workflow_run
          where parent_run_id is not null and closed_at is not null) as children,
        count(case when e.type = 'workflow_continued_as_new' then 1 end) as continued,
        count(case when e.type = 'update_accepted' then 1 end) as updates,
        count(case when e.type = 'activity_scheduled' and e.name = 'work.strike' then 1 end)
          as undone
      from workflow_event e
      """;

  /** In the engine's database. */
  static Reached in(JdbcClient engine) {
    return engine.sql(COUNTS).query(Reached.class).single();
  }

  @Override
  public String toString() {
    return "%d children, %d runs continued, %d updates, %d activities undone"
        .formatted(children, continued, updates, undone);
  }
}
