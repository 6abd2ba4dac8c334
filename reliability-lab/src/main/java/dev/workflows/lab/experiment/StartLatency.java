package dev.workflows.lab.experiment;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * How long clients waited for the answers to their starts, in a stretch of time.
 *
 * @param starts how many there were
 * @param median in milliseconds
 * @param p99 in milliseconds
 */
public record StartLatency(long starts, long median, long p99) {

  private static final String MILLIS =
      """
      select count(*) as starts,
        coalesce(percentile_disc(0.5) within group (order by millis), 0) as median,
        coalesce(percentile_disc(0.99) within group (order by millis), 0) as p99
      from (
        select extract(epoch from answered_at - asked_at) * 1000 as millis
        from lab_client
        where kind = 'START' and status = 200 and asked_at between :from and :to
          and sender like 'customer-%') c
      """;

  /** Now, as a beginning or an end. */
  public static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC);
  }

  public static StartLatency between(Scene scene, OffsetDateTime from, OffsetDateTime to) {
    return scene
        .records()
        .sql(MILLIS)
        .param("from", from)
        .param("to", to)
        .query((row, number) -> new StartLatency(row.getLong(1), row.getLong(2), row.getLong(3)))
        .single();
  }

  @Override
  public String toString() {
    return "%d of them, median %d ms, p99 %d ms".formatted(starts, median, p99);
  }
}
