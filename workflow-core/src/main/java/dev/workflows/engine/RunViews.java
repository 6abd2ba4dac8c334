package dev.workflows.engine;

import dev.workflows.Failure;
import dev.workflows.PendingActivity;
import dev.workflows.PendingChild;
import dev.workflows.PendingTimer;
import dev.workflows.RunDescription;
import dev.workflows.RunEvent;
import dev.workflows.RunFilter;
import dev.workflows.RunLinks;
import dev.workflows.RunPage;
import dev.workflows.RunSummary;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.DerivedId;
import dev.workflows.history.Event;
import dev.workflows.history.EventFields;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.payload.PayloadException;
import dev.workflows.replay.FailureCodec;
import dev.workflows.replay.Markers;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.Parent;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.RunRecord;
import dev.workflows.spi.WorkflowStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs as people see them. Reads only; what a run waits for comes from its memory if it is held
 * here, from its row if it was released, else from its history.
 */
final class RunViews {

  private final RunReader reader;
  private final WorkflowStore store;
  private final PayloadCodec codec;
  private final FailureCodec failures;
  private final MaskedPayloads masked;
  private final BiFunction<UUID, Long, @Nullable List<String>> live;

  /**
   * Views of a store.
   *
   * @param masked what may be seen of recorded values
   * @param live what a run held here under a fence waits for; {@code null} if it is not in memory
   */
  RunViews(
      WorkflowStore store,
      PayloadCodec codec,
      MaskedPayloads masked,
      BiFunction<UUID, Long, @Nullable List<String>> live) {
    this.store = store;
    this.reader = store.runs();
    this.codec = codec;
    this.failures = new FailureCodec(codec);
    this.masked = masked;
    this.live = live;
  }

  RunPage list(RunFilter filter, int limit, @Nullable String cursor) {
    List<RunRecord> found = reader.list(filter, Cursor.read(cursor), limit + 1);
    List<RunRecord> page = found.subList(0, Math.min(limit, found.size()));
    List<UUID> open =
        page.stream().filter(run -> run.status().isOpen()).map(RunRecord::runId).toList();
    Map<UUID, List<RecordedEvent>> unanswered = open.isEmpty() ? Map.of() : reader.unanswered(open);
    Map<UUID, List<ActivityRetry>> retries = open.isEmpty() ? Map.of() : reader.retries(open);
    Map<UUID, Map<String, String>> attributes =
        page.isEmpty() ? Map.of() : reader.attributes(page.stream().map(RunRecord::runId).toList());
    List<RunSummary> runs = new ArrayList<>(page.size());
    for (RunRecord run : page) {
      List<RecordedEvent> questions = unanswered.getOrDefault(run.runId(), List.of());
      List<ActivityRetry> rows = retries.getOrDefault(run.runId(), List.of());
      runs.add(
          summary(
              run,
              activities(questions, rows, List.of()),
              timers(questions),
              attributes.getOrDefault(run.runId(), Map.of())));
    }
    return new RunPage(runs, found.size() > limit ? next(page) : null);
  }

  private static String next(List<RunRecord> page) {
    RunRecord last = page.get(page.size() - 1);
    return Cursor.write(new RunReader.Position(last.startedAt(), last.runId()));
  }

  RunDescription describe(RunRecord run) {
    List<UUID> id = List.of(run.runId());
    List<RecordedEvent> unanswered = List.of();
    List<ActivityRetry> retries = List.of();
    if (run.status().isOpen()) {
      unanswered = reader.unanswered(id).getOrDefault(run.runId(), List.of());
      retries = reader.retries(id).getOrDefault(run.runId(), List.of());
    }
    List<PendingActivity> activities =
        activities(unanswered, retries, sinceFirst(run.runId(), unanswered));
    List<PendingTimer> timers = timers(unanswered);
    long length = store.histories().length(run.runId());
    List<RecordedEvent> first = store.histories().read(run.runId(), 1, 2);
    Event end = run.status().isOpen() ? null : eventAt(run.runId(), length);
    Event.WorkflowStarted started =
        !first.isEmpty() && first.get(0).event() instanceof Event.WorkflowStarted begun
            ? begun
            : null;
    return new RunDescription(
        summary(run, activities, timers, reader.attributes(id).getOrDefault(run.runId(), Map.of())),
        length,
        started == null ? null : masked.of(run, List.of(), store.histories()).json(started),
        masked.result(run),
        failure(run.failure()),
        reason(end),
        run.status() == WorkflowStatus.BLOCKED ? failure(run.problem()) : null,
        activities,
        timers,
        children(run, unanswered),
        links(run, started == null ? null : started.continues(), end),
        run.status().isOpen() ? 0 : reader.deadLetters(run.chainId()),
        started == null ? null : started.terms().deadline(),
        memo(first));
  }

  List<RunEvent> history(RunRecord run, long from, long to) {
    List<RecordedEvent> events = store.histories().read(run.runId(), from, to);
    MaskedPayloads.OfRun payloads = masked.of(run, events, store.histories());
    return events.stream().map(recorded -> event(recorded, payloads)).toList();
  }

  private static @Nullable String memo(List<RecordedEvent> first) {
    return first.size() == 2
            && first.get(1).event() instanceof Event.Marker mark
            && Markers.isMemo(mark)
            && mark.value() != null
        ? mark.value().json()
        : null;
  }

  private @Nullable Event eventAt(UUID runId, long seq) {
    return store.histories().eventAt(runId, seq).map(RecordedEvent::event).orElse(null);
  }

  private static RunLinks links(RunRecord run, @Nullable UUID continues, @Nullable Event end) {
    Parent parent = run.parent();
    return new RunLinks(
        parent == null ? null : parent.runId(),
        continues,
        end instanceof Event.WorkflowContinuedAsNew goesOn ? goesOn.nextRunId() : null);
  }

  private static List<PendingChild> children(RunRecord run, List<RecordedEvent> unanswered) {
    List<PendingChild> pending = new ArrayList<>();
    for (RecordedEvent recorded : unanswered) {
      if (recorded.event() instanceof Event.ChildScheduled child) {
        pending.add(
            new PendingChild(
                recorded.seq(),
                child.workflowType(),
                child.workflowId(),
                DerivedId.of(run.runId(), recorded.seq())));
      }
    }
    return pending;
  }

  /** What stands in the event that closed the run. */
  private @Nullable String reason(@Nullable Event end) {
    Payload reason = null;
    if (end instanceof Event.WorkflowCancelled cancelled) {
      reason = cancelled.reason();
    } else if (end instanceof Event.WorkflowTerminated terminated) {
      reason = terminated.reason();
    }
    try {
      return reason == null ? null : (String) codec.decode(reason, String.class);
    } catch (PayloadException e) {
      return "[The recorded reason cannot be read]";
    }
  }

  private RunSummary summary(
      RunRecord run,
      List<PendingActivity> activities,
      List<PendingTimer> timers,
      Map<String, String> attributes) {
    return new RunSummary(
        run.workflowId(),
        run.runId(),
        run.type(),
        run.status(),
        run.startedAt(),
        run.closedAt(),
        run.status().isOpen() ? waitingFor(run, activities, timers) : List.of(),
        attributes);
  }

  private List<String> waitingFor(
      RunRecord run, List<PendingActivity> activities, List<PendingTimer> timers) {
    List<String> held = live.apply(run.runId(), run.fence());
    if (held != null && !held.isEmpty()) {
      return held;
    }
    if (run.owner() == null && !run.waitingFor().isEmpty()) {
      return run.waitingFor();
    }
    List<String> texts = new ArrayList<>();
    activities.forEach(activity -> texts.add(text(activity)));
    timers.forEach(
        timer ->
            texts.add(
                Objects.requireNonNullElse(timer.name(), "timer") + " until " + timer.dueAt()));
    if (texts.isEmpty()) {
      texts.add(
          run.owner() != null
              ? "a message or its next turn on node " + run.owner()
              : run.wakeAt() == null ? "a message" : "its beginning at " + run.wakeAt());
    }
    return texts;
  }

  private static String text(PendingActivity activity) {
    String text = "attempt %d of %s".formatted(activity.attempt(), activity.activity());
    return activity.nextAttemptAt() == null ? text : text + " at " + activity.nextAttemptAt();
  }

  /** What was recorded since the first call that has no outcome. */
  private List<RecordedEvent> sinceFirst(UUID runId, List<RecordedEvent> unanswered) {
    return unanswered.stream()
        .filter(recorded -> recorded.event() instanceof Event.ActivityScheduled)
        .findFirst()
        .map(first -> store.histories().read(runId, first.seq(), Long.MAX_VALUE))
        .orElse(List.of());
  }

  private List<PendingActivity> activities(
      List<RecordedEvent> unanswered, List<ActivityRetry> retries, List<RecordedEvent> since) {
    Map<Long, ActivityRetry> bySeq = new HashMap<>();
    retries.forEach(retry -> bySeq.put(retry.seq(), retry));
    List<PendingActivity> pending = new ArrayList<>();
    for (RecordedEvent recorded : unanswered) {
      if (recorded.event() instanceof Event.ActivityScheduled scheduled) {
        ActivityRetry retry = bySeq.get(recorded.seq());
        Failure last = retry == null ? null : failure(retry.lastFailure());
        Instant could = retry == null ? recorded.recordedAt() : retry.nextAttemptAt();
        int redeliveries = RunActivities.redeliveries(since, recorded.seq(), could);
        pending.add(
            new PendingActivity(
                recorded.seq(),
                scheduled.activity(),
                (retry == null ? 1 : retry.attempt()) + redeliveries,
                retry == null || redeliveries > 0 ? null : retry.nextAttemptAt(),
                last == null ? null : last.summary()));
      }
    }
    return pending;
  }

  private static List<PendingTimer> timers(List<RecordedEvent> unanswered) {
    List<PendingTimer> pending = new ArrayList<>();
    for (RecordedEvent recorded : unanswered) {
      if (recorded.event() instanceof Event.TimerStarted timer) {
        pending.add(new PendingTimer(recorded.seq(), timer.name(), timer.dueAt()));
      }
    }
    return pending;
  }

  @Nullable Failure failure(@Nullable Payload payload) {
    if (payload == null) {
      return null;
    }
    try {
      return failures.decode(payload);
    } catch (PayloadException e) {
      return Failure.of(e.code(), "The recorded failure cannot be read");
    }
  }

  private static RunEvent event(RecordedEvent recorded, MaskedPayloads.OfRun payloads) {
    // without the value, which may be one that cannot be decoded
    EventFields fields =
        EventFields.of(EventValues.map(recorded.event(), value -> PayloadCodec.MASKED));
    return new RunEvent(
        recorded.seq(),
        fields.type(),
        fields.name(),
        fields.refSeq(),
        fields.plainDetail(),
        recorded.recordedAt(),
        recorded.node() == null ? null : recorded.node().toString(),
        fields.by(),
        payloads.json(recorded.event()));
  }
}
