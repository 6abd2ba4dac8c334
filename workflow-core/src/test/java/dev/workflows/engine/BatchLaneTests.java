package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.Driver.Lane;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.StoreException.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Items of many callers travel together, each is answered once, and none harms another. */
class BatchLaneTests {

  private final ManualDriver driver = new ManualDriver();
  private final List<List<Integer>> sent = new ArrayList<>();
  private final Map<Integer, List<Object>> answers = new LinkedHashMap<>();
  private final Deque<RuntimeException> problems = new ArrayDeque<>();
  private Function<List<Integer>, List<String>> store = BatchLaneTests::oks;
  private int successes;
  private final Writes writes = new Writes(driver, () -> successes++);

  // ---- how they travel

  @Test
  void sendsTogetherWhatGatheredMeanwhile() {
    BatchLane<Integer, String> lane = lane(100, 1);
    submit(lane, 1, 2, 3);

    driver.run();

    assertThat(sent).containsExactly(List.of(1, 2, 3));
    assertThat(answers).containsEntry(1, List.of("ok 1")).containsEntry(3, List.of("ok 3"));
    assertThat(successes).isEqualTo(1);
  }

  @Test
  void sendsWhatComesDuringABatchWithTheNext() {
    BatchLane<Integer, String> lane = lane(100, 1);
    store =
        batch -> {
          if (batch.contains(1)) {
            submit(lane, 2, 3);
          }
          return oks(batch);
        };
    submit(lane, 1);

    driver.run();

    assertThat(sent).containsExactly(List.of(1), List.of(2, 3));
  }

  @Test
  void sendsOnTheThreadThatBringsAnItemIfNobodyElseDoes() {
    driver.free(Lane.COMMIT);
    BatchLane<Integer, String> lane = lane(100, 1);

    submitHere(lane, 1);

    assertThat(driver.readyTasks()).isZero();
    assertThat(sent).containsExactly(List.of(1));
    assertThat(answers).containsEntry(1, List.of("ok 1"));
  }

  @Test
  void keepsNoThreadThatBroughtAnItemForThoseOfOthers() {
    driver.free(Lane.COMMIT);
    BatchLane<Integer, String> lane = lane(100, 1);
    store =
        batch -> {
          if (batch.contains(1)) {
            submit(lane, 2, 3);
          }
          return oks(batch);
        };

    submitHere(lane, 1);

    assertThat(sent).containsExactly(List.of(1));
    assertThat(driver.readyLanes()).containsExactly(Lane.COMMIT);
    driver.run();
    assertThat(sent).containsExactly(List.of(1), List.of(2, 3));
  }

  @Test
  void letsNobodyElseSendWhereThatIsNotSafe() {
    driver.free(Lane.COMMIT);
    BatchLane<Integer, String> lane =
        lane(new BatchLane.Limits(Lane.COMMIT, 100, 1, 1, false, null));

    submitHere(lane, 1);

    assertThat(sent).isEmpty();
    assertThat(driver.readyLanes()).containsExactly(Lane.COMMIT);
  }

  @Test
  void sendsNothingOnAThreadThatIsToWaitForSomeTimeOnly() {
    driver.free(Lane.COMMIT);
    BatchLane<Integer, String> lane = lane(100, 1);

    submit(lane, 1);

    assertThat(sent).isEmpty();
    assertThat(driver.readyLanes()).containsExactly(Lane.COMMIT);
  }

  @Test
  void keepsNoThreadThatBroughtAnItemForWhatFailed() {
    driver.free(Lane.COMMIT);
    BatchLane<Integer, String> lane = lane(100, 1);
    store =
        batch -> {
          if (sent.size() == 1) {
            submit(lane, 2);
            throw new StoreException(Outcome.LOCKED, "55P03", null);
          }
          return oks(batch);
        };

    submitHere(lane, 1);

    assertThat(sent).containsExactly(List.of(1));
    assertThat(driver.readyLanes()).containsExactly(Lane.COMMIT);
    driver.advance(Duration.ofSeconds(1));
    assertThat(answers).containsOnlyKeys(1, 2);
  }

  /** As an error inside the database that one of them causes, each time. */
  @Test
  void answersTheOthersOfABatchWhoseOutcomeStaysUnknownForOne() {
    BatchLane<Integer, String> lane = lane(100, 1);
    store =
        batch -> {
          if (batch.contains(2)) {
            throw new StoreException(Outcome.UNKNOWN, "XX000", null);
          }
          return oks(batch);
        };
    submit(lane, 1, 2, 3);

    driver.advance(Duration.ofMinutes(1));

    assertThat(sent).startsWith(List.of(1, 2, 3), List.of(1, 2, 3));
    assertThat(answers).containsOnlyKeys(1, 3);
  }

  @Test
  void boundsABatch() {
    BatchLane<Integer, String> lane = lane(2, 1);
    submit(lane, 1, 2, 3, 4, 5);

    driver.run();

    assertThat(sent).containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
  }

  @Test
  void startsNoMoreWorkersThanItMay() {
    BatchLane<Integer, String> lane = lane(1, 3);
    submit(lane, 1, 2, 3, 4, 5, 6, 7);

    assertThat(driver.readyTasks()).isEqualTo(3);
    driver.run();
    assertThat(answers).hasSize(7);

    submit(lane, 8);
    assertThat(driver.readyTasks()).isEqualTo(1);
  }

  @Test
  void hasNoMoreBatchesInFlightThanItMay() throws InterruptedException {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch answered = new CountDownLatch(2_000);
    try (ThreadDriver threads = new ThreadDriver(1, 1, ThreadDriver.platformFibers())) {
      BatchLane<Integer, Integer> lane =
          new BatchLane<>(
              threads,
              new BatchLane.Limits(Lane.COMMIT, 10, 2, 2, true, null),
              batch -> {
                most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                Thread.yield();
                inFlight.decrementAndGet();
                return batch;
              },
              new Writes(threads, () -> {}));
      IntStream.range(0, 4)
          .mapToObj(
              part ->
                  new Thread(
                      () ->
                          IntStream.range(0, 500)
                              .forEach(i -> lane.submit(i, ok -> answered.countDown(), e -> {}))))
          .forEach(Thread::start);

      assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(most).hasValueBetween(1, 2);
  }

  // ---- outcomes that are not known, and those that may be tried again

  @ParameterizedTest
  @EnumSource(names = {"UNKNOWN", "ROLLED_BACK"})
  void sendsTheSameAgainUntilItIsAnswered(Outcome outcome) {
    BatchLane<Integer, String> lane = lane(100, 1);
    AtomicInteger times = new AtomicInteger();
    store =
        batch -> {
          if (batch.contains(1) && times.incrementAndGet() < 10) {
            throw new StoreException(outcome, "no answer", null);
          }
          return oks(batch);
        };
    submit(lane, 1);
    driver.run();
    submit(lane, 2);
    driver.run();
    assertThat(answers).containsOnlyKeys(2);

    driver.advance(Duration.ofSeconds(10));

    assertThat(sent).filteredOn(List.of(1)::equals).hasSize(10);
    assertThat(sent).hasSize(11);
    assertThat(answers.values()).containsExactlyInAnyOrder(List.of("ok 1"), List.of("ok 2"));
    assertThat(driver.delays())
        .extracting(Duration::toMillis)
        .containsExactly(20L, 40L, 80L, 160L, 320L, 640L, 1_000L, 1_000L, 1_000L);
  }

  @Test
  void triesOneByOneWhatCollidesWhenItIsSentAgain() {
    BatchLane<Integer, String> lane = lane(100, 1);
    fail(Outcome.UNKNOWN, 1);
    problems.add(new CommitRejectedException(Reason.IN_BATCH));
    submit(lane, 1, 2);

    driver.advance(Duration.ofSeconds(1));

    assertThat(sent).containsExactly(List.of(1, 2), List.of(1, 2), List.of(1), List.of(2));
    assertThat(answers).containsEntry(1, List.of("ok 1")).containsEntry(2, List.of("ok 2"));
  }

  @Test
  void setsAsideWhatWaitsForALockAndLetsTheOthersGoOn() {
    BatchLane<Integer, String> lane = lane(100, 1);
    store = refusing(2, new StoreException(Outcome.LOCKED, "locked", null));
    submit(lane, 1, 2, 3);
    driver.run();

    assertThat(answers).containsOnlyKeys(1, 3);
    submit(lane, 4);
    driver.run();
    assertThat(answers).containsOnlyKeys(1, 3, 4);

    store = BatchLaneTests::oks;
    driver.advance(Duration.ofSeconds(1));
    assertThat(answers).containsEntry(2, List.of("ok 2"));
    assertThat(sent).endsWith(List.of(2));
  }

  // ---- failures

  @Test
  void triesTheItemsOfAFailingBatchOneByOne() {
    BatchLane<Integer, String> lane = lane(100, 1);
    store = refusing(2, new CommitRejectedException(Reason.FENCED));
    submit(lane, 1, 2, 3);

    driver.run();

    assertThat(sent).containsExactly(List.of(1, 2, 3), List.of(1), List.of(2), List.of(3));
    assertThat(answers).containsEntry(1, List.of("ok 1")).containsEntry(3, List.of("ok 3"));
    assertThat(answers.get(2))
        .singleElement()
        .isInstanceOfSatisfying(
            CommitRejectedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FENCED));
    assertThat(driver.waitingTasks()).isZero();
  }

  @Test
  void failsOnlyWhatTheStoreRefuses() {
    BatchLane<Integer, String> lane = lane(100, 1);
    store = refusing(3, new StoreException(Outcome.REFUSED, "value too long", null));
    submit(lane, 1, 2, 3);

    driver.run();

    assertThat(answers.get(3)).singleElement().isInstanceOf(StoreException.class);
    assertThat(answers.get(1)).containsExactly("ok 1");
  }

  @Test
  void failsOnlyWhatBreaksTheStore() {
    BatchLane<Integer, String> lane = lane(100, 1);
    store = refusing(1, new IllegalStateException("a bug"));
    submit(lane, 1, 2);

    driver.run();

    assertThat(answers.get(1)).singleElement().isInstanceOf(IllegalStateException.class);
    assertThat(answers.get(2)).containsExactly("ok 2");
  }

  @Test
  void goesOnAfterAnErrorOfTheStore() {
    BatchLane<Integer, String> lane = lane(100, 1);
    store =
        batch -> {
          throw new NoClassDefFoundError("com/example/Driver");
        };
    submit(lane, 1, 2);
    driver.run();

    assertThat(answers.get(1))
        .singleElement()
        .isInstanceOfSatisfying(
            RuntimeException.class,
            e -> assertThat(e).hasRootCauseInstanceOf(NoClassDefFoundError.class));
    assertThat(answers.get(2)).hasSize(1);
    store = BatchLaneTests::oks;
    submit(lane, 3);
    driver.run();
    assertThat(answers.get(3)).containsExactly("ok 3");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersTheOthersAlthoughOneCannotTakeItsAnswer(boolean error) {
    BatchLane<Integer, String> lane = lane(100, 1);
    lane.submit(
        1,
        answer -> {
          if (error) {
            throw new StackOverflowError();
          }
          throw new IllegalStateException("cannot take it");
        },
        e -> {});
    submit(lane, 2);
    driver.run();
    submit(lane, 3);
    driver.run();

    assertThat(answers).containsEntry(2, List.of("ok 2")).containsEntry(3, List.of("ok 3"));
  }

  // ---- callers who wait only so long

  @Test
  void givesUpWhatNobodyWaitsForAnyMore() {
    BatchLane<Integer, String> lane = patientFor(Duration.ofSeconds(5));
    store = refusing(1, new StoreException(Outcome.UNKNOWN, "no answer", null));
    submit(lane, 1);
    driver.advance(Duration.ofSeconds(4));
    assertThat(answers).isEmpty();

    driver.advance(Duration.ofSeconds(2));

    assertThat(answers.get(1))
        .singleElement()
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> {
              assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
              assertThat(e).hasMessageContaining("within PT5S");
              assertThat(e).rootCause().hasMessageContaining("no answer");
            });
    assertThat(driver.waitingTasks()).isZero();
  }

  @Test
  void goesOnWithThoseOfABatchWhoCameLater() {
    BatchLane<Integer, String> lane = patientFor(Duration.ofSeconds(5));
    store =
        batch -> {
          throw new StoreException(Outcome.ROLLED_BACK, "connection refused", null);
        };
    submit(lane, 1);
    driver.freeze(Duration.ofSeconds(4));
    submit(lane, 2);
    driver.advance(Duration.ofSeconds(2));
    assertThat(answers).containsOnlyKeys(1);

    store = BatchLaneTests::oks;
    driver.advance(Duration.ofSeconds(1));

    assertThat(answers).containsEntry(2, List.of("ok 2"));
    assertThat(sent).endsWith(List.of(2));
  }

  @Test
  void doesNotSendAloneWhatNobodyWaitsForAnyMore() {
    BatchLane<Integer, String> lane = patientFor(Duration.ofSeconds(5));
    store =
        batch -> {
          driver.freeze(Duration.ofSeconds(3));
          throw new StoreException(Outcome.LOCKED, "locked", null);
        };
    submit(lane, 1, 2, 3);
    driver.run();

    assertThat(sent).containsExactly(List.of(1, 2, 3), List.of(1));
    assertThat(answers).containsOnlyKeys(2, 3);
  }

  @Test
  void doesNotSendWhatNobodyWaitsForAnyMore() {
    BatchLane<Integer, String> lane = patientFor(Duration.ofSeconds(5));
    submit(lane, 1);
    driver.freeze(Duration.ofSeconds(5));
    submit(lane, 2);
    driver.run();

    assertThat(sent).containsExactly(List.of(2));
    assertThat(answers.get(1)).singleElement().isInstanceOf(StoreException.class);
    assertThat(answers.get(2)).containsExactly("ok 2");
  }

  // ---- what it tells of the store

  @Test
  void tellsHowLongNothingCouldBeWritten() {
    BatchLane<Integer, String> lane = lane(100, 1);
    AtomicBoolean full = new AtomicBoolean(true);
    store =
        batch -> {
          if (full.get()) {
            throw new StoreException(Outcome.ROLLED_BACK, "could not extend file", null);
          }
          return oks(batch);
        };
    submit(lane, 1);

    driver.advance(Duration.ofSeconds(10));
    assertThat(writes.failing()).isEqualTo(Duration.ofSeconds(10));

    full.set(false);
    driver.advance(Duration.ofSeconds(1));
    assertThat(answers).containsEntry(1, List.of("ok 1"));
    assertThat(writes.failing()).isZero();
  }

  @Test
  void tellsNothingOfALockThatSomeoneHolds() {
    BatchLane<Integer, String> lane = lane(100, 1);
    fail(Outcome.LOCKED, 100);
    submit(lane, 1);

    driver.advance(Duration.ofSeconds(10));

    assertThat(answers).isEmpty();
    assertThat(writes.failing()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNKNOWN", "ROLLED_BACK"})
  void tellsNothingOfWhatNobodyWaitsForAnyMore(Outcome outcome) {
    BatchLane<Integer, String> lane = patientFor(Duration.ofSeconds(3));
    fail(outcome, 100);
    submit(lane, 1);

    driver.advance(Duration.ofSeconds(2));
    assertThat(writes.failing()).isEqualTo(Duration.ofSeconds(2));

    driver.advance(Duration.ofSeconds(2));
    assertThat(answers).containsKey(1);
    assertThat(writes.failing()).isZero();
  }

  @Test
  void tellsNothingOfWhatItGaveUpWhenItWasClosed() {
    BatchLane<Integer, String> lane = lane(100, 1);
    fail(Outcome.ROLLED_BACK, 100);
    submit(lane, 1);
    driver.advance(Duration.ofSeconds(2));

    lane.close();
    submit(lane, 2);
    driver.advance(Duration.ofSeconds(2));

    assertThat(writes.failing()).isZero();
  }

  @Test
  void tellsNothingOfWhatFailedWhileItWasClosed() {
    BatchLane<Integer, String> lane = lane(100, 1);
    store =
        batch -> {
          lane.close();
          throw new StoreException(Outcome.ROLLED_BACK, "could not extend file", null);
        };
    submit(lane, 1);
    driver.advance(Duration.ofSeconds(2));

    assertThat(answers.values()).singleElement().satisfies(BatchLaneTests::isStopped);
    assertThat(writes.failing()).isZero();
  }

  @Test
  void keepsNothingThatNobodyWaitsForAlthoughTheDatabaseNeverAnswers() {
    Duration patience = Duration.ofSeconds(3);
    BatchLane<Integer, String> lane = patientFor(patience);
    submit(lane, 1);
    submit(lane, 2);

    driver.freeze(patience);
    assertThat(answers).isEmpty();
    submit(lane, 3);

    assertThat(answers).containsOnlyKeys(1, 2);
    driver.run();
    assertThat(sent).containsExactly(List.of(3));
  }

  private BatchLane<Integer, String> patientFor(Duration patience) {
    return lane(new BatchLane.Limits(Lane.CLIENT, 100, 1, 1, true, patience));
  }

  // ---- its end

  @Test
  void answersWhatHasNotBegunWhenItIsClosed() {
    BatchLane<Integer, String> lane = lane(100, 1);
    submit(lane, 1);
    lane.close();
    submit(lane, 2);
    driver.run();

    assertThat(sent).isEmpty();
    assertThat(answers.values()).hasSize(2).allSatisfy(BatchLaneTests::isStopped);
  }

  @Test
  void answersWhatIsUnderWayWithItsOutcomeAlthoughItWasClosed() {
    BatchLane<Integer, String> lane = lane(100, 1);
    store =
        batch -> {
          lane.close();
          return oks(batch);
        };
    submit(lane, 1);
    driver.run();

    assertThat(answers).containsEntry(1, List.of("ok 1"));
  }

  @Test
  void answersWhatPausesAtOnceWhenItIsClosed() {
    BatchLane<Integer, String> lane = lane(100, 1);
    fail(Outcome.UNKNOWN, 2);
    submit(lane, 1);
    driver.run();
    lane.close();
    assertThat(answers.values()).singleElement().satisfies(BatchLaneTests::isStopped);

    driver.advance(Duration.ofSeconds(10));

    assertThat(sent).hasSize(1);
    assertThat(answers.get(1)).hasSize(1);
  }

  /** What follows from the answers is the same whenever it happens again. */
  @Test
  void answersWhatPausesInItsOrderWhenItIsClosed() {
    BatchLane<Integer, String> lane = lane(1, 1);
    fail(Outcome.UNKNOWN, 8);
    submit(lane, 1, 2, 3, 4, 5, 6, 7, 8);
    driver.run();

    lane.close();

    assertThat(answers.keySet()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void takesItemsAgainWhenItIsOpened() {
    BatchLane<Integer, String> lane = lane(100, 1);
    lane.close();
    lane.open();
    submit(lane, 1);
    driver.run();

    assertThat(answers).containsEntry(1, List.of("ok 1"));
  }

  // ---- all of it together

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void answersEveryItemOnceWhateverTheStoreDoes(int seed) {
    Random chance = new Random(seed);
    BatchLane<Integer, String> lane = lane(7, 2);
    store =
        batch -> {
          if (chance.nextInt(3) > 0) {
            throw any(chance);
          }
          return oks(batch);
        };
    for (int i = 0; i < 200; i++) {
      submit(lane, i);
      if (chance.nextInt(5) == 0) {
        driver.advance(Duration.ofMillis(chance.nextInt(100)));
      }
    }
    driver.advance(Duration.ofMinutes(30));

    assertThat(answers).hasSize(200);
    assertThat(answers.values()).allSatisfy(each -> assertThat(each).hasSize(1));
    assertThat(driver.waitingTasks()).isZero();
  }

  private static RuntimeException any(Random chance) {
    return switch (chance.nextInt(6)) {
      case 0 -> new StoreException(Outcome.UNKNOWN, "lost", null);
      case 1 -> new StoreException(Outcome.ROLLED_BACK, "deadlock", null);
      case 2 -> new StoreException(Outcome.LOCKED, "locked", null);
      case 3 -> new StoreException(Outcome.REFUSED, "too long", null);
      case 4 -> new CommitRejectedException(Reason.FENCED);
      default -> new IllegalStateException("a bug");
    };
  }

  private BatchLane<Integer, String> lane(int maxBatch, int parallelism) {
    return lane(new BatchLane.Limits(Lane.COMMIT, maxBatch, parallelism, parallelism, true, null));
  }

  private BatchLane<Integer, String> lane(BatchLane.Limits limits) {
    return new BatchLane<>(driver, limits, this::send, writes);
  }

  private List<String> send(List<Integer> batch) {
    sent.add(batch);
    RuntimeException problem = problems.poll();
    if (problem != null) {
      throw problem;
    }
    return store.apply(batch);
  }

  private static List<String> oks(List<Integer> batch) {
    return batch.stream().map(i -> "ok " + i).toList();
  }

  private static Function<List<Integer>, List<String>> refusing(
      int item, RuntimeException problem) {
    return batch -> {
      if (batch.contains(item)) {
        throw problem;
      }
      return oks(batch);
    };
  }

  private void fail(Outcome outcome, int times) {
    for (int i = 0; i < times; i++) {
      problems.add(new StoreException(outcome, "no answer", null));
    }
  }

  private void submitHere(BatchLane<Integer, String> lane, int item) {
    lane.submitHere(
        item, ok -> answers.computeIfAbsent(item, any -> new ArrayList<>()).add(ok), problems::add);
  }

  private void submit(BatchLane<Integer, String> lane, int... items) {
    for (int item : items) {
      lane.submit(
          item,
          answer -> answers.computeIfAbsent(item, i -> new ArrayList<>()).add(answer),
          problem -> answers.computeIfAbsent(item, i -> new ArrayList<>()).add(problem));
    }
  }

  private static void isStopped(List<Object> answer) {
    assertThat(answer)
        .singleElement()
        .isInstanceOfSatisfying(
            WorkflowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENGINE_STOPPED));
  }
}
