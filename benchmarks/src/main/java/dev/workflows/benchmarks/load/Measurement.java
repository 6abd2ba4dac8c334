package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.database.MeteredPool.Reading;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What one engine did in one round of one case; the names and their order are those of the JSON.
 *
 * @param java the JVM's feature release
 * @param activities how many each workflow called
 * @param perSecond workflows
 * @param p50Millis from start to result, of half of the workflows at most
 * @param p99Millis the same of 99 in 100
 * @param commitsPerRun transactions of the database, those of polls and readers included
 * @param walBytesPerRun write-ahead log of the server
 * @param statementsPerRun round trips of the engine's connections
 */
public record Measurement(
    String engine,
    int java,
    String workload,
    int activities,
    int clients,
    double perSecond,
    double p50Millis,
    double p99Millis,
    double commitsPerRun,
    double walBytesPerRun,
    double statementsPerRun) {

  private static final MathContext DIGITS = new MathContext(4);

  static Measurement of(
      Case measured, String engine, ClosedLoop.Outcome outcome, Reading before, Reading after) {
    double runs = outcome.operations();
    return new Measurement(
        engine,
        Runtime.version().feature(),
        measured.workload().label(),
        measured.activities(),
        measured.clients(),
        rounded(outcome.perSecond()),
        rounded(outcome.millisAt(0.50)),
        rounded(outcome.millisAt(0.99)),
        rounded((after.commits() - before.commits()) / runs),
        rounded((after.walBytes() - before.walBytes()) / runs),
        rounded((after.roundTrips() - before.roundTrips()) / runs));
  }

  /** More digits would promise more than a benchmark can hold. */
  private static double rounded(double value) {
    return BigDecimal.valueOf(value).round(DIGITS).doubleValue();
  }
}
