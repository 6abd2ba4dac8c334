package dev.workflows.test.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that outlive the seeds, since making them is what costs most. The one that was free last
 * is taken first. Thread-safe.
 */
final class Threads implements Executor {

  private final Deque<Worker> free = new ArrayDeque<>();

  @Override
  public void execute(Runnable task) {
    Worker worker;
    synchronized (free) {
      worker = free.pollLast();
    }
    if (worker == null) {
      new Worker(task).start();
    } else {
      worker.take(task);
    }
  }

  private final class Worker extends Thread {

    private volatile @Nullable Runnable task;

    Worker(Runnable first) {
      super("simulated");
      setDaemon(true);
      task = first;
    }

    void take(Runnable next) {
      task = next;
      LockSupport.unpark(this);
    }

    @Override
    public void run() {
      while (true) {
        Runnable mine = task;
        if (mine == null) {
          LockSupport.park(this);
        } else {
          task = null;
          mine.run();
          Thread.interrupted();
          synchronized (free) {
            free.addLast(this);
          }
        }
      }
    }
  }
}
