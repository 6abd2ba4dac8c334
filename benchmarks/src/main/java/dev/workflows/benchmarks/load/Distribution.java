package dev.workflows.benchmarks.load;

import java.util.Map;

/**
 * Times, and what share of them did not exceed which.
 *
 * @param sorted the shortest first
 * @param perMilli how many of its units make a millisecond
 */
@SuppressWarnings("ArrayRecordComponent")
record Distribution(long[] sorted, double perMilli) {

  static Distribution ofNanos(long[] sorted) {
    return new Distribution(sorted, 1e6);
  }

  static Distribution ofMicros(long[] sorted) {
    return new Distribution(sorted, 1e3);
  }

  int count() {
    return sorted.length;
  }

  /** The time that this share did not exceed; not a number if there are none. */
  double millisAt(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.max(index, 0)] / perMilli;
  }

  /** How many are below zero. */
  long negative() {
    long count = 0;
    while (count < sorted.length && sorted[(int) count] < 0) {
      count++;
    }
    return count;
  }

  /** Adds the figures that tell of times. */
  void tell(Map<Figure, Double> figures) {
    figures.put(Figure.P50, millisAt(0.50));
    figures.put(Figure.P99, millisAt(0.99));
    figures.put(Figure.MAX, millisAt(1.00));
  }
}
