package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.WorkflowException;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody waits for code to come to rest: its own thread does what follows, and can be lent. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HandingOverTests {

  private final ReplayKit kit = new ReplayKit();
  private final ExecutionParts parts =
      new ExecutionParts(
          kit.codec,
          kit.scope,
          kit.parts.fibers(),
          false,
          ReplayKit.LIMIT,
          ChildCalls.NONE,
          kit.watch,
          kit.watch.another(),
          kit.parts.definitions(),
          ArgumentCheck.NONE);
  private final BlockingQueue<Ended> ends = new LinkedBlockingQueue<>();
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  /** How a turn ended, and where. */
  private record Ended(Decision decision, RuntimeException problem, Thread thread) {}

  /** Tells how its turn ended. */
  private final class End implements TurnEnd {

    @Override
    public void decided(Decision decision) {
      ends.add(new Ended(decision, null, Thread.currentThread()));
    }

    @Override
    public void failed(RuntimeException problem) {
      ends.add(new Ended(null, problem, Thread.currentThread()));
    }
  }

  @AfterEach
  void close() {
    kit.close();
  }

  private RunExecution execution(Scripted.Code code) {
    RunExecution execution = new RunExecution(ReplayKit.RUN, kit.scripted(code), parts);
    kit.endLater(execution);
    return execution;
  }

  private Ended turn(RunExecution run, int second, Event... external) throws InterruptedException {
    run.decide(at(second), List.of(external), new End());
    return ended();
  }

  private Ended ended() throws InterruptedException {
    return Objects.requireNonNull(ends.poll(20, TimeUnit.SECONDS), "no end");
  }

  private Ended begin(RunExecution run) throws InterruptedException {
    return turn(run, 0, new Event.WorkflowStarted("scripted", 1, null));
  }

  private static Instant at(int second) {
    return TestRun.BEGINNING.plusSeconds(second);
  }

  private static Event charged(long call) {
    return new Event.ActivityCompleted(call, 1, new Payload("\"paid\""));
  }

  private static Errand errand(Runnable work, Runnable afterwards, Runnable declined) {
    return new Errand() {

      @Override
      public Runnable perform() {
        work.run();
        return afterwards;
      }

      @Override
      public void declined() {
        declined.run();
      }
    };
  }

  @Test
  void endsATurnOnTheThreadOfTheCode() throws InterruptedException {
    Thread[] code = new Thread[1];
    RunExecution run =
        execution(
            self -> {
              code[0] = Thread.currentThread();
              return self.acts.charge("a");
            });

    Ended first = begin(run);
    Ended last = turn(run, 1, charged(2));

    assertThat(first.decision().events()).hasSize(2);
    assertThat(first.thread()).isSameAs(code[0]);
    assertThat(last.decision().closing()).isPresent();
    assertThat(last.thread()).isSameAs(code[0]);
  }

  @Test
  void lendsTheThreadThatWaitsAndGoesOnWithWhatItBringsBack() throws InterruptedException {
    RunExecution run = execution(self -> self.acts.charge("a") + self.acts.charge("b"));
    Ended first = begin(run);
    Thread[] errand = new Thread[1];
    CallWaiter waiter = Objects.requireNonNull(run.waiterFor(2));

    boolean lent =
        waiter.lend(
            errand(
                () -> errand[0] = Thread.currentThread(),
                () -> run.decide(at(1), List.of(charged(2)), new End()),
                () -> said.add("declined")));

    assertThat(lent).isTrue();
    Ended second = ended();
    assertThat(errand[0]).isSameAs(first.thread()).isSameAs(second.thread());
    assertThat(second.decision().events()).hasSize(2);
    assertThat(run.waiterFor(2)).isNull();
    assertThat(run.waiterFor(4)).isNotNull();
    assertThat(said).isEmpty();
  }

  @Test
  void keepsWhatTheCodeKnowsOfItsThreadFromAnErrandAndBack() throws InterruptedException {
    RunExecution run =
        execution(
            self -> {
              String paid = self.acts.charge("a");
              said.add("code " + kit.scope.isInRun());
              return paid;
            });
    begin(run);

    Objects.requireNonNull(run.waiterFor(2))
        .lend(
            errand(
                () -> said.add("errand " + kit.scope.isInRun()),
                () -> run.decide(at(1), List.of(charged(2)), new End()),
                () -> said.add("declined")));
    ended();

    assertThat(said).containsExactly("errand false", "code true");
  }

  @Test
  void tellsThatItsThreadIsAwayAndUnwindsItOnlyWhenItComesBack() throws InterruptedException {
    CountDownLatch away = new CountDownLatch(1);
    CountDownLatch back = new CountDownLatch(1);
    CountDownLatch unwound = new CountDownLatch(1);
    RunExecution run =
        execution(
            self -> {
              try {
                return self.acts.charge("a");
              } finally {
                unwound.countDown();
              }
            });
    begin(run);
    CallWaiter waiter = Objects.requireNonNull(run.waiterFor(2));
    waiter.lend(
        errand(
            () -> {
              away.countDown();
              awaitRelease(back);
            },
            () -> said.add("outcome"),
            () -> said.add("declined")));
    away.await();

    boolean isAway = run.isAwayFrom(List.of(2L));
    boolean lentAgain = waiter.lend(errand(() -> {}, () -> {}, () -> {}));
    run.end();
    boolean isUnwound = unwound.getCount() == 0;
    back.countDown();

    assertThat(isAway).isTrue();
    assertThat(lentAgain).isFalse();
    assertThat(isUnwound).isFalse();
    assertThat(unwound.await(20, TimeUnit.SECONDS)).isTrue();
    kit.awaitNoThreads();
    assertThat(said).containsExactly("outcome");
    assertThat(waiter.lend(errand(() -> {}, () -> {}, () -> {}))).isFalse();
  }

  @Test
  void goesOnInOtherCodeWhileAThreadIsAway() throws InterruptedException {
    CountDownLatch back = new CountDownLatch(1);
    RunExecution run = execution(self -> self.acts.charge("a"));
    begin(run);
    Objects.requireNonNull(run.waiterFor(2))
        .lend(
            errand(
                () -> awaitRelease(back),
                () -> run.decide(at(2), List.of(charged(2)), new End()),
                () -> said.add("declined")));

    Ended signalled =
        turn(
            run,
            1,
            new Event.SignalReceived(
                "push",
                "m1",
                null,
                kit.codec.encodeArguments(List.of(String.class), new Object[] {"x"})));
    back.countDown();

    assertThat(signalled.decision().events()).hasSize(1);
    assertThat(ended().decision().closing()).isPresent();
  }

  @Test
  void saysThatAnErrandWasNotDoneWhenItsThreadHasToGoOn() throws InterruptedException {
    CountDownLatch outcome = new CountDownLatch(1);
    CountDownLatch back = new CountDownLatch(1);
    RunExecution run = execution(self -> self.acts.charge("a"));
    begin(run);
    CallWaiter waiter = Objects.requireNonNull(run.waiterFor(2));
    waiter.lend(
        errand(
            () -> {},
            () -> {
              outcome.countDown();
              awaitRelease(back);
            },
            () -> {}));
    outcome.await();

    boolean lent =
        waiter.lend(errand(() -> said.add("done"), () -> {}, () -> said.add("declined")));
    run.decide(at(1), List.of(charged(2)), new End());
    back.countDown();

    assertThat(lent).isTrue();
    assertThat(ended().decision().closing()).isPresent();
    kit.awaitNoThreads();
    assertThat(said).containsExactly("declined");
  }

  @Test
  void tellsWhatFailedOnTheThreadOfTheCode() throws InterruptedException {
    RunExecution run =
        execution(
            self -> {
              throw new AssertionError("impossible");
            });

    assertThat(begin(run).problem()).isInstanceOf(WorkflowException.class);
  }

  @Test
  void tellsThatCodeHangsToNobodyWhoWaits() throws InterruptedException {
    CountDownLatch executes = new CountDownLatch(1);
    CountDownLatch back = new CountDownLatch(1);
    RunExecution run =
        execution(
            self -> {
              executes.countDown();
              awaitRelease(back);
              return self.acts.charge("a");
            });
    run.decide(at(0), List.of(new Event.WorkflowStarted("scripted", 1, null)), new End());
    executes.await();

    Hang.look(kit.watch, Hang.LOOKS);

    assertThat(ended().problem()).hasMessageContaining("did not come to rest");
    assertThat(run.hangs()).isTrue();
    back.countDown();
    kit.awaitNoThreads();
  }

  @Test
  void doesNotTakeWhatAThreadDoesBesideItsCodeForCodeThatHangs() throws InterruptedException {
    CountDownLatch away = new CountDownLatch(1);
    CountDownLatch back = new CountDownLatch(1);
    RunExecution run = execution(self -> self.acts.charge("a"));
    begin(run);
    Objects.requireNonNull(run.waiterFor(2))
        .lend(
            errand(
                () -> {
                  away.countDown();
                  awaitRelease(back);
                },
                () -> {},
                () -> {}));
    away.await();
    run.decide(at(1), List.of(charged(2)), new End());

    Hang.look(kit.watch, 2 * Hang.LOOKS);
    back.countDown();

    assertThat(ended().decision().closing()).isPresent();
    assertThat(kit.watch.threadsLeftBehind()).isZero();
  }

  @Test
  void doesNotTakeTheEndOfATurnForCodeThatHangs() throws InterruptedException {
    CountDownLatch back = new CountDownLatch(1);
    RunExecution run = execution(self -> self.acts.charge("a"));
    run.decide(
        at(0),
        List.of(new Event.WorkflowStarted("scripted", 1, null)),
        new TurnEnd() {

          @Override
          public void decided(Decision decision) {
            new End().decided(decision);
            awaitRelease(back);
          }

          @Override
          public void failed(RuntimeException problem) {
            new End().failed(problem);
          }
        });
    ended();
    run.decide(at(1), List.of(charged(2)), new End());

    Hang.look(kit.watch, 2 * Hang.LOOKS);
    back.countDown();

    assertThat(ended().decision().closing()).isPresent();
    assertThat(kit.watch.threadsLeftBehind()).isZero();
  }

  @Test
  void refusesEverythingToCodeThatUnwindsAlone() throws InterruptedException {
    CountDownLatch away = new CountDownLatch(1);
    CountDownLatch back = new CountDownLatch(1);
    RunExecution run =
        execution(
            self -> {
              while (said.size() < 10) {
                try {
                  return chargeAndRelease(self);
                } catch (RuntimeException e) {
                  said.add(e.toString());
                }
              }
              return null;
            });
    begin(run);
    Objects.requireNonNull(run.waiterFor(2))
        .lend(
            errand(
                () -> {
                  away.countDown();
                  awaitRelease(back);
                },
                () -> {},
                () -> {}));
    away.await();

    run.end();
    back.countDown();

    kit.awaitNoThreads();
    assertThat(said).isEmpty();
  }

  private static String chargeAndRelease(Scripted self) {
    try {
      return self.acts.charge("a");
    } finally {
      self.acts.release("a");
    }
  }

  @Test
  void keepsInterruptsOfTheCodeToTheCode() throws InterruptedException {
    RunExecution run =
        execution(
            self -> {
              Thread.currentThread().interrupt();
              String paid = self.acts.charge("a");
              said.add("code " + Thread.interrupted());
              return paid;
            });
    run.decide(
        at(0),
        List.of(new Event.WorkflowStarted("scripted", 1, null)),
        new TurnEnd() {

          @Override
          public void decided(Decision decision) {
            said.add("turn " + Thread.currentThread().isInterrupted());
            lendAndGoOn(run);
          }

          @Override
          public void failed(RuntimeException problem) {
            new End().failed(problem);
          }
        });

    assertThat(ended().decision().closing()).isPresent();
    assertThat(said).containsExactly("turn false", "errand false", "code true");
  }

  private void lendAndGoOn(RunExecution run) {
    Objects.requireNonNull(run.waiterFor(2))
        .lend(
            errand(
                () -> said.add("errand " + Thread.currentThread().isInterrupted()),
                () -> run.decide(at(1), List.of(charged(2)), new End()),
                () -> said.add("declined")));
  }

  /** Somebody lets it go on while it is awake, so that it may be at its end at once. */
  @Test
  void executesNothingTwiceThatIsAwakeWhenItIsLetGoOn() throws InterruptedException {
    AtomicInteger twice = new AtomicInteger();
    AtomicReference<Thread> target = new AtomicReference<>();
    AtomicBoolean stop = new AtomicBoolean();
    for (int i = 0; i < 3; i++) {
      Thread noise = new Thread(() -> wakeUntil(stop, target));
      noise.setDaemon(true);
      noise.start();
    }
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    while (System.nanoTime() < until && twice.get() == 0) {
      FiberThread thread = new FiberThread();
      CountDownLatch waits = new CountDownLatch(1);
      CountDownLatch ended = new CountDownLatch(1);
      Runnable code = () -> waitOnce(thread, target, waits, ended);
      thread.handOver(kit.parts.fibers(), code);
      waits.await();
      thread.handOver(task -> twice.incrementAndGet(), code);
      ended.await();
    }
    stop.set(true);

    assertThat(twice).hasValue(0);
  }

  private static void wakeUntil(AtomicBoolean stop, AtomicReference<Thread> target) {
    while (!stop.get()) {
      LockSupport.unpark(target.get());
    }
  }

  private static void waitOnce(
      FiberThread thread,
      AtomicReference<Thread> target,
      CountDownLatch waits,
      CountDownLatch ended) {
    thread.begins();
    thread.baton().giveBack();
    target.set(Thread.currentThread());
    waits.countDown();
    thread.await();
    thread.ends();
    thread.baton().giveBack();
    ended.countDown();
  }

  private static void awaitRelease(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("never let go");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
