package dev.workflows.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MarksTests {

  @Test
  void countsARunOnce() throws InterruptedException {
    Marks marks = Marks.until(2, Instant.now());

    marks.set(1);
    marks.set(1);

    assertThat(marks.count()).isEqualTo(1);
    assertThat(marks.await(Duration.ZERO)).isFalse();
    marks.set(0);
    assertThat(marks.await(Duration.ZERO)).isTrue();
  }

  @Test
  void tellsHowLateAndHowEarlyRunsWere() {
    Instant due = Instant.now();
    Marks late = Marks.until(3, due.minusSeconds(5));
    Marks early = Marks.until(3, due.plusSeconds(50));

    late.set(2);
    early.set(2);

    assertThat(late.lateness()).hasSize(1);
    assertThat(late.lateness()[0]).isGreaterThanOrEqualTo(5_000_000);
    assertThat(early.lateness()).hasSize(1);
    assertThat(early.lateness()[0]).isNegative();
  }

  @Test
  void holdsRunsWhereItIsAskedTo() throws InterruptedException {
    Marks marks = Marks.holding(1);
    Thread run = new Thread(() -> marks.set(0));
    run.setDaemon(true);
    run.start();

    assertThat(marks.await(Duration.ofMinutes(1))).isTrue();
    run.join(TimeUnit.MILLISECONDS.toMillis(20));
    assertThat(run.isAlive()).isTrue();
    run.interrupt();
    run.join();
  }

  @Test
  void ringsEachClientsOwnBell() throws InterruptedException {
    Bells bells = new Bells();
    int first = bells.add();
    int second = bells.add();

    bells.ring(second, 3);
    bells.ring(first);

    assertThat(bells.await(first)).isZero();
    assertThat(bells.await(second)).isEqualTo(3);
    assertThat(first).isNotEqualTo(second);
  }
}
