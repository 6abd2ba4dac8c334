package dev.workflows.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistributionTests {

  @Test
  void tellsWhatAShareDidNotExceed() {
    Distribution hundred = Distribution.ofMicros(LongStream.rangeClosed(1, 100).toArray());

    assertThat(hundred.millisAt(0.50)).isEqualTo(0.050);
    assertThat(hundred.millisAt(0.99)).isEqualTo(0.099);
    assertThat(hundred.millisAt(1.00)).isEqualTo(0.100);
    assertThat(hundred.millisAt(0.00)).isEqualTo(0.001);
  }

  @Test
  void tellsOfASingleTimeWhateverTheShare() {
    Distribution one = Distribution.ofNanos(new long[] {2_000_000});

    assertThat(one.millisAt(0.01)).isEqualTo(2).isEqualTo(one.millisAt(0.99));
  }

  @Test
  void isNotANumberWithoutTimes() {
    assertThat(Distribution.ofNanos(new long[0]).millisAt(0.5)).isNaN();
  }

  @Test
  void countsThoseBelowZero() {
    assertThat(Distribution.ofMicros(new long[] {-5, -1, 0, 3}).negative()).isEqualTo(2);
    assertThat(Distribution.ofMicros(new long[] {-5}).negative()).isEqualTo(1);
    assertThat(Distribution.ofMicros(new long[0]).negative()).isZero();
  }
}
