package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.RetryPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An attempt is over once, and its thread is never interrupted for it afterwards. */
class AttemptTests {

  private static final int RACES = 2_000;

  // ---- its life

  @Test
  void beginsUnlessItIsOver() {
    assertThat(attempt().begin(true)).isTrue();

    Attempt over = attempt();
    over.finish();
    assertThat(over.begin(true)).isFalse();
  }

  @Test
  void isOverOnce() {
    Attempt attempt = attempt();

    assertThat(attempt.finish()).isTrue();
    assertThat(attempt.finish()).isFalse();
    assertThat(attempt.withdraw()).isFalse();
  }

  @Test
  void isWithdrawnOnlyBeforeItBegins() {
    Attempt waiting = attempt();
    Attempt executing = attempt();
    executing.begin(true);

    assertThat(waiting.withdraw()).isTrue();
    assertThat(waiting.begin(true)).isFalse();
    assertThat(executing.withdraw()).isFalse();
    assertThat(executing.finish()).isTrue();
    executing.leave();
  }

  @Test
  void beginsAgainAsTheSameAfterItWasWithdrawn() {
    Attempt attempt = attempt().next(Instant.EPOCH, "broken");
    attempt.withdraw();

    Attempt again = attempt.again();

    assertThat(again.begin(true)).isTrue();
    assertThat(again.number()).isEqualTo(2);
    assertThat(again.rowAttempt()).isEqualTo(2);
    assertThat(again.dueAt()).isEqualTo(Instant.EPOCH);
    assertThat(again.lastFailure()).isEqualTo("broken");
    again.leave();
  }

  @Test
  void stopsItsAlarmWhenItIsOver() {
    AtomicInteger stopped = new AtomicInteger();
    Attempt attempt = attempt();
    attempt.alarm(stopped::incrementAndGet);
    attempt.finish();
    attempt.alarm(stopped::incrementAndGet);

    assertThat(stopped).hasValue(2);
  }

  @Test
  void tellsWhatItIs() {
    assertThat(attempt().describe()).isEqualTo("attempt 1 of 4 of shipping.ship");
    assertThat(attempt().next(Instant.EPOCH, "x").describe())
        .isEqualTo("attempt 2 of 4 of shipping.ship at 1970-01-01T00:00:00Z");
    assertThat(attempt(Integer.MAX_VALUE, null).describe()).isEqualTo("attempt 1 of shipping.ship");
  }

  // ---- interrupts

  @Test
  void interruptsTheThreadThatExecutesIt() {
    Attempt attempt = attempt();
    attempt.begin(true);

    attempt.abandon();

    assertThat(Thread.interrupted()).isTrue();
    attempt.leave();
  }

  @Test
  void interruptsNobodyWhereThatDoesHarm() {
    Attempt attempt = attempt();
    attempt.begin(false);

    attempt.interrupt();
    attempt.abandon();

    assertThat(Thread.interrupted()).isFalse();
    attempt.leave();
  }

  @Test
  void takesBackAnInterruptThatComesTooLateForIt() {
    Attempt attempt = attempt();
    attempt.begin(true);
    attempt.finish();
    attempt.interrupt();

    attempt.leave();

    assertThat(Thread.interrupted()).isFalse();
    attempt.interrupt();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void doesNotInterruptWhatHasItsOutcome() {
    Attempt attempt = attempt();
    attempt.begin(true);
    attempt.finish();

    attempt.abandon();

    assertThat(Thread.interrupted()).isFalse();
    attempt.leave();
  }

  // ---- races

  @Test
  void isDecidedByOneOfManyThatTryAtOnce() throws Exception {
    List<Predicate<Attempt>> rivals =
        List.of(
            Attempt::finish,
            Attempt::finish,
            Attempt::withdraw,
            Attempt::withdraw,
            attempt -> attempt.begin(true) && attempt.finish());
    ExecutorService threads = Executors.newFixedThreadPool(rivals.size());
    try {
      for (int race = 0; race < RACES; race++) {
        Attempt attempt = attempt();
        assertThat(winners(threads, rivals, attempt)).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void leavesNoInterruptBehindHoweverItIsAbandoned() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    AtomicBoolean stray = new AtomicBoolean();
    try {
      for (int race = 0; race < RACES; race++) {
        Attempt attempt = attempt();
        List<Predicate<Attempt>> rivals =
            List.of(
                executed -> {
                  if (executed.begin(true)) {
                    executed.finish();
                    executed.leave();
                    Thread.yield();
                    stray.compareAndSet(false, Thread.interrupted());
                  }
                  return true;
                },
                abandoned -> {
                  abandoned.abandon();
                  return true;
                },
                timedOut -> {
                  timedOut.interrupt();
                  return true;
                });
        winners(threads, rivals, attempt);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(stray).isFalse();
  }

  private static int winners(
      ExecutorService threads, List<Predicate<Attempt>> rivals, Attempt attempt) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Boolean>> all = new ArrayList<>();
    for (Predicate<Attempt> rival : rivals) {
      all.add(
          threads.submit(
              () -> {
                start.await();
                return rival.test(attempt);
              }));
    }
    start.countDown();
    int winners = 0;
    for (Future<Boolean> each : all) {
      winners += each.get(10, TimeUnit.SECONDS) ? 1 : 0;
    }
    return winners;
  }

  private static Attempt attempt() {
    return attempt(4, null);
  }

  private static Attempt attempt(int maxAttempts, @Nullable Instant dueAt) {
    RetryPolicy standard = RetryPolicy.DEFAULT;
    RetryPolicy retry =
        new RetryPolicy(
            maxAttempts,
            standard.initialInterval(),
            standard.multiplier(),
            standard.maxInterval(),
            List.of());
    ActivityDefinition activity =
        new ActivityDefinition(
            "shipping.ship",
            AttemptTests.class.getDeclaredMethods()[0],
            List.of(),
            void.class,
            retry,
            null,
            null,
            false,
            false,
            List.of());
    return new Attempt(null, 3, activity, null, 1, 0, dueAt, null);
  }
}
