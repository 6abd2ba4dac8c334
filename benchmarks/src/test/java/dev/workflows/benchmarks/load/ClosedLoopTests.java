package dev.workflows.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.benchmarks.engine.Operation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosedLoopTests {

  private static final Duration SHORT = Duration.ofMillis(20);

  @Test
  void countsEveryOperationOfEveryClient() throws Exception {
    AtomicInteger performed = new AtomicInteger();
    Operation operation = performed::incrementAndGet;

    try (ClosedLoop loop = new ClosedLoop(List.of(operation, operation, operation))) {
      ClosedLoop.Outcome outcome = loop.run(SHORT);

      assertThat(outcome.operations()).isEqualTo(performed.get()).isGreaterThan(1_024);
      assertThat(outcome.seconds()).isGreaterThanOrEqualTo(0.02);
      assertThat(outcome.latencies().sorted()).isSorted();
    }
  }

  @Test
  void canBeRunAgain() throws Exception {
    try (ClosedLoop loop = new ClosedLoop(List.of(() -> {}))) {
      loop.run(SHORT);

      assertThat(loop.run(SHORT).operations()).isPositive();
    }
  }

  @Test
  void tellsOfTheLongestFirstOperation() throws Exception {
    AtomicInteger performed = new AtomicInteger();
    Operation cold =
        () -> {
          if (performed.getAndIncrement() == 0) {
            new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
          }
        };

    try (ClosedLoop loop = new ClosedLoop(List.of(() -> {}, cold))) {
      assertThat(loop.run(SHORT).firstSeconds()).isBetween(0.005, 10.0);
    }
  }

  @Test
  void endsWithTheFirstFailure() {
    IllegalStateException failure = new IllegalStateException("wrong");
    Operation failing =
        () -> {
          throw failure;
        };

    try (ClosedLoop loop = new ClosedLoop(List.of(() -> {}, failing))) {
      assertThatThrownBy(() -> loop.run(Duration.ofMinutes(1))).isSameAs(failure);
    }
  }
}
