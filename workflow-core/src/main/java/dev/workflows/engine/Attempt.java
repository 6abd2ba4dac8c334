package dev.workflows.engine;

import dev.workflows.definition.ActivityDefinition;
import dev.workflows.payload.Payload;
import dev.workflows.spi.Driver;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of an activity on this node: waiting for its time, executing, or over. It is over
 * once: whoever {@linkplain #finish finishes} it first decides what came of it. Thread-safe.
 */
final class Attempt {

  private final OwnedRun run;
  private final long seq;
  private final ActivityDefinition activity;
  private final @Nullable Payload arguments;
  private final int number;
  private final int rowAttempt;
  private final @Nullable Instant dueAt;
  private final @Nullable String lastFailure;
  private Driver.@Nullable Scheduled alarm;
  private @Nullable Thread thread;
  private boolean interruptible;
  private boolean over;

  /**
   * An attempt.
   *
   * @param number which attempt it is, redeliveries after a change of owner included
   * @param rowAttempt the number in its activity row; 0 if it has none
   * @param dueAt when it begins; {@code null} is at once
   * @param lastFailure why the one before it failed, in one line
   */
  Attempt(
      OwnedRun run,
      long seq,
      ActivityDefinition activity,
      @Nullable Payload arguments,
      int number,
      int rowAttempt,
      @Nullable Instant dueAt,
      @Nullable String lastFailure) {
    this.run = run;
    this.seq = seq;
    this.activity = activity;
    this.arguments = arguments;
    this.number = number;
    this.rowAttempt = rowAttempt;
    this.dueAt = dueAt;
    this.lastFailure = lastFailure;
  }

  /** The attempt that follows this one after a failure. */
  Attempt next(Instant newDueAt, String failure) {
    return new Attempt(run, seq, activity, arguments, number + 1, number + 1, newDueAt, failure);
  }

  OwnedRun run() {
    return run;
  }

  long seq() {
    return seq;
  }

  ActivityDefinition activity() {
    return activity;
  }

  @Nullable Payload arguments() {
    return arguments;
  }

  int number() {
    return number;
  }

  int rowAttempt() {
    return rowAttempt;
  }

  @Nullable Instant dueAt() {
    return dueAt;
  }

  @Nullable String lastFailure() {
    return lastFailure;
  }

  /** Keeps what will start it or time it out, so that it can be stopped. */
  synchronized void alarm(Driver.Scheduled newAlarm) {
    if (over) {
      newAlarm.cancel();
    } else {
      alarm = newAlarm;
    }
  }

  /**
   * Says that the calling thread executes it from now on; {@code false} if it is over.
   *
   * @param mayInterrupt whether that thread can be interrupted without harm to others
   */
  synchronized boolean begin(boolean mayInterrupt) {
    if (over) {
      return false;
    }
    thread = Thread.currentThread();
    interruptible = mayInterrupt;
    return true;
  }

  /** Says that the thread which executed it is free; an interrupt meant for it is taken back. */
  synchronized void leave() {
    thread = null;
    Thread.interrupted();
  }

  /** Decides that it is over; {@code false} if it was already. */
  synchronized boolean finish() {
    if (over) {
      return false;
    }
    over = true;
    if (alarm != null) {
      alarm.cancel();
    }
    return true;
  }

  /** Whether somebody has decided what came of it. */
  synchronized boolean isOver() {
    return over;
  }

  synchronized boolean isExecuting() {
    return thread != null;
  }

  /** Takes it back before it has begun; {@code false} if it executes or is over. */
  synchronized boolean withdraw() {
    return thread == null && finish();
  }

  /** The same attempt again, for one that was withdrawn. */
  Attempt again() {
    return new Attempt(run, seq, activity, arguments, number, rowAttempt, dueAt, lastFailure);
  }

  /** Decides that it is over and interrupts its thread, if that does no harm. */
  synchronized void abandon() {
    if (finish()) {
      interrupt();
    }
  }

  /** The same for one that is over by its time-out. */
  synchronized void interrupt() {
    if (thread != null && interruptible) {
      thread.interrupt();
    }
  }

  /** What people are told while it waits or executes. */
  String describe() {
    String text = "%s of %s".formatted(which(), activity.name());
    return dueAt == null ? text : text + " at " + dueAt;
  }

  /** Which attempt it is, of how many. */
  String which() {
    int most = activity.retry().maxAttempts();
    return "attempt " + number + (most == Integer.MAX_VALUE ? "" : " of " + most);
  }
}
