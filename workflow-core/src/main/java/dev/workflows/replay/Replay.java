package dev.workflows.replay;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Executes a run's code by its recorded turns, one after the other, as they were made. */
final class Replay {

  private final RunExecution run;
  private final EventApplier applier;
  private final Journal journal;

  Replay(RunExecution run, EventApplier applier, Journal journal) {
    this.run = run;
    this.applier = applier;
    this.journal = journal;
  }

  void execute(List<RecordedEvent> history) {
    for (int from = 0; from < history.size(); ) {
      int to = endOfTurn(history, from);
      execute(history.subList(from, to), to < history.size() ? history.get(to) : null);
      from = to;
    }
  }

  /** The events of a turn carry one time. */
  private static int endOfTurn(List<RecordedEvent> history, int from) {
    Instant at = history.get(from).recordedAt();
    int to = from + 1;
    while (to < history.size() && history.get(to).recordedAt().equals(at)) {
      to++;
    }
    return to;
  }

  private void execute(List<RecordedEvent> turn, @Nullable RecordedEvent next) {
    int commands = 0;
    while (commands < turn.size() && applier.isExternal(turn.get(commands).event())) {
      applier.apply(turn.get(commands++).event());
    }
    if (turn.stream().allMatch(Replay::isDetached)) {
      journal.skip(turn);
      return;
    }
    RecordedEvent first = turn.get(0);
    journal.beginRecorded(
        first.recordedAt(), first.seq() + commands - 1, turn.subList(commands, turn.size()), next);
    run.goOn();
    journal.endRecorded();
  }

  /**
   * Whether an event was written by someone who does not execute the code. A start and a custom
   * event may be of either kind: what the code's owner wrote names its node.
   */
  private static boolean isDetached(RecordedEvent recorded) {
    Event event = recorded.event();
    return event instanceof Event.OwnerChanged
        || event instanceof Event.WorkflowTerminated
        || (recorded.node() == null
            && (event instanceof Event.WorkflowStarted || event instanceof Event.Custom));
  }
}
