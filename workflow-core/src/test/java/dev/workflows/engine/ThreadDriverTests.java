package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.Driver.Lane;
import dev.workflows.spi.Driver.Scheduled;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The threads of an application's engine: lanes that do not wait for each other. */
class ThreadDriverTests {

  private static final Duration SOON = Duration.ofMillis(5);

  private final ThreadDriver driver = new ThreadDriver(1, 1, ThreadDriver.platformFibers());

  @AfterEach
  void close() {
    driver.close();
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void executesATaskWhileEveryOtherLaneIsFull(Lane free) throws InterruptedException {
    CountDownLatch hold = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    for (Lane lane : Lane.values()) {
      for (int i = 0; lane != free && i < 100; i++) {
        driver.execute(lane, () -> await(hold));
      }
    }

    driver.execute(free, done::countDown);

    await(done);
    hold.countDown();
  }

  /** A time-out may say that there is none. */
  @Test
  void schedulesForEver() {
    Scheduled never = driver.schedule(Lane.TURN, Duration.ofDays(200_000), () -> {});

    assertThat(never).isNotNull();
    never.cancel();
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void executesTasksAfterOneThatFailed(Lane lane) {
    CountDownLatch done = new CountDownLatch(1);
    for (int i = 0; i < 20; i++) {
      boolean error = i % 2 == 0;
      driver.execute(
          lane,
          () -> {
            if (error) {
              throw new StackOverflowError();
            }
            throw new IllegalStateException("a bug");
          });
    }

    driver.execute(lane, done::countDown);

    await(done);
  }

  @Test
  void executesAScheduledTaskNotBeforeItsTime() {
    CountDownLatch done = new CountDownLatch(1);
    long begin = driver.nanoTime();
    long[] end = new long[1];

    driver.schedule(
        Lane.TURN,
        SOON,
        () -> {
          end[0] = driver.nanoTime();
          done.countDown();
        });

    await(done);
    assertThat(end[0] - begin).isGreaterThanOrEqualTo(SOON.toNanos());
  }

  @Test
  void executesNoTaskThatWasStopped() {
    AtomicBoolean stopped = new AtomicBoolean();
    CountDownLatch later = new CountDownLatch(1);

    Scheduled task = driver.schedule(Lane.TURN, SOON, () -> stopped.set(true));
    task.cancel();
    driver.schedule(Lane.TURN, SOON.multipliedBy(3), later::countDown);

    await(later);
    assertThat(stopped).isFalse();
  }

  @Test
  void takesTasksThatAreCenturiesAway() {
    Scheduled task =
        driver.schedule(Lane.TURN, Duration.ofDays(100_000), () -> fail("centuries too early"));

    task.cancel();
  }

  @Test
  void beginsEveryFiberAtOnce() {
    CyclicBarrier all = new CyclicBarrier(50);
    CountDownLatch met = new CountDownLatch(50);
    for (int i = 0; i < 50; i++) {
      driver
          .fibers()
          .execute(
              () -> {
                try {
                  all.await(20, TimeUnit.SECONDS);
                  met.countDown();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
    }

    await(met);
  }

  @Test
  void makesThreadsInTheContextOfWhoMadeIt() {
    ClassLoader mine = Thread.currentThread().getContextClassLoader();
    Set<Object> loaders = ConcurrentHashMap.newKeySet();
    CountDownLatch done = new CountDownLatch(Lane.values().length + 1);
    Runnable look =
        () -> {
          loaders.add(Thread.currentThread().getContextClassLoader());
          done.countDown();
        };
    Thread other =
        new Thread(
            () -> {
              for (Lane lane : Lane.values()) {
                driver.execute(lane, look);
              }
              driver.fibers().execute(look);
            });
    other.setContextClassLoader(new ClassLoader(mine) {});

    other.start();

    await(done);
    assertThat(loaders).containsExactly(mine);
  }

  @Test
  void letsThreadsOfCodeDoAnythingAndThoseOfALaneTheirOwn() {
    Set<String> may = ConcurrentHashMap.newKeySet();
    CountDownLatch done = new CountDownLatch(3);
    driver.execute(Lane.TURN, () -> ask("turn", may, done));
    driver.execute(Lane.ACTIVITY, () -> ask("activity", may, done));
    driver.fibers().execute(() -> ask("fiber", may, done));
    await(done);

    assertThat(may)
        .containsExactlyInAnyOrder(
            "turn TURN",
            "activity TURN",
            "activity COMMIT",
            "activity ACTIVITY",
            "fiber TURN",
            "fiber COMMIT",
            "fiber ACTIVITY");
    driver.close();
    assertThat(driver.mayDo(Lane.TURN)).isFalse();
  }

  private void ask(String who, Set<String> may, CountDownLatch done) {
    for (Lane lane : List.of(Lane.TURN, Lane.COMMIT, Lane.ACTIVITY)) {
      if (driver.mayDo(lane)) {
        may.add(who + " " + lane);
      }
    }
    done.countDown();
  }

  @Test
  void namesItsThreadsAndKeepsNoProcessAlive() {
    Set<String> names = ConcurrentHashMap.newKeySet();
    CountDownLatch done = new CountDownLatch(Lane.values().length);
    AtomicBoolean daemons = new AtomicBoolean(true);
    for (Lane lane : Lane.values()) {
      driver.execute(
          lane,
          () -> {
            names.add(Thread.currentThread().getName());
            daemons.compareAndSet(true, Thread.currentThread().isDaemon());
            done.countDown();
          });
    }
    await(done);

    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Lane.values())
                .map(lane -> "workflow-" + lane.name().toLowerCase(java.util.Locale.ROOT) + "-1")
                .toList());
    assertThat(daemons).isTrue();
  }

  @Test
  void takesNoTaskAfterItsEndAndThrowsNothing() {
    AtomicBoolean executed = new AtomicBoolean();
    driver.close();

    driver.execute(Lane.TURN, () -> executed.set(true));
    driver.schedule(Lane.TURN, Duration.ZERO, () -> executed.set(true)).cancel();

    assertThat(executed).isFalse();
  }

  @Test
  void interruptsNoTaskAtItsEnd() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch hold = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    driver.execute(
        Lane.ACTIVITY,
        () -> {
          begun.countDown();
          await(hold);
          interrupted.set(Thread.interrupted());
          done.countDown();
        });
    await(begun);

    driver.close();
    hold.countDown();

    await(done);
    assertThat(interrupted).isFalse();
  }

  private static void fail(String message) {
    throw new AssertionError(message);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
