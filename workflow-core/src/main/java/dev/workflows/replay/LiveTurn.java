package dev.workflows.replay;

import dev.workflows.history.Event;
import java.time.Instant;
import java.util.List;

/** A turn that is being made: what came from outside is applied, and the code goes on. */
final class LiveTurn implements AtRest {

  private final RunExecution run;
  private final Journal journal;
  private final Instant at;
  private final TurnEnd end;
  private final long firstSeq;
  private final boolean isFirst;

  /** A turn that has not begun. */
  LiveTurn(RunExecution run, Journal journal, Instant at, TurnEnd end) {
    this.run = run;
    this.journal = journal;
    this.at = at;
    this.end = end;
    this.firstSeq = journal.lastSeq() + 1;
    this.isFirst = !run.hasBegun();
  }

  /** Begins; whether code is to be executed. */
  boolean begins(EventApplier applier, List<Event> external, List<? extends Request> requests) {
    boolean mayGoOn;
    try {
      journal.beginLive(at);
      for (Event event : external) {
        journal.addExternal(event);
        applier.apply(event);
      }
      requests.forEach(this::take);
      mayGoOn = run.mayGoOn();
    } catch (RuntimeException | Error e) {
      failed(e);
      return false;
    }
    return mayGoOn || goesOn();
  }

  private void take(Request request) {
    if (request instanceof UpdateRequest update) {
      run.updates().begin(update);
    } else if (request instanceof MigrationRequest migration) {
      run.migrations().add(migration);
    }
  }

  @Override
  public boolean goesOn() {
    Decision decision;
    try {
      run.afterCode();
      if (run.migrations().beginNext()) {
        return true;
      }
      List<Event> events = journal.endLive();
      if (isFirst && events.isEmpty()) {
        journal.record(new Event.Marker(Journal.BEGAN, null));
      }
      decision = new Decision(firstSeq, List.copyOf(events), at, run.updates().takeAnswers());
    } catch (RuntimeException | Error e) {
      failed(e);
      return false;
    }
    end.decided(decision);
    return false;
  }

  @Override
  public void failed(Throwable problem) {
    end.failed(CodeProblems.of(run.id(), problem));
  }
}
