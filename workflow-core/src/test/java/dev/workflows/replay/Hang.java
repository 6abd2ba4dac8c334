package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Lets code hang until a test lets it come back, without any time that passes. */
final class Hang implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How often the watch looks before code is left behind. */
  static final int LOOKS = 11;

  private final ReplayKit kit;
  private final CountDownLatch comeBack = new CountDownLatch(1);
  private final AtomicInteger count = new AtomicInteger();

  Hang(ReplayKit kit) {
    this.kit = kit;
  }

  /** Executes for longer than code may, until it may come back. */
  void here() {
    here(kit.watch);
  }

  /** The same of code that another watch looks after. */
  void here(CodeWatch watch) {
    count.incrementAndGet();
    look(watch, LOOKS);
    try {
      comeBack.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void look(CodeWatch watch, int looks) {
    for (int i = 0; i < looks; i++) {
      watch.look();
    }
  }

  /** How often code hung. */
  int count() {
    return count.get();
  }

  boolean lasts() {
    return comeBack.getCount() > 0;
  }

  static AbstractThrowableAssert<?, ? extends Throwable> assertHangs(ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WorkflowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HANGING_CODE));
  }

  /** Waits until everything that hung has come back. */
  void end() {
    comeBack.countDown();
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (threadsLeftBehind() > 0 && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(threadsLeftBehind()).isZero();
  }

  private int threadsLeftBehind() {
    return kit.watch.threadsLeftBehind() + kit.parts.queries().threadsLeftBehind();
  }

  @Override
  public void close() {
    end();
    kit.close();
  }
}
