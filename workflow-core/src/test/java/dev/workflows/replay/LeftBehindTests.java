package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.workflows.RunId;
import dev.workflows.history.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the other fibers of a run, and of their threads, when one is left behind. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeftBehindTests {

  private final ReplayKit kit = new ReplayKit();
  private final CountDownLatch comeBack = new CountDownLatch(1);

  @Test
  void givesTheThreadBackThatCameBackAlthoughAnotherFiberCatchesEverythingInALoop() {
    TestRun run =
        kit.run(
                self -> {
                  while (true) {
                    try {
                      self.context.sleep(Duration.ofHours(1));
                    } catch (Throwable e) {
                      // again
                    }
                  }
                },
                (self, value) -> {
                  Hang.look(kit.watch, Hang.LOOKS);
                  try {
                    comeBack.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                })
            .start();
    assertThat(catchThrowable(() -> run.push("x"))).isNotNull();

    kit.mayKeepThreads(1);
    comeBack.countDown();

    kit.awaitNoThreads();
  }

  /** Code that comes back in the very moment it is given up, in a turn or while it is unwound. */
  @Test
  void endsTheFibersOfARunOnOneThreadOnly() {
    Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    AtomicInteger active = new AtomicInteger();
    ExecutorService threads = Executors.newCachedThreadPool();
    Executor noted =
        task -> {
          active.incrementAndGet();
          threads.execute(
              () -> {
                try {
                  task.run();
                } catch (Throwable e) {
                  thrown.add(e);
                } finally {
                  active.decrementAndGet();
                }
              });
        };
    for (int i = 0; i < 2_000; i++) {
      comeBackWhenGivenUp(i, noted);
    }

    await(() -> active.get() == 0);
    threads.shutdownNow();
    assertThat(thrown).isEmpty();
    assertThat(active).hasValue(0);
  }

  private void comeBackWhenGivenUp(int number, Executor threads) {
    CodeWatch watch = new CodeWatch(Duration.ofSeconds(7));
    boolean inTurn = number % 2 == 0;
    boolean everyone = number % 4 < 2;
    RunExecution run =
        new RunExecution(
            new RunId("order-" + number, new UUID(8, number)),
            kit.scripted(
                self -> {
                  try {
                    self.context.sleep(Duration.ofHours(1));
                  } finally {
                    Hang.look(watch, Hang.LOOKS);
                  }
                  return "never";
                },
                (self, value) -> {
                  if (inTurn && value.equals("2")) {
                    Hang.look(watch, Hang.LOOKS);
                  }
                  try {
                    self.context.sleep(Duration.ofHours(1));
                  } finally {
                    if (everyone) {
                      Hang.look(watch, Hang.LOOKS);
                    }
                  }
                }),
            new ExecutionParts(kit.codec, kit.scope, threads, ReplayKit.LIMIT, watch));
    run.decide(TestRun.BEGINNING, List.of(new Event.WorkflowStarted("scripted", 1, null)));
    Throwable problem = null;
    for (int n = 1; n <= 3 && problem == null; n++) {
      List<Event> signal = List.of(signal(n));
      Instant at = TestRun.BEGINNING.plusSeconds(n);
      problem = catchThrowable(() -> run.decide(at, signal));
    }
    if (run.hasThreads()) {
      run.end();
    }
  }

  private Event signal(int number) {
    return new Event.SignalReceived(
        "push",
        "m" + number,
        kit.codec.encodeArguments(List.of(String.class), new Object[] {"" + number}));
  }

  private static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean() && System.nanoTime() < until) {
      Thread.yield();
    }
  }
}
