package dev.workflows.engine;

import dev.workflows.spi.Driver;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The driver of an application: executors and the system's monotonic clock. */
public final class ThreadDriver implements Driver, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadDriver.class);
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private final Map<Lane, ExecutorService> lanes = new EnumMap<>(Lane.class);
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService fibers;
  private final RandomGenerator random = new SecureRandom();
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private final int activityThreads;
  private final boolean lendsCode;
  private volatile boolean closed;

  /**
   * A driver with threads of its own.
   *
   * @param turnThreads how many turns are made at once
   * @param activityThreads how many activities execute at once
   * @param fiberThreads the threads of workflow code: platform, or virtual where the JVM has them
   */
  public ThreadDriver(int turnThreads, int activityThreads, ThreadFactory fiberThreads) {
    this.activityThreads = activityThreads;
    lanes.put(Lane.TURN, pool(Lane.TURN, turnThreads));
    lanes.put(Lane.COMMIT, pool(Lane.COMMIT, 6));
    lanes.put(Lane.CLIENT, pool(Lane.CLIENT, 6));
    lanes.put(Lane.POLL, pool(Lane.POLL, 1));
    lanes.put(Lane.HEARTBEAT, pool(Lane.HEARTBEAT, 1));
    lanes.put(Lane.ACTIVITY, pool(Lane.ACTIVITY, activityThreads));
    this.fibers = Executors.newCachedThreadPool(inContext(fiberThreads));
    this.lendsCode = !isVirtual(fiberThreads.newThread(() -> {}));
    this.timer = new ScheduledThreadPoolExecutor(1, inContext(named("workflow-timer")));
    this.timer.setRemoveOnCancelPolicy(true);
  }

  /** Platform threads for fibers. */
  public static ThreadFactory platformFibers() {
    return named("workflow-fiber");
  }

  @Override
  public void execute(Lane lane, Runnable task) {
    ExecutorService executor = lanes.get(lane);
    if (executor == null) {
      throw new IllegalArgumentException("No lane " + lane);
    }
    try {
      executor.execute(() -> guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("A task of lane {} came after the end", lane);
    }
  }

  @Override
  public int activityThreads() {
    return activityThreads;
  }

  @Override
  public Scheduled schedule(Lane lane, Duration delay, Runnable task) {
    try {
      Future<?> future =
          timer.schedule(() -> execute(lane, task), nanos(delay), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException e) {
      LOG.debug("A task of lane {} came after the end", lane);
      return () -> {};
    }
  }

  /** For ever, if it is longer than nanoseconds can be counted: 292 years. */
  private static long nanos(Duration delay) {
    return delay.compareTo(LONGEST) > 0 ? Long.MAX_VALUE : delay.toNanos();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Executor fibers() {
    return fibers;
  }

  /**
   * Threads of workflow code, of activities and of the application may do anything. Those of other
   * lanes serve many: they keep to what they are there for. Nobody does anything after the end.
   */
  @Override
  public boolean mayDo(Lane lane) {
    if (Thread.currentThread() instanceof LaneThread thread
        && thread.lane != Lane.ACTIVITY
        && thread.lane != lane) {
      return false;
    }
    return !closed;
  }

  /** Virtual threads share a few carriers, on which workflow code has to find a place. */
  @Override
  public boolean lendsCode() {
    return lendsCode;
  }

  private static boolean isVirtual(Thread thread) {
    try {
      return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    } catch (ReflectiveOperationException olderThan21) {
      return false;
    }
  }

  @Override
  public boolean inStep() {
    return false;
  }

  /**
   * Ends all threads as soon as they have done what they do now. It interrupts nobody: any of them
   * may use a database that does not survive that.
   */
  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    lanes.values().forEach(ExecutorService::shutdown);
    fibers.shutdown();
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("A task of the engine failed", e);
    }
  }

  private ExecutorService pool(Lane lane, int threads) {
    String name = "workflow-" + lane.name().toLowerCase(Locale.ROOT);
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            inContext(task -> new LaneThread(lane, task, name + "-" + count.incrementAndGet())));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Threads are made by whoever needs one first. What they load is not to depend on that, but on
   * who made this driver: the application.
   */
  private ThreadFactory inContext(ThreadFactory threads) {
    return task -> {
      Thread thread = threads.newThread(task);
      thread.setContextClassLoader(loader);
      return thread;
    };
  }

  /** A thread that knows what it is there for. */
  private static final class LaneThread extends Thread {

    private final Lane lane;

    private LaneThread(Lane lane, Runnable task, String name) {
      super(null, task, name, 0, false);
      this.lane = lane;
      setDaemon(true);
    }
  }

  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(null, task, name + "-" + count.incrementAndGet(), 0, false);
      thread.setDaemon(true);
      return thread;
    };
  }
}
