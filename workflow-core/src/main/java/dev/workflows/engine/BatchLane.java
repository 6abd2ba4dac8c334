package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.spi.Driver;
import dev.workflows.spi.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends items of many callers together: whatever gathered while the batches before were under way
 * is the next batch. No artificial delay. Thread-safe.
 *
 * <p>What it promises: every item is answered once. An item whose outcome is unknown is sent again,
 * unchanged, until it is known; if that of its batch stays unknown, in halves of it. An item that
 * fails in a batch is tried alone, so that it harms no other. An item that waits for a lock is set
 * aside and tried alone, later and later. Where a lane has a patience, an item older than that is
 * not sent any more: nobody waits for its answer.
 *
 * @param <I> what is sent; sending it twice must be harmless
 * @param <O> the answer
 */
final class BatchLane<I, O> {

  private static final Logger LOG = LoggerFactory.getLogger(BatchLane.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Driver driver;
  private final Limits limits;
  private final Function<List<I>, List<O>> sender;
  private final Writes writes;
  private final Deque<Item<I, O>> queue = new ArrayDeque<>();
  private final Map<Object, List<Item<I, O>>> paused = new LinkedHashMap<>();
  private final LaneWidth width;
  private int workers;
  private boolean closed;

  BatchLane(Driver driver, Limits limits, Function<List<I>, List<O>> sender, Writes writes) {
    this.driver = driver;
    this.limits = limits;
    this.width = new LaneWidth(limits.least(), limits.most());
    this.sender = sender;
    this.writes = writes;
  }

  /** Sends an item; exactly one of the two is called, on a thread of the lane. */
  void submit(I value, Consumer<O> answered, Consumer<RuntimeException> failed) {
    Item<I, O> item = new Item<>(value, driver.nanoTime(), answered, failed);
    boolean refused;
    boolean start = false;
    List<Item<I, O>> late;
    synchronized (this) {
      late = late(item.since());
      refused = closed;
      if (!refused) {
        queue.add(item);
        start = workers < width.now();
        workers += start ? 1 : 0;
      }
    }
    late.forEach(old -> old.fail(unanswered(Objects.requireNonNull(limits.patience()), null)));
    if (refused) {
      item.fail(stopped());
    } else if (start && limits.mayLead() && driver.mayDo(limits.lane())) {
      lead();
    } else if (start) {
      driver.execute(limits.lane(), this::work);
    }
  }

  /** Sends the first batch on the caller's thread, which would only wait for it; not more. */
  private void lead() {
    List<Item<I, O>> batch = next();
    if (batch.isEmpty()) {
      return;
    }
    sendAwaited(batch, FIRST_PAUSE, null);
    if (!retires()) {
      driver.execute(limits.lane(), this::work);
    }
  }

  private synchronized boolean retires() {
    boolean idle = queue.isEmpty() || workers > width.now();
    workers -= idle ? 1 : 0;
    return idle;
  }

  /** Takes what nobody waits for any more from the queue, which else grew while nothing answers. */
  private List<Item<I, O>> late(long now) {
    List<Item<I, O>> late = new ArrayList<>();
    Duration patience = limits.patience();
    while (patience != null
        && !queue.isEmpty()
        && now - queue.peek().since() >= patience.toNanos()) {
      late.add(queue.remove());
    }
    return late;
  }

  /** Takes items; also after {@link #close()}. */
  synchronized void open() {
    closed = false;
  }

  /** Answers everything that is not under way with an error, now and until it is opened. */
  void close() {
    List<Item<I, O>> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(queue);
      paused.values().forEach(left::addAll);
      writes.retried(-paused.size());
      queue.clear();
      paused.clear();
    }
    left.forEach(item -> item.fail(stopped()));
  }

  private void work() {
    List<Item<I, O>> batch = next();
    while (!batch.isEmpty()) {
      sendAwaited(batch, FIRST_PAUSE, null);
      batch = next();
    }
  }

  private synchronized List<Item<I, O>> next() {
    List<Item<I, O>> batch = new ArrayList<>(Math.min(limits.batch(), queue.size()));
    while (workers <= width.now() && batch.size() < limits.batch() && !queue.isEmpty()) {
      batch.add(queue.remove());
    }
    if (batch.isEmpty()) {
      workers--;
    }
    return batch;
  }

  /** Sends those of a batch that are still waited for. */
  private void sendAwaited(List<Item<I, O>> batch, Duration pause, @Nullable Throwable problem) {
    List<Item<I, O>> awaited = awaited(batch, problem);
    if (!awaited.isEmpty()) {
      send(awaited, pause);
    }
  }

  private void send(List<Item<I, O>> batch, Duration pause) {
    List<O> answers;
    try {
      answers = timed(batch.stream().map(Item::value).toList());
    } catch (StoreException e) {
      recover(batch, pause, e);
      return;
    } catch (RuntimeException e) {
      split(batch, e);
      return;
    } catch (Error e) {
      // a lane whose worker ended silently would never send again
      split(batch, new IllegalStateException("The store failed with an error", e));
      return;
    }
    writes.succeeded();
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer(answers.get(i));
    }
  }

  private List<O> timed(List<I> values) {
    int items = values.size();
    synchronized (this) {
      width.begins(items);
    }
    long begin = driver.nanoTime();
    try {
      return sender.apply(values);
    } finally {
      long took = driver.nanoTime() - begin;
      synchronized (this) {
        width.ends(items, took);
      }
    }
  }

  private void recover(List<Item<I, O>> batch, Duration pause, StoreException problem) {
    switch (problem.outcome()) {
      case UNKNOWN -> {
        LOG.warn("Sending {} item(s) again in {}: {}", batch.size(), pause, problem.getMessage());
        halves(batch, pause).forEach(half -> later(half, pause, problem));
      }
      case ROLLED_BACK -> later(batch, pause, problem);
      case LOCKED -> {
        if (batch.size() > 1) {
          oneByOne(batch, pause, problem);
        } else {
          later(batch, pause, problem);
        }
      }
      case REFUSED -> split(batch, problem);
    }
  }

  /** The batch itself the first time; later one of its items may be why nothing is ever known. */
  private static <I> List<List<I>> halves(List<I> batch, Duration pause) {
    int middle = batch.size() / 2;
    return middle == 0 || pause.equals(FIRST_PAUSE)
        ? List.of(batch)
        : List.of(batch.subList(0, middle), batch.subList(middle, batch.size()));
  }

  private void oneByOne(List<Item<I, O>> batch, Duration pause, RuntimeException problem) {
    batch.forEach(item -> sendAwaited(List.of(item), pause, problem));
  }

  private void later(List<Item<I, O>> batch, Duration pause, StoreException problem) {
    Object ticket = new Object();
    if (!pauses(ticket, batch)) {
      LOG.debug("Not sent again, since the engine stops", problem);
      batch.forEach(item -> item.fail(stopped()));
      return;
    }
    if (problem.outcome() != StoreException.Outcome.LOCKED) {
      writes.failed();
    }
    Duration next = pause.multipliedBy(2);
    driver.schedule(
        limits.lane(),
        pause,
        () -> sendAgain(ticket, next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next, problem));
  }

  /** Those of a batch that are still waited for; the others are answered. */
  private List<Item<I, O>> awaited(List<Item<I, O>> batch, @Nullable Throwable problem) {
    Duration patience = limits.patience();
    if (patience == null) {
      return batch;
    }
    long now = driver.nanoTime();
    List<Item<I, O>> awaited = new ArrayList<>(batch.size());
    for (Item<I, O> item : batch) {
      if (now - item.since() < patience.toNanos()) {
        awaited.add(item);
      } else {
        item.fail(unanswered(patience, problem));
      }
    }
    return awaited;
  }

  /** Keeps items until they are sent again, so that closing answers them as well. */
  private synchronized boolean pauses(Object ticket, List<Item<I, O>> batch) {
    if (!closed) {
      paused.put(ticket, batch);
      writes.retried(1);
    }
    return !closed;
  }

  private void sendAgain(Object ticket, Duration pause, StoreException problem) {
    List<Item<I, O>> batch;
    synchronized (this) {
      batch = paused.remove(ticket);
    }
    if (batch != null) {
      sendAwaited(batch, pause, problem);
      writes.retried(-1);
    }
  }

  private void split(List<Item<I, O>> batch, RuntimeException problem) {
    if (batch.size() > 1) {
      oneByOne(batch, FIRST_PAUSE, problem);
    } else {
      batch.forEach(item -> item.fail(problem));
    }
  }

  static WorkflowException stopped() {
    return new WorkflowException(
        ErrorCode.ENGINE_STOPPED,
        "The engine is stopping; what was sent may still happen. Ask another node, or try again.");
  }

  /** What a caller is told whose patience ended. */
  static StoreException unanswered(Duration patience, @Nullable Throwable cause) {
    return new StoreException(
        StoreException.Outcome.UNKNOWN,
        ("The database did not answer within %s (workflow.client.timeout); what was asked for may"
                + " have happened. Ask again with the same id once the database is back.")
            .formatted(patience),
        cause);
  }

  /**
   * How a lane sends.
   *
   * @param lane whose threads send
   * @param batch how many items travel together
   * @param least how many batches are in flight at once where they are quick
   * @param most how many where each waits for long
   * @param mayLead whether a thread that brings an item may send it itself
   * @param patience how long an item is tried, {@code null} as long as it takes
   */
  record Limits(
      Driver.Lane lane,
      int batch,
      int least,
      int most,
      boolean mayLead,
      @Nullable Duration patience) {}

  private record Item<I, O>(
      I value, long since, Consumer<O> answered, Consumer<RuntimeException> failed) {

    void answer(O answer) {
      guard(() -> answered.accept(answer));
    }

    void fail(RuntimeException problem) {
      guard(() -> failed.accept(problem));
    }

    /** An answer that throws must not keep the others of its batch from theirs. */
    private static void guard(Runnable callback) {
      try {
        callback.run();
      } catch (RuntimeException | Error e) {
        LOG.error("An answer of the store could not be taken", e);
      }
    }
  }
}
