package dev.workflows.test.simulation;

import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.RunRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What holds of one history at any time. */
final class HistoryCheck {

  private final RunRecord run;
  private final List<RecordedEvent> history;
  private final Stamps stamps;
  private final Consumer<String> violated;
  private final Map<Long, Event> asked = new HashMap<>();
  private final Set<Long> answered = new HashSet<>();
  private final Set<String> messages = new HashSet<>();
  private final Map<Long, UUID> owners = new HashMap<>();

  HistoryCheck(
      RunRecord run, List<RecordedEvent> history, Stamps stamps, Consumer<String> violated) {
    this.run = run;
    this.history = history;
    this.stamps = stamps;
    this.violated = violated;
  }

  void check() {
    @Nullable RecordedEvent before = null;
    for (RecordedEvent event : history) {
      position(event, before);
      owner(event, before);
      answer(event);
      message(event);
      before = event;
    }
    boolean closes = before != null && before.event().closes();
    require(closes != run.status().isOpen(), "the row is %s", run.status());
    require(
        run.status() != WorkflowStatus.CANCELLED
            || completed("steps.take") == completed("steps.putBack"),
        "it was cancelled, but not all that was taken was put back");
  }

  private long completed(String activity) {
    return history.stream()
        .map(RecordedEvent::event)
        .filter(event -> event instanceof Event.ActivityCompleted)
        .map(event -> asked.get(event.refSeq()))
        .filter(
            call ->
                call instanceof Event.ActivityScheduled scheduled
                    && scheduled.activity().equals(activity))
        .count();
  }

  private void position(RecordedEvent event, @Nullable RecordedEvent before) {
    long expected = before == null ? 1 : before.seq() + 1;
    require(event.seq() == expected, "event %s is not at %s", event, expected);
    require(
        event.event() instanceof Event.WorkflowStarted == (before == null),
        "a start stands at %s",
        event.seq());
    require(before == null || !before.event().closes(), "event %s follows the end", event);
    require(
        before == null || !event.recordedAt().isBefore(before.recordedAt()),
        "event %s is older than the one before",
        event);
  }

  private void owner(RecordedEvent event, @Nullable RecordedEvent before) {
    require(
        before == null || event.fence() >= before.fence(),
        "event %s has a smaller fence than the one before",
        event);
    require(event.fence() <= run.fence(), "event %s is ahead of the row's fence", event);
    UUID node = event.node();
    if (node != null && !(event.event() instanceof Event.WorkflowTerminated)) {
      UUID other = owners.putIfAbsent(event.fence(), node);
      require(other == null || other.equals(node), "two nodes wrote under fence of %s", event);
    }
  }

  private void answer(RecordedEvent event) {
    if (event.event() instanceof Event.ActivityScheduled
        || event.event() instanceof Event.ChildScheduled
        || event.event() instanceof Event.TimerStarted) {
      asked.put(event.seq(), event.event());
    }
    Long ref = event.event().refSeq();
    if (ref == null) {
      return;
    }
    Event question = asked.get(ref);
    require(isAnswer(event.event(), question), "event %s answers nothing", event);
    require(answered.add(ref), "event %s is a second answer", event);
    if (event.event() instanceof Event.TimerFired && question instanceof Event.TimerStarted timer) {
      Instant due = timer.dueAt();
      Instant really = stamps.of(run.runId(), event);
      require(!event.recordedAt().isBefore(due), "timer of %s fired early", event);
      stamps.fired(run.runId(), event, due);
      require(really == null || !really.isBefore(due), "%s was committed early", event);
    }
  }

  private static boolean isAnswer(Event event, @Nullable Event question) {
    if (event instanceof Event.ChildCompleted || event instanceof Event.ChildFailed) {
      return question instanceof Event.ChildScheduled;
    }
    boolean ofActivity =
        event instanceof Event.ActivityCompleted
            || event instanceof Event.ActivityFailed
            || event instanceof Event.ActivityCancelled;
    return ofActivity
        ? question instanceof Event.ActivityScheduled
        : question instanceof Event.TimerStarted;
  }

  private void message(RecordedEvent event) {
    if (event.event() instanceof Event.SignalReceived signal) {
      require(messages.add(signal.messageId()), "event %s was received before", event);
    }
    if (event.event() instanceof Event.CancelRequested cancel) {
      require(messages.add(cancel.messageId()), "event %s was received before", event);
    }
  }

  private void require(boolean holds, String what, @Nullable Object... arguments) {
    if (!holds) {
      violated.accept(
          run.workflowId() + ": " + what.formatted(arguments) + "\n" + Checks.text(history));
    }
  }
}
