package dev.workflows.replay;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Executes a run's code by its recorded turns, one after the other, as they were made. */
final class Replay implements AtRest {

  private final RunExecution run;
  private final EventApplier applier;
  private final Journal journal;
  private final List<RecordedEvent> history;
  private final Rendezvous end;
  private @Nullable RecordedEvent migration;
  private int next;

  /**
   * A replay that has not begun.
   *
   * @param end told once it is over
   */
  Replay(
      RunExecution run,
      EventApplier applier,
      Journal journal,
      List<RecordedEvent> history,
      Rendezvous end) {
    this.run = run;
    this.applier = applier;
    this.journal = journal;
    this.history = history;
    this.end = end;
  }

  /** Begins; whether code is to be executed. */
  boolean begins() {
    try {
      return beginTurn();
    } catch (RuntimeException | Error e) {
      failed(e);
      return false;
    }
  }

  @Override
  public boolean goesOn() {
    try {
      run.afterCode();
      journal.endRecorded();
      migrate();
      return beginTurn();
    } catch (RuntimeException | Error e) {
      failed(e);
      return false;
    }
  }

  @Override
  public void failed(Throwable problem) {
    end.failed(CodeProblems.of(run.id(), problem));
  }

  /** Begins the next turn in which code is to be executed; {@code false} at the end. */
  private boolean beginTurn() {
    while (next < history.size()) {
      int from = next;
      next = endOfTurn(from);
      if (begin(history.subList(from, next), next < history.size() ? history.get(next) : null)) {
        if (run.mayGoOn()) {
          return true;
        }
        journal.endRecorded();
      }
    }
    end.decided(null);
    return false;
  }

  /** The events of a turn carry one time. */
  private int endOfTurn(int from) {
    int to = from + 1;
    while (to < history.size()
        && history.get(to).recordedAt().equals(history.get(from).recordedAt())) {
      to++;
    }
    return to;
  }

  /** Applies what came from outside; {@code false} if the code had no part in it. */
  private boolean begin(List<RecordedEvent> turn, @Nullable RecordedEvent following) {
    int commands = 0;
    while (commands < turn.size() && applier.isExternal(turn.get(commands).event())) {
      applier.apply(turn.get(commands++).event());
    }
    if (turn.stream().allMatch(Replay::isDetached)) {
      journal.skip(turn);
      return false;
    }
    RecordedEvent first = turn.get(0);
    RecordedEvent last = turn.get(turn.size() - 1);
    migration = Event.WorkflowContinuedAsNew.isMigration(last.event()) ? last : null;
    List<RecordedEvent> ofCode =
        turn.subList(commands, migration == null ? turn.size() : turn.size() - 1);
    ofCode.forEach(e -> run.updates().beginRecorded(e.event()));
    journal.beginRecorded(first.recordedAt(), first.seq() + commands - 1, ofCode, following);
    return true;
  }

  /**
   * Somebody moved the run to another version once its code had come to rest: it is over. The code
   * is left where it is, since this may be the thread of the fiber that came to rest last.
   */
  private void migrate() {
    RecordedEvent end = migration;
    if (end != null) {
      migration = null;
      journal.skip(List.of(end));
      run.closedOutside();
    }
  }

  /**
   * Whether an event was written by someone who does not execute the code. A start and a custom
   * event may be of either kind: what the code's owner wrote names its node.
   */
  private static boolean isDetached(RecordedEvent recorded) {
    Event event = recorded.event();
    return event instanceof Event.OwnerChanged
        || event instanceof Event.WorkflowTerminated
        || event instanceof Event.WorkflowTimedOut
        || (recorded.node() == null
            && (event instanceof Event.WorkflowStarted
                || Markers.isMemo(event)
                || event instanceof Event.Custom));
  }
}
