package dev.workflows.engine;

import dev.workflows.definition.ActivityDefinition;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.replay.CallWaiter;
import dev.workflows.replay.Decision;
import dev.workflows.spi.ActivityRetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The calls of one run that have no outcome yet, each with its current attempt. Thread-safe. */
final class RunActivities {

  private final OwnedRun run;
  private final ActivityRunner runner;
  private final Map<Long, Attempt> attempts = new ConcurrentHashMap<>();
  private final Set<Long> rows = ConcurrentHashMap.newKeySet();

  RunActivities(OwnedRun run, ActivityRunner runner) {
    this.run = run;
    this.runner = runner;
  }

  /**
   * A call that is to be made.
   *
   * @param waiter the code that waits for it, if some does
   */
  record Call(Attempt attempt, @Nullable CallWaiter waiter) {}

  /**
   * Takes what a durable turn scheduled, unless it resolved it as well; nothing begins yet.
   *
   * @param pending the activities of the calls without an outcome, by position
   * @param waiters the code that waits for a call, by position
   */
  List<Call> add(
      Decision decision,
      LongFunction<@Nullable ActivityDefinition> pending,
      LongFunction<@Nullable CallWaiter> waiters) {
    List<Call> calls = new ArrayList<>();
    long seq = decision.firstSeq();
    for (Event event : decision.events()) {
      if (event instanceof Event.ActivityScheduled scheduled) {
        ActivityDefinition activity = pending.apply(seq);
        if (activity != null) {
          Attempt attempt =
              new Attempt(run, seq, activity, scheduled.arguments(), 1, 0, null, null);
          attempts.put(seq, attempt);
          calls.add(new Call(attempt, waiters.apply(seq)));
        }
      }
      seq++;
    }
    return calls;
  }

  /** Makes these calls. */
  void begin(List<Call> calls) {
    calls.forEach(call -> runner.start(call.attempt(), call.waiter()));
  }

  /** Goes on with the calls of a run that was read; what still executes here is left alone. */
  void resume(
      Map<Long, ActivityDefinition> pending,
      List<RecordedEvent> history,
      List<ActivityRetry> waiting) {
    Map<Long, ActivityRetry> byCall = new HashMap<>();
    waiting.forEach(retry -> byCall.put(retry.seq(), retry));
    rows.addAll(byCall.keySet());
    pending.forEach(
        (seq, activity) -> {
          if (!attempts.containsKey(seq)) {
            begin(attempt(seq, activity, history, byCall.get(seq)));
          }
        });
  }

  private Attempt attempt(
      long seq,
      ActivityDefinition activity,
      List<RecordedEvent> history,
      @Nullable ActivityRetry retry) {
    RecordedEvent call = history.get((int) seq - 1);
    Payload arguments = ((Event.ActivityScheduled) call.event()).arguments();
    Instant since = retry == null ? call.recordedAt() : retry.nextAttemptAt();
    int redeliveries = redeliveries(history.subList((int) seq, history.size()), seq, since);
    int row = retry == null ? 0 : retry.attempt();
    Instant dueAt = retry == null || redeliveries > 0 ? null : retry.nextAttemptAt();
    String failure =
        retry == null || retry.lastFailure() == null ? null : runner.summary(retry.lastFailure());
    return new Attempt(
        run, seq, activity, arguments, Math.max(row, 1) + redeliveries, row, dueAt, failure);
  }

  /** Owners that ended after the attempt could have begun: each counts as an attempt. */
  static int redeliveries(List<RecordedEvent> events, long seq, Instant since) {
    int count = 0;
    for (RecordedEvent event : events) {
      if (event.event() instanceof Event.OwnerChanged
          && event.seq() > seq
          && event.recordedAt().isAfter(since)) {
        count++;
      }
    }
    return count;
  }

  private void begin(Attempt attempt) {
    attempts.put(attempt.seq(), attempt);
    runner.start(attempt, null);
  }

  /** Replaces an attempt that failed by the next one, which begins once its row is durable. */
  void replace(Attempt next) {
    attempts.put(next.seq(), next);
  }

  /** Whether an attempt is the current one of its call. */
  boolean holds(Attempt attempt) {
    return attempts.get(attempt.seq()) == attempt;
  }

  /** Calls from this position on do not exist any more: nothing comes of their attempts. */
  void loseFrom(long seq) {
    resolved(attempts.keySet().stream().filter(call -> call >= seq).toList());
  }

  /** The rows of these calls are durable: their next attempts, each to begin at its time. */
  List<Call> retryDurable(List<ActivityRetry> retries) {
    List<Call> next = new ArrayList<>(retries.size());
    for (ActivityRetry retry : retries) {
      rows.add(retry.seq());
      Attempt attempt = attempts.get(retry.seq());
      if (attempt != null) {
        next.add(new Call(attempt, null));
      }
    }
    return next;
  }

  /** These calls have an outcome: nothing more is attempted for them. */
  void resolved(Collection<Long> calls) {
    for (Long seq : calls) {
      rows.remove(seq);
      Attempt attempt = attempts.remove(seq);
      if (attempt != null) {
        attempt.abandon();
      }
    }
  }

  /** Those of these calls that have an activity row. */
  List<Long> rowsAmong(Collection<Long> calls) {
    return calls.stream().filter(rows::contains).sorted().toList();
  }

  /** How often a call was attempted so far. */
  int attemptsOf(long seq) {
    Attempt attempt = attempts.get(seq);
    return attempt == null ? 0 : attempt.number();
  }

  /**
   * Takes every attempt back before it begins, so that another owner may make it.
   *
   * @return {@code false} if one of them executes or has just ended: then all go on as before
   */
  boolean withdraw() {
    // those that wait would lose their places in line for nothing
    if (attempts.values().stream().anyMatch(Attempt::isExecuting)) {
      return false;
    }
    List<Attempt> withdrawn = new ArrayList<>();
    for (Attempt attempt : attempts.values()) {
      if (!attempt.withdraw()) {
        withdrawn.forEach(taken -> begin(taken.again()));
        return false;
      }
      withdrawn.add(attempt);
    }
    return true;
  }

  /** Forgets an attempt that neither has an outcome of its own nor can be repeated here. */
  void forget(Attempt attempt) {
    attempts.remove(attempt.seq(), attempt);
  }

  /**
   * When the run must be awake for its next attempt; {@code null} if it has none.
   *
   * @param pending the calls without an outcome: one that has no attempt here needs one now
   */
  @Nullable Instant nextAttemptAt(Collection<Long> pending, Instant now) {
    Instant earliest = attempts.keySet().containsAll(pending) ? null : now;
    for (Attempt attempt : attempts.values()) {
      Instant dueAt = attempt.dueAt() == null ? now : attempt.dueAt();
      if (earliest == null || dueAt.isBefore(earliest)) {
        earliest = dueAt;
      }
    }
    return earliest;
  }

  /** Stops everything: the run is not held any longer. */
  void abandon() {
    attempts.values().forEach(Attempt::abandon);
    attempts.clear();
  }

  List<String> describe() {
    return attempts.values().stream().map(Attempt::describe).toList();
  }

  String describe(long seq) {
    Attempt attempt = attempts.get(seq);
    return attempt == null ? "an activity" : attempt.describe();
  }

  /** The current attempts, by position of their call. */
  Map<Long, Attempt> current() {
    return Map.copyOf(attempts);
  }
}
