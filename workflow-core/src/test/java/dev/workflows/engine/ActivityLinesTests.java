package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.RetryPolicy;
import dev.workflows.spi.Driver.Lane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads go round the activities; none has more than its share. */
class ActivityLinesTests {

  private final ManualDriver driver = new ManualDriver();
  private final List<String> executed = new ArrayList<>();
  private final List<String> outcomes = new ArrayList<>();
  private final Map<String, Attempt> attempts = new HashMap<>();

  private ActivityLines lines(int threads, int activities) {
    driver.activityThreads = threads;
    return new ActivityLines(driver, activities, this::execute);
  }

  private Runnable execute(Attempt attempt) {
    executed.add(name(attempt));
    return () -> outcomes.add(name(attempt));
  }

  private String name(Attempt attempt) {
    return attempt.activity().name() + attempt.seq();
  }

  private void join(ActivityLines lines, String activity, int from, int to) {
    join(lines, activity, null, from, to);
  }

  private void join(
      ActivityLines lines, String activity, @Nullable Integer maxConcurrent, int from, int to) {
    for (int seq = from; seq <= to; seq++) {
      Attempt attempt = attempt(activity, maxConcurrent, seq);
      attempts.put(activity + seq, attempt);
      lines.join(attempt);
    }
  }

  private static Attempt attempt(String activity, @Nullable Integer maxConcurrent, long seq) {
    ActivityDefinition definition =
        new ActivityDefinition(
            activity,
            ActivityLinesTests.class.getDeclaredMethods()[0],
            List.of(),
            void.class,
            RetryPolicy.DEFAULT,
            null,
            maxConcurrent,
            false,
            false,
            List.of());
    return new Attempt(null, seq, definition, null, 1, 0, null, null);
  }

  @Test
  void giveALoneAttemptToTheDriverAtOnce() {
    ActivityLines lines = lines(4, 2);

    join(lines, "a", 1, 1);

    assertThat(driver.readyLanes()).containsExactly(Lane.ACTIVITY);
    driver.runOne();
    assertThat(executed).containsExactly("a1");
    assertThat(driver.readyTasks()).isZero();
  }

  @Test
  void giveTheDriverNoMoreThanItHasThreads() {
    ActivityLines lines = lines(4, 2);

    join(lines, "a", 1, 200);
    assertThat(driver.readyTasks()).as("one is left for others").isEqualTo(3);
    join(lines, "b", 1, 200);

    assertThat(driver.readyTasks()).isEqualTo(4);
    driver.run();
    assertThat(executed).hasSize(400).doesNotHaveDuplicates();
  }

  @Test
  void serveEachActivityInTheOrderOfItsAttempts() {
    ActivityLines lines = lines(1, 2);

    join(lines, "a", 1, 5);
    driver.run();

    assertThat(executed).containsExactly("a1", "a2", "a3", "a4", "a5");
  }

  @Test
  void serveTheActivitiesInTurn() {
    ActivityLines lines = lines(1, 3);
    join(lines, "a", 1, 4);
    join(lines, "b", 1, 2);
    join(lines, "c", 1, 1);

    driver.run();

    assertThat(executed).containsExactly("a1", "b1", "c1", "a2", "b2", "a3", "a4");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 1",
    "2, 2, 1",
    "3, 2, 2",
    "4, 2, 3",
    "16, 2, 12",
    "32, 9, 24",
    "4, 1, 4",
    "1, 1, 1"
  })
  void giveOneActivityAllThreadsButAQuarterIfThereAreOthers(
      int threads, int activities, int share) {
    ActivityLines lines = lines(threads, activities);

    join(lines, "a", 1, 100);

    assertThat(driver.readyTasks()).isEqualTo(share);
  }

  @Test
  void giveAnActivityWhatIsConfiguredForIt() {
    ActivityLines lines = lines(4, 2);

    join(lines, "few", 1, 1, 10);
    join(lines, "many", 100, 1, 10);
    assertThat(driver.readyTasks()).isEqualTo(4);

    driver.run();
    assertThat(executed).hasSize(20).startsWith("few1", "many1", "many2", "many3");
  }

  @Test
  void serveWhoeverComesNextWhereADriverSaysNothingOfThreads() {
    ActivityLines lines = lines(Integer.MAX_VALUE, 2);

    join(lines, "a", 1, 1000);

    assertThat(driver.readyTasks()).isEqualTo(1000);
  }

  @Test
  void forgetAnAttemptThatIsWithdrawnWhileItWaits() {
    ActivityLines lines = lines(1, 2);
    join(lines, "a", 1, 3);
    join(lines, "b", 1, 1);

    assertThat(attempts.get("a2").withdraw()).isTrue();
    attempts.get("b1").abandon();
    driver.run();

    assertThat(executed).containsExactly("a1", "a3");
    assertThat(driver.readyTasks()).isZero();
  }

  @Test
  void takeNoAttemptThatIsOver() {
    ActivityLines lines = lines(1, 2);
    Attempt over = attempt("a", null, 1);
    over.finish();

    lines.join(over);

    assertThat(driver.readyTasks()).isZero();
  }

  @Test
  void takeAnAttemptThatIsOverFromTheLineThoughItsTaskIsWithTheDriver() {
    ActivityLines lines = lines(1, 2);
    join(lines, "a", 1, 2);

    attempts.get("a1").abandon();
    driver.run();

    assertThat(executed).as("its executor finds out").containsExactly("a1", "a2");
  }

  @Test
  void letAThreadThatIsThereAnywayExecuteWhatWouldBeginAtOnce() {
    ActivityLines lines = lines(2, 2);

    Runnable outcome = lines.executeHere(attempt("a", null, 1));

    assertThat(executed).containsExactly("a1");
    assertThat(driver.readyTasks()).isZero();
    outcome.run();
    assertThat(outcomes).containsExactly("a1");
  }

  @Test
  void letNobodyPassTheLine() {
    ActivityLines lines = lines(2, 2);
    join(lines, "a", 1, 2);

    Runnable outcome = lines.executeHere(attempt("a", null, 3));

    outcome.run();
    assertThat(executed).isEmpty();
    driver.run();
    assertThat(executed).containsExactly("a1", "a2", "a3");
    assertThat(outcomes).containsExactly("a1", "a2", "a3");
  }

  @Test
  void countAThreadThatIsThereAnyway() {
    driver.activityThreads = 1;
    List<String> order = new ArrayList<>();
    ActivityLines[] lines = new ActivityLines[1];
    lines[0] =
        new ActivityLines(
            driver,
            2,
            attempt -> {
              if (attempt.activity().name().equals("a")) {
                lines[0].join(attempt("b", null, 1));
                order.add("waiting " + driver.readyTasks());
              }
              order.add(name(attempt));
              return () -> {};
            });

    lines[0].executeHere(attempt("a", null, 1)).run();
    driver.run();

    assertThat(order).containsExactly("waiting 0", "a1", "b1");
  }

  @Test
  void goOnAfterAnAttemptThatEndedWithAnError() {
    driver.activityThreads = 1;
    ActivityLines lines =
        new ActivityLines(
            driver,
            2,
            attempt -> {
              executed.add(name(attempt));
              throw new StackOverflowError();
            });
    join(lines, "a", 1, 2);

    for (int i = 0; i < 2; i++) {
      try {
        driver.runOne();
      } catch (StackOverflowError expected) {
        assertThat(executed).hasSize(i + 1);
      }
    }

    assertThat(driver.readyTasks()).isZero();
  }

  @Test
  void leaveAThreadToOthersWhileAnActivityIsSlow() throws InterruptedException {
    CountDownLatch hold = new CountDownLatch(1);
    CountDownLatch quick = new CountDownLatch(1);
    CountDownLatch all = new CountDownLatch(201);
    AtomicInteger atOnce = new AtomicInteger();
    try (ThreadDriver threads = new ThreadDriver(1, 4, ThreadDriver.platformFibers())) {
      ActivityLines lines =
          new ActivityLines(
              threads,
              2,
              attempt -> {
                if (attempt.activity().name().equals("slow")) {
                  atOnce.incrementAndGet();
                  await(hold);
                } else {
                  quick.countDown();
                }
                all.countDown();
                return () -> {};
              });
      join(lines, "slow", 1, 200);

      join(lines, "quick", 1, 1);

      await(quick);
      assertThat(atOnce).hasValueLessThanOrEqualTo(3);
      hold.countDown();
      await(all);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
