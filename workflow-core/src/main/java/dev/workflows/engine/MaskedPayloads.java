package dev.workflows.engine;

import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.Definitions;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Event;
import dev.workflows.history.EventFields;
import dev.workflows.history.EventVisitor;
import dev.workflows.history.Migration;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.DeclaredValue;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.payload.PayloadException;
import dev.workflows.replay.Markers;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.RunRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Recorded values as people may see them, by the types that the definitions deployed here declare.
 * A value of which these say nothing is masked as a whole: another application of the same database
 * may know that it is sensitive.
 */
final class MaskedPayloads {

  private final Definitions definitions;
  private final PayloadCodec codec;

  MaskedPayloads(Definitions definitions, PayloadCodec codec) {
    this.definitions = definitions;
    this.codec = codec;
  }

  /** What a run's method returned. */
  @Nullable String result(RunRecord run) {
    if (run.result() != null && run.result().problem() != null) {
      return problem(run.result().problem());
    }
    WorkflowDefinition definition = definitions.workflow(run.type());
    Payload result = value(run.result(), definition == null ? null : definition.main().result());
    return result == null ? null : result.json();
  }

  /** What stands in the place of a value that cannot be decoded. */
  private @Nullable String problem(PayloadException problem) {
    Payload text = codec.encode(problem.getMessage(), String.class);
    return text == null ? null : text.json();
  }

  /**
   * The values in a run's history.
   *
   * @param known events that need not be read to know what they are answered with
   */
  OfRun of(RunRecord run, List<RecordedEvent> known, HistoryStore histories) {
    Map<Long, Event> events = new HashMap<>();
    known.forEach(recorded -> events.put(recorded.seq(), recorded.event()));
    return new OfRun(run.runId(), definitions.workflow(run.type()), events, histories);
  }

  private @Nullable Payload value(@Nullable Payload payload, @Nullable DeclaredValue declared) {
    if (payload == null) {
      return null;
    }
    return declared == null ? PayloadCodec.MASKED : codec.mask(payload, declared);
  }

  private @Nullable Payload arguments(
      @Nullable Payload payload, @Nullable List<DeclaredValue> declared) {
    if (payload == null) {
      return null;
    }
    return declared == null ? PayloadCodec.MASKED : codec.maskArguments(payload, declared);
  }

  /** What is shown of the values of one run's events. */
  final class OfRun implements EventVisitor<Optional<Payload>> {

    private final UUID runId;
    private final @Nullable WorkflowDefinition definition;
    private final Map<Long, Event> known;
    private final HistoryStore histories;

    private OfRun(
        UUID runId,
        @Nullable WorkflowDefinition definition,
        Map<Long, Event> known,
        HistoryStore histories) {
      this.runId = runId;
      this.definition = definition;
      this.known = known;
      this.histories = histories;
    }

    /** The value of an event, as JSON. */
    @Nullable String json(Event event) {
      Payload value = EventValues.of(event);
      return value != null && value.problem() != null
          ? problem(value.problem())
          : event.accept(this).map(Payload::json).orElse(null);
    }

    @Override
    public Optional<Payload> workflowStarted(Event.WorkflowStarted event) {
      return input(event.input(), definitions.workflow(event.workflowType(), event.version()));
    }

    @Override
    public Optional<Payload> workflowContinuedAsNew(Event.WorkflowContinuedAsNew event) {
      Migration migration = event.migration();
      return input(
          event.input(),
          migration == null || definition == null
              ? definition
              : definitions.workflow(definition.type(), migration.version()));
    }

    @Override
    public Optional<Payload> childScheduled(Event.ChildScheduled event) {
      return input(event.input(), definitions.workflow(event.workflowType()));
    }

    private Optional<Payload> input(
        @Nullable Payload payload, @Nullable WorkflowDefinition workflow) {
      return Optional.ofNullable(
          arguments(payload, workflow == null ? null : workflow.main().arguments()));
    }

    @Override
    public Optional<Payload> childCompleted(Event.ChildCompleted event) {
      WorkflowDefinition child =
          opening(event.scheduledSeq()) instanceof Event.ChildScheduled scheduled
              ? definitions.workflow(scheduled.workflowType())
              : null;
      return Optional.ofNullable(
          value(event.result(), child == null ? null : child.main().result()));
    }

    @Override
    public Optional<Payload> updateAccepted(Event.UpdateAccepted event) {
      HandlerDefinition update = update(event.name());
      return Optional.ofNullable(
          arguments(event.arguments(), update == null ? null : update.arguments()));
    }

    @Override
    public Optional<Payload> updateCompleted(Event.UpdateCompleted event) {
      HandlerDefinition update =
          opening(event.acceptedSeq()) instanceof Event.UpdateAccepted accepted
              ? update(accepted.name())
              : null;
      return Optional.ofNullable(value(event.result(), update == null ? null : update.result()));
    }

    private @Nullable HandlerDefinition update(String name) {
      return definition == null ? null : definition.updateHandlers().get(name);
    }

    @Override
    public Optional<Payload> activityScheduled(Event.ActivityScheduled event) {
      ActivityDefinition activity = definitions.activity(event.activity());
      return Optional.ofNullable(
          arguments(event.arguments(), activity == null ? null : activity.arguments()));
    }

    @Override
    public Optional<Payload> activityCompleted(Event.ActivityCompleted event) {
      ActivityDefinition activity =
          event.result() == null ? null : activityAt(event.scheduledSeq());
      return Optional.ofNullable(
          value(event.result(), activity == null ? null : activity.result()));
    }

    private @Nullable ActivityDefinition activityAt(long seq) {
      return opening(seq) instanceof Event.ActivityScheduled scheduled
          ? definitions.activity(scheduled.activity())
          : null;
    }

    /** Calls that began before a part of a history are no more than were open at once. */
    private @Nullable Event opening(long seq) {
      Event call = known.get(seq);
      return call == null
          ? histories.eventAt(runId, seq).map(RecordedEvent::event).orElse(null)
          : call;
    }

    @Override
    public Optional<Payload> signalReceived(Event.SignalReceived event) {
      HandlerDefinition handler =
          definition == null ? null : definition.signals().get(event.name());
      return Optional.ofNullable(
          arguments(event.arguments(), handler == null ? null : handler.arguments()));
    }

    @Override
    public Optional<Payload> workflowCompleted(Event.WorkflowCompleted event) {
      return Optional.ofNullable(
          value(event.result(), definition == null ? null : definition.main().result()));
    }

    @Override
    public Optional<Payload> attributeChanged(Event.AttributeChanged event) {
      return asRecorded(event);
    }

    /** The type of a side effect's value is known to the code alone. */
    @Override
    public Optional<Payload> marker(Event.Marker event) {
      return Markers.isOfEngine(event) || Markers.isMemo(event)
          ? asRecorded(event)
          : Optional.ofNullable(event.value()).map(value -> PayloadCodec.MASKED);
    }

    /** Written for people to read; nothing but the application knows what is in it. */
    @Override
    public Optional<Payload> custom(Event.Custom event) {
      return asRecorded(event);
    }

    @Override
    public Optional<Payload> activityFailed(Event.ActivityFailed event) {
      return asRecorded(event);
    }

    @Override
    public Optional<Payload> activityCancelled(Event.ActivityCancelled event) {
      return asRecorded(event);
    }

    @Override
    public Optional<Payload> timerStarted(Event.TimerStarted event) {
      return asRecorded(event);
    }

    @Override
    public Optional<Payload> timerFired(Event.TimerFired event) {
      return asRecorded(event);
    }

    @Override
    public Optional<Payload> timerCancelled(Event.TimerCancelled event) {
      return asRecorded(event);
    }

    @Override
    public Optional<Payload> cancelRequested(Event.CancelRequested event) {
      return asRecorded(event);
    }

    @Override
    public Optional<Payload> childFailed(Event.ChildFailed event) {
      return asRecorded(event);
    }

    @Override
    public Optional<Payload> childCancelRequested(Event.ChildCancelRequested event) {
      return asRecorded(event);
    }

    @Override
    public Optional<Payload> updateFailed(Event.UpdateFailed event) {
      return asRecorded(event);
    }

    @Override
    public Optional<Payload> ownerChanged(Event.OwnerChanged event) {
      return asRecorded(event);
    }

    @Override
    public Optional<Payload> workflowFailed(Event.WorkflowFailed event) {
      return asRecorded(event);
    }

    @Override
    public Optional<Payload> workflowCancelled(Event.WorkflowCancelled event) {
      return asRecorded(event);
    }

    @Override
    public Optional<Payload> workflowTerminated(Event.WorkflowTerminated event) {
      return asRecorded(event);
    }

    @Override
    public Optional<Payload> workflowTimedOut(Event.WorkflowTimedOut event) {
      return asRecorded(event);
    }

    private static Optional<Payload> asRecorded(Event event) {
      return Optional.ofNullable(EventFields.of(event).payload()).map(Payload::new);
    }
  }
}
