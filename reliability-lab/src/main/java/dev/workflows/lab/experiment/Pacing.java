package dev.workflows.lab.experiment;

/**
 * How fast something went at its beginning and at its end.
 *
 * @param events how many there were
 * @param first milliseconds that the first tenth of them took
 * @param last milliseconds that the last tenth took
 */
public record Pacing(long events, long first, long last) {

  /** Below this nothing can be told: much of it is the wait for the next poll. */
  private static final long NOISE = Laboratory.POLL.toMillis();

  private static final String TENTHS =
      """
      select count(*) as events,
        cast(extract(epoch from percentile_disc(0.1) within group (order by at) - min(at)) * 1000
          as bigint) as first,
        cast(extract(epoch from max(at) - percentile_disc(0.9) within group (order by at)) * 1000
          as bigint) as last
      from (%s) e
      """;

  /** Of these events, of which the query tells when each was {@code at}. */
  public static Pacing of(Scene scene, String events) {
    return scene.jdbc().sql(TENTHS.formatted(events)).query(Pacing.class).single();
  }

  /** Whether the end took not more than so many times as long as the beginning. */
  public boolean keepsUp(double factor) {
    return last <= factor * first + NOISE;
  }

  @Override
  public String toString() {
    return "%d events: the first tenth took %d ms, the last %d ms".formatted(events, first, last);
  }
}
