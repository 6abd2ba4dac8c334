package dev.workflows.lab.fault;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * How long clients waited for the answers to their starts, in a stretch of time.
 *
 * @param median in milliseconds
 * @param p99 in milliseconds
 */
record StartLatency(long median, long p99) {

  private static final String MILLIS =
      """
      select coalesce(percentile_disc(:part) within group (order by millis), 0)
      from (
        select extract(epoch from answered_at - asked_at) * 1000 as millis
        from lab_client
        where kind = 'START' and status = 200 and asked_at between :from and :to
          and sender like 'customer-%') c
      """;

  /** Now, as a beginning or an end. */
  static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC);
  }

  static StartLatency between(Scene scene, OffsetDateTime from, OffsetDateTime to) {
    return new StartLatency(millis(scene, 0.5, from, to), millis(scene, 0.99, from, to));
  }

  private static long millis(Scene scene, double part, OffsetDateTime from, OffsetDateTime to) {
    return scene
        .records()
        .sql(MILLIS)
        .param("part", part)
        .param("from", from)
        .param("to", to)
        .query(Number.class)
        .single()
        .longValue();
  }

  @Override
  public String toString() {
    return "median %d ms, p99 %d ms".formatted(median, p99);
  }
}
