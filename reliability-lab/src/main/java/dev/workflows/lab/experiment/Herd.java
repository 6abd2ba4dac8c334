package dev.workflows.lab.experiment;

import dev.workflows.lab.load.Call;
import dev.workflows.lab.worker.Plan;
import dev.workflows.lab.worker.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Many journeys that are begun as fast as possible, beside those of customers. */
public final class Herd {

  private static final int THREADS = 8;
  private static final int REHEARSAL = 80;

  private Herd() {}

  /** Returns when all have begun. They are called by the name and a number from 1 on. */
  public static void start(Scene scene, String name, int count, IntFunction<Plan> plan)
      throws InterruptedException {
    each(
        count,
        number ->
            scene
                .door()
                .insist(scene.nodes(), Call.start(name + "-" + number, name, plan.apply(number))));
  }

  /** How much time to leave for so many to begin: twice what the first few took each. */
  public static Duration lead(Scene scene, int count) throws InterruptedException {
    long begin = System.nanoTime();
    Plan nothing = new Plan(List.of(new Stop(Stop.Kind.WORK, 1, 0)));
    start(scene, "rehearsal", REHEARSAL, number -> nothing);
    long each = (System.nanoTime() - begin) / REHEARSAL;
    return Duration.ofSeconds(5).plusNanos(2 * each * count);
  }

  /** What is done for a number. */
  public interface Task {
    void accept(int number) throws InterruptedException;
  }

  /** Does something for each number from 1 on, several at a time, and returns when all is done. */
  public static void each(int count, Task task) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(() -> work(next, count, task), "herd-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (next.get() < count) {
      throw new IllegalStateException("Only %d of %d were done".formatted(next.get(), count));
    }
  }

  private static void work(AtomicInteger next, int count, Task task) {
    try {
      for (int number = next.incrementAndGet(); number <= count; number = next.incrementAndGet()) {
        task.accept(number);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
