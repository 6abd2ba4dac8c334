package dev.workflows.replay;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Where the thread that made it waits for what others bring about. */
final class Rendezvous implements TurnEnd {

  private final Thread waiting = Thread.currentThread();
  private @Nullable Decision decision;
  private @Nullable RuntimeException problem;
  private volatile boolean over;

  @Override
  public void decided(@Nullable Decision newDecision) {
    decision = newDecision;
    end();
  }

  @Override
  public void failed(RuntimeException newProblem) {
    problem = newProblem;
    end();
  }

  private void end() {
    over = true;
    if (Thread.currentThread() != waiting) {
      LockSupport.unpark(waiting);
    }
  }

  /** Waits for the end; throws what made it fail. */
  @Nullable Decision await() {
    Parking.until(this, () -> over);
    if (problem != null) {
      throw problem;
    }
    return decision;
  }
}
