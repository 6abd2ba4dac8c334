package dev.workflows.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTests {

  @Test
  void triesFourTimesByDefaultWaitingTwiceAsLongEachTime() {
    assertThat(intervals(RetryPolicy.DEFAULT, 3))
        .containsExactly(seconds(1), seconds(2), seconds(4));
    assertThat(RetryPolicy.DEFAULT.allowsRetryAfter(3)).isTrue();
    assertThat(RetryPolicy.DEFAULT.allowsRetryAfter(4)).isFalse();
  }

  @Test
  void neverWaitsLongerThanTheLongestInterval() {
    assertThat(intervals(RetryPolicy.DEFAULT, 9))
        .endsWith(seconds(32), seconds(60), seconds(60), seconds(60));
  }

  @Test
  void waitsEquallyLongWithAMultiplierOfOne() {
    assertThat(intervals(policy(10, seconds(3), 1.0), 4)).containsOnly(seconds(3));
  }

  @Test
  void multipliesByFractions() {
    assertThat(intervals(policy(10, Duration.ofMillis(100), 1.5), 3))
        .containsExactly(Duration.ofMillis(100), Duration.ofMillis(150), Duration.ofMillis(225));
  }

  @Test
  void waitsForLessThanAMillisecondToo() {
    assertThat(intervals(policy(10, Duration.ofNanos(300_000), 2.0), 3))
        .containsExactly(
            Duration.ofNanos(300_000), Duration.ofNanos(600_000), Duration.ofNanos(1_200_000));
  }

  @Test
  void triesAtOnceWithAnIntervalOfZero() {
    assertThat(intervals(policy(10, Duration.ZERO, 2.0), 5)).containsOnly(Duration.ZERO);
  }

  @Test
  void boundsTheFirstIntervalToo() {
    RetryPolicy policy = new RetryPolicy(9, seconds(90), 2.0, seconds(60), List.of());

    assertThat(policy.intervalAfter(1)).isEqualTo(seconds(60));
  }

  @Test
  void staysWithinItsBoundsHoweverManyAttemptsThereAre() {
    RetryPolicy forever = policy(Integer.MAX_VALUE, seconds(1), 10.0);

    assertThat(forever.intervalAfter(Integer.MAX_VALUE - 1)).isEqualTo(seconds(60));
    assertThat(forever.allowsRetryAfter(Integer.MAX_VALUE - 1)).isTrue();
  }

  @Test
  void doesNotRetryWithOneAttempt() {
    assertThat(policy(1, seconds(1), 2.0).allowsRetryAfter(1)).isFalse();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy(0, seconds(1), 2.0))
        .withMessageContaining("maxAttempts")
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy(1, seconds(-1), 2.0))
        .withMessageContaining("initialInterval");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy(1, seconds(1), 0.9))
        .withMessageContaining("multiplier");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy(1, seconds(1), Double.NaN))
        .withMessageContaining("multiplier");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, seconds(1), 2.0, seconds(-1), List.of()))
        .withMessageContaining("maxInterval");
  }

  @Test
  void keepsItsExceptionsWhateverBecomesOfTheList() {
    List<Class<? extends Throwable>> given = new ArrayList<>(List.of(RuntimeException.class));
    RetryPolicy policy = new RetryPolicy(1, seconds(1), 2.0, seconds(1), given);

    given.clear();

    assertThat(policy.notOn()).hasSize(1);
  }

  private static List<Duration> intervals(RetryPolicy policy, int attempts) {
    return IntStream.rangeClosed(1, attempts).mapToObj(policy::intervalAfter).toList();
  }

  private static RetryPolicy policy(int maxAttempts, Duration initial, double multiplier) {
    return new RetryPolicy(maxAttempts, initial, multiplier, seconds(60), List.of());
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
