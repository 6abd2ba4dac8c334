package dev.workflows.engine;

import dev.workflows.RunId;
import dev.workflows.WorkflowException;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.replay.RunExecution;
import dev.workflows.spi.Driver.Lane;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of an owned run is in memory: its code in execution, its attempts, the alarm for its timers.
 * A run without an execution is evicted: attempts and alarm stay, and whatever they bring makes it
 * be read again. Used by whoever is busy with the run, where nothing else is said.
 */
final class Residency {

  private final RunServices services;
  private final RunId id;
  private final WorkflowDefinition definition;
  private final RunActivities activities;
  private final RunAlarm alarm;
  private volatile @Nullable RunExecution execution;
  private volatile boolean counted;

  Residency(
      RunServices services,
      RunId id,
      WorkflowDefinition definition,
      RunActivities activities,
      Runnable timerDue) {
    this.services = services;
    this.id = id;
    this.definition = definition;
    this.activities = activities;
    this.alarm = new RunAlarm(services.driver(), services.node(), timerDue);
  }

  String type() {
    return definition.type();
  }

  /** Its code in execution; {@code null} if it is evicted. Safe on any thread. */
  @Nullable RunExecution execution() {
    return execution;
  }

  /** Says that it is counted already, since a place was taken for it. */
  void hasPlace() {
    counted = true;
  }

  /** Says that its code will soon be in memory: from now on it counts as if it were. */
  void expect() {
    count(true);
  }

  /** Brings its code into memory, which has not begun. */
  RunExecution enter() {
    RunExecution fresh = new RunExecution(id, definition, services.parts());
    replace(fresh);
    return fresh;
  }

  /**
   * Brings it into memory as it is durable: executes its code up to there and goes on with its
   * attempts.
   *
   * @throws RuntimeException if its code cannot go on, or its history is longer than it may be
   */
  void enter(LoadedRun durable) {
    Versions.require(definition, durable.run(), durable.history(), services.parts().definitions());
    RunExecution fresh = enter();
    fresh.replay(durable.history());
    if (isTooLong(fresh.lastSeq())) {
      throw tooLong(fresh.lastSeq());
    }
    activities.resume(
        withoutRecorded(fresh.pendingCalls(), durable), durable.history(), durable.retries());
  }

  /** Whether a history of so many events is longer than it may be; not if its run is to end. */
  boolean isTooLong(long events) {
    RunExecution current = execution();
    return events > services.history().most() && current != null && !current.isEnding();
  }

  /** What is wrong with a history of so many events. */
  WorkflowException tooLong(long events) {
    return RunProblem.tooLong(id, events, services.history().most());
  }

  /** The calls without an outcome, neither in the history nor in the inbox. */
  private static Map<Long, ActivityDefinition> withoutRecorded(
      Map<Long, ActivityDefinition> pending, LoadedRun durable) {
    Map<Long, ActivityDefinition> left = new LinkedHashMap<>(pending);
    for (InboxMessage read : durable.unread()) {
      Message message = read.message();
      if (durable.run().runId().equals(message.runId()) && message.refSeq() != null) {
        left.remove(message.refSeq());
      }
    }
    return left;
  }

  /** Takes its code out of memory. */
  void evict() {
    replace(null);
  }

  private void replace(@Nullable RunExecution next) {
    RunExecution before = execution;
    execution = next;
    if (before != null && before.hasThreads()) {
      // ending executes code of the application, which is nobody's to wait for but that of turns
      services.driver().execute(Lane.TURN, before::end);
    }
    count(next != null);
  }

  private void count(boolean resident) {
    if (counted != resident) {
      counted = resident;
      services.owner().residentsChanged(resident ? 1 : -1);
    }
  }

  /** Ends its attempts and its alarm, not its code. Safe on any thread. */
  void stop() {
    alarm.stop();
    activities.abandon();
  }

  /** The calls without an outcome; none if it is evicted. */
  Map<Long, ActivityDefinition> pendingCalls() {
    RunExecution current = execution;
    return current == null ? Map.of() : current.pendingCalls();
  }

  /** Sees to it that it is woken for the next of its timers, and for its end. */
  void setAlarm(@Nullable Instant deadline) {
    RunExecution current = execution;
    if (current != null) {
      List<Instant> times = new ArrayList<>(current.pendingTimers().values());
      if (deadline != null) {
        times.add(deadline);
      }
      alarm.set(times);
    }
  }

  /** When it has something to do by itself; {@code null} if it only waits for messages. */
  @Nullable Instant wakeAt(Instant now) {
    return alarm.earliest(activities.nextAttemptAt(pendingCalls().keySet(), now));
  }

  /** What it waits for, in words. */
  List<String> waitingFor() {
    RunExecution current = execution;
    List<String> waits =
        current == null ? activities.describe() : current.waitingFor(activities::describe);
    return waits.isEmpty() ? List.of("its next turn") : waits;
  }
}
