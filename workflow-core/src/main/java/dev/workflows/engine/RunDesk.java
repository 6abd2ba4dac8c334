package dev.workflows.engine;

import dev.workflows.replay.RunExecution;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a run, and whether someone is busy with it: at most one thread is at any time, and
 * what it wrote the next one sees. Thread-safe.
 *
 * <p>A run is busy from the beginning; it becomes idle by {@link #rest}, busy again by whatever
 * arrives or by {@link #seize}, and is gone after {@link #leave}.
 */
final class RunDesk {

  private final Mailbox mailbox = new Mailbox();
  private final Deque<Consumer<@Nullable RunExecution>> readers = new ArrayDeque<>();
  private boolean busy = true;
  private boolean gone;
  private long idleSince;

  /** Adds what arrived; whether the caller has to see to it that someone gets busy. */
  synchronized boolean add(Consumer<Mailbox> arrival) {
    if (gone) {
      return false;
    }
    arrival.accept(mailbox);
    return getBusy();
  }

  /** The same if this holds, else nothing happens. */
  synchronized boolean addIf(BooleanSupplier condition, Consumer<Mailbox> arrival) {
    return condition.getAsBoolean() && add(arrival);
  }

  /** Adds a reader of the run's durable state; the same as for {@link #add}. */
  synchronized boolean addReader(Consumer<@Nullable RunExecution> reader) {
    readers.add(reader);
    return getBusy();
  }

  private boolean getBusy() {
    boolean begins = !busy;
    busy = true;
    return begins;
  }

  synchronized Mailbox.Batch take() {
    return mailbox.take();
  }

  synchronized void putBack(Mailbox.Batch batch) {
    mailbox.putBack(batch);
  }

  synchronized List<Consumer<@Nullable RunExecution>> takeReaders() {
    List<Consumer<@Nullable RunExecution>> waiting = List.copyOf(readers);
    readers.clear();
    return waiting;
  }

  synchronized boolean hasReaders() {
    return !readers.isEmpty();
  }

  /** Whether nothing waits. */
  synchronized boolean isEmpty() {
    return mailbox.isEmpty() && readers.isEmpty();
  }

  /** Whether nothing waits and this holds too, with nothing arriving in between. */
  synchronized boolean isEmptyAnd(BooleanSupplier condition) {
    return isEmpty() && condition.getAsBoolean();
  }

  /** Becomes idle if nothing waits; otherwise whoever is busy has to go on. */
  synchronized boolean rest(long now) {
    if (gone || !isEmpty()) {
      return false;
    }
    busy = false;
    idleSince = now;
    return true;
  }

  /** Makes the caller the one who is busy, if the run has been idle for so long. */
  synchronized boolean seize(long now, Duration idleFor) {
    if (busy || gone || now - idleSince < idleFor.toNanos()) {
      return false;
    }
    busy = true;
    return true;
  }

  /** Takes nothing more; whether nobody is busy, so that the caller has to tidy up. */
  synchronized boolean leave() {
    boolean wasIdle = !busy;
    gone = true;
    busy = true;
    return wasIdle;
  }

  synchronized boolean isGone() {
    return gone;
  }

  synchronized boolean isIdle() {
    return !busy;
  }

  synchronized long idleSince() {
    return idleSince;
  }
}
