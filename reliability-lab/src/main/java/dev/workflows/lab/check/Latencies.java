package dev.workflows.lab.check;

import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long takeovers and timers took, and what came too late, by PostgreSQL's clock and the times
 * of its commits ({@code track_commit_timestamp}).
 */
public final class Latencies {

  /** Remembers when a node lost its runs. Reads runs by {@code workflow_run_owned}. */
  private static final String LOST =
      """
      insert into lab_lost (run_id, fence, lost_at)
      select run_id, fence, clock_timestamp()
      from workflow_run
      where owner = cast(? as uuid)
      """;

  private static final String TAKEOVERS =
      """
      select percentile_disc(0.99) within group (order by millis)
      from (
        select extract(epoch from min(pg_xact_commit_timestamp(e.xmin)) - l.lost_at) * 1000
          as millis
        from lab_lost l
          join workflow_event e on e.run_id = l.run_id and e.fence > l.fence
            and e.type = 'owner_changed'
        group by l.run_id, l.fence, l.lost_at) t
      """;

  /** No other detail is ever read as a time, in whatever order the server looks at rows. */
  private static final String TIMERS =
      """
      select percentile_disc(?) within group (order by millis)
      from (
        select extract(epoch from pg_xact_commit_timestamp(e.xmin) - s.due) * 1000 as millis
        from workflow_event e
          join (
            select run_id, seq,
              case when type = 'timer_started' then cast(detail as timestamptz) end as due
            from workflow_event) s on s.run_id = e.run_id and s.seq = e.ref_seq
        where
          e.type = 'timer_fired'
          and s.due >= (select min(recorded_at) from workflow_event) + make_interval(secs => ?)) t
      """;

  /**
   * Executions that began when a result was durable already. Calls that failed do not count: who
   * cancels a run does not wait for what it is just about to begin.
   */
  private static final String LATE =
      """
      select count(*)
      from lab_activity a
        join workflow_event e on e.run_id = a.run_id and e.ref_seq = a.seq
          and e.type = 'activity_completed'
      where a.phase = 'BEGIN' and a.at > pg_xact_commit_timestamp(e.xmin)
      """;

  private static final String NEVER_TAKEN_OVER =
      """
        and not exists (
          select 1 from workflow_event o where o.run_id = a.run_id and o.type = 'owner_changed')
      """;

  private final JdbcClient jdbc;

  /** In the engine's database, which is a PostgreSQL. */
  public Latencies(DataSource engine) {
    this.jdbc = JdbcClient.create(engine);
  }

  /**
   * A node has just lost all its runs.
   *
   * @return how many there were
   */
  public int lost(String node) {
    return jdbc.sql(LOST).param(node).update();
  }

  /**
   * Milliseconds from the loss of a run to its takeover, 99th percentile; {@code null} for none.
   */
  public @Nullable Long takeoverP99() {
    return millis(TAKEOVERS);
  }

  /** {@link #timer(double, Duration)} of all timers. */
  public @Nullable Long timer(double percentile) {
    return timer(percentile, Duration.ZERO);
  }

  /**
   * Milliseconds from a timer's time to the commit that it fired; {@code null} if none did.
   *
   * @param after only of timers whose time is so long after the first event
   */
  public @Nullable Long timer(double percentile, Duration after) {
    return millis(TIMERS, percentile, after.toSeconds());
  }

  /** How many executions began after the result of their call was committed. */
  public long late() {
    return jdbc.sql(LATE).query(Long.class).single();
  }

  /** How many of them were of runs that never changed their owner, which nothing excuses. */
  public long lateWithoutTakeover() {
    return jdbc.sql(LATE + NEVER_TAKEN_OVER).query(Long.class).single();
  }

  private @Nullable Long millis(String sql, Object... parameters) {
    Number value = jdbc.sql(sql).params(parameters).query(Number.class).optional().orElse(null);
    return value == null ? null : value.longValue();
  }
}
