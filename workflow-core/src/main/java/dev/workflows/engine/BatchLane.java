package dev.workflows.engine;

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
  private final Deque<LaneItem<I, O>> queue = new ArrayDeque<>();
  private final Map<Object, List<LaneItem<I, O>>> paused = new LinkedHashMap<>();
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
    submit(value, answered, failed, false);
  }

  /**
   * The same for a thread that has nothing else to do than to wait for the answer, however long
   * that takes: if nobody else is sending, it does so itself.
   */
  void submitHere(I value, Consumer<O> answered, Consumer<RuntimeException> failed) {
    submit(value, answered, failed, limits.mayLead() && driver.mayDo(limits.lane()));
  }

  private void submit(
      I value, Consumer<O> answered, Consumer<RuntimeException> failed, boolean mayLead) {
    LaneItem<I, O> item = new LaneItem<>(value, driver.nanoTime(), answered, failed);
    boolean refused;
    boolean start = false;
    List<LaneItem<I, O>> late;
    synchronized (this) {
      late = late(item.since());
      refused = closed;
      if (!refused) {
        queue.add(item);
        start = workers < width.now();
        workers += start ? 1 : 0;
      }
    }
    late.forEach(
        old -> old.fail(Unanswered.inTime(Objects.requireNonNull(limits.patience()), null)));
    if (refused) {
      item.fail(Unanswered.stopped());
    } else if (start && mayLead) {
      lead();
    } else if (start) {
      driver.execute(limits.lane(), this::work);
    }
  }

  /** Sends one batch on the caller's thread; whatever else there is to do is left to the lane. */
  private void lead() {
    List<LaneItem<I, O>> batch = next();
    if (batch.isEmpty()) {
      return;
    }
    List<LaneItem<I, O>> awaited = awaited(batch, null);
    RuntimeException problem = awaited.isEmpty() ? null : trySend(awaited);
    if (problem != null) {
      driver.execute(
          limits.lane(),
          () -> {
            recover(awaited, FIRST_PAUSE, problem);
            work();
          });
    } else if (!retires()) {
      driver.execute(limits.lane(), this::work);
    }
  }

  private synchronized boolean retires() {
    boolean idle = queue.isEmpty() || workers > width.now();
    workers -= idle ? 1 : 0;
    return idle;
  }

  /** Takes what nobody waits for any more from the queue, which else grew while nothing answers. */
  private List<LaneItem<I, O>> late(long now) {
    List<LaneItem<I, O>> late = new ArrayList<>();
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
    List<LaneItem<I, O>> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(queue);
      paused.values().forEach(left::addAll);
      writes.retried(-paused.size());
      queue.clear();
      paused.clear();
    }
    left.forEach(item -> item.fail(Unanswered.stopped()));
  }

  private void work() {
    List<LaneItem<I, O>> batch = next();
    while (!batch.isEmpty()) {
      sendAwaited(batch, FIRST_PAUSE, null);
      batch = next();
    }
  }

  private synchronized List<LaneItem<I, O>> next() {
    List<LaneItem<I, O>> batch = new ArrayList<>(Math.min(limits.batch(), queue.size()));
    while (workers <= width.now() && batch.size() < limits.batch() && !queue.isEmpty()) {
      batch.add(queue.remove());
    }
    if (batch.isEmpty()) {
      workers--;
    }
    return batch;
  }

  /** Sends those of a batch that are still waited for. */
  private void sendAwaited(
      List<LaneItem<I, O>> batch, Duration pause, @Nullable Throwable problem) {
    List<LaneItem<I, O>> awaited = awaited(batch, problem);
    if (!awaited.isEmpty()) {
      send(awaited, pause);
    }
  }

  private void send(List<LaneItem<I, O>> batch, Duration pause) {
    RuntimeException problem = trySend(batch);
    if (problem != null) {
      recover(batch, pause, problem);
    }
  }

  /** Sends a batch and answers it; why there is no answer, if there is none. */
  private @Nullable RuntimeException trySend(List<LaneItem<I, O>> batch) {
    List<O> answers;
    try {
      answers = timed(batch.stream().map(LaneItem::value).toList());
    } catch (RuntimeException e) {
      return e;
    } catch (Error e) {
      // a lane whose worker ended silently would never send again
      return new IllegalStateException("The store failed with an error", e);
    }
    writes.succeeded();
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer(answers.get(i));
    }
    return null;
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

  private void recover(List<LaneItem<I, O>> batch, Duration pause, RuntimeException thrown) {
    if (!(thrown instanceof StoreException problem)) {
      split(batch, thrown);
      return;
    }
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

  private void oneByOne(List<LaneItem<I, O>> batch, Duration pause, RuntimeException problem) {
    batch.forEach(item -> sendAwaited(List.of(item), pause, problem));
  }

  private void later(List<LaneItem<I, O>> batch, Duration pause, StoreException problem) {
    Object ticket = new Object();
    if (!pauses(ticket, batch)) {
      LOG.debug("Not sent again, since the engine stops", problem);
      batch.forEach(item -> item.fail(Unanswered.stopped()));
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
  private List<LaneItem<I, O>> awaited(List<LaneItem<I, O>> batch, @Nullable Throwable problem) {
    Duration patience = limits.patience();
    if (patience == null) {
      return batch;
    }
    long now = driver.nanoTime();
    List<LaneItem<I, O>> awaited = new ArrayList<>(batch.size());
    for (LaneItem<I, O> item : batch) {
      if (now - item.since() < patience.toNanos()) {
        awaited.add(item);
      } else {
        item.fail(Unanswered.inTime(patience, problem));
      }
    }
    return awaited;
  }

  /** Keeps items until they are sent again, so that closing answers them as well. */
  private synchronized boolean pauses(Object ticket, List<LaneItem<I, O>> batch) {
    if (!closed) {
      paused.put(ticket, batch);
      writes.retried(1);
    }
    return !closed;
  }

  private void sendAgain(Object ticket, Duration pause, StoreException problem) {
    List<LaneItem<I, O>> batch;
    synchronized (this) {
      batch = paused.remove(ticket);
    }
    if (batch != null) {
      sendAwaited(batch, pause, problem);
      writes.retried(-1);
    }
  }

  private void split(List<LaneItem<I, O>> batch, RuntimeException problem) {
    if (batch.size() > 1) {
      oneByOne(batch, FIRST_PAUSE, problem);
    } else {
      batch.forEach(item -> item.fail(problem));
    }
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
}
