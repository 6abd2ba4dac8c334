package dev.workflows.replay;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.ChildEnd;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run without an engine: a test gives it what arrives and sees what it decides. */
final class TestRun {

  static final Instant BEGINNING = Instant.parse("2026-01-02T03:04:05.000006Z");
  static final long SEED = 42;
  private static final UUID NODE = new UUID(1, 1);

  private final ReplayKit kit;
  private final List<RecordedEvent> history = new ArrayList<>();
  private WorkflowDefinition definition;
  private RunExecution execution;
  private Instant now = BEGINNING;
  private int messages;

  TestRun(ReplayKit kit, WorkflowDefinition definition) {
    this.kit = kit;
    this.definition = definition;
    this.execution = newExecution();
  }

  private RunExecution newExecution() {
    return new RunExecution(ReplayKit.RUN, definition, kit.parts);
  }

  RunExecution execution() {
    return execution;
  }

  List<RecordedEvent> history() {
    return history;
  }

  List<Event> events() {
    return history.stream().map(RecordedEvent::event).toList();
  }

  /** Kind and name of every event, for people. */
  List<String> kinds() {
    return events().stream().map(event -> event.type().storedName()).toList();
  }

  Event last() {
    return history.get(history.size() - 1).event();
  }

  Instant now() {
    return now;
  }

  // ---- how it begins

  Event.WorkflowStarted started(long seed, @Nullable Object... arguments) {
    Payload input = kit.codec.encodeArguments(definition.main().parameterTypes(), arguments);
    return new Event.WorkflowStarted(definition.type(), seed, input);
  }

  TestRun start() {
    turn(started(SEED, nothing()));
    return this;
  }

  /** As a client writes it that is no owner: the code has not begun. */
  TestRun startDetached() {
    return foreign(started(SEED, nothing()), null);
  }

  private @Nullable Object[] nothing() {
    return new Object[definition.main().parameterTypes().size()];
  }

  // ---- what arrives

  /** Makes a turn of these events and records what it decided. */
  Decision turn(Event... external) {
    return turn(List.of(external), List.of());
  }

  /** The same where updates or other versions are asked for. */
  Decision turn(List<Event> external, List<? extends Request> requests) {
    Decision decision = execution.decide(now, external, requests);
    long seq = decision.firstSeq();
    for (Event event : decision.events()) {
      history.add(new RecordedEvent(seq++, event, 1, NODE, decision.at()));
    }
    now = now.plusNanos(1_000);
    return decision;
  }

  /** Records an event that no turn made. The execution has to be made anew then. */
  TestRun foreign(Event event, @Nullable UUID node) {
    history.add(new RecordedEvent(history.size() + 1, event, 1, node, now));
    now = now.plusNanos(1_000);
    return this;
  }

  TestRun ownerChanges() {
    return foreign(new Event.OwnerChanged(), NODE);
  }

  TestRun advance(Duration duration) {
    now = now.plus(duration);
    return this;
  }

  Event signalOf(String name, @Nullable Object... arguments) {
    return new Event.SignalReceived(
        name,
        "signal:m" + ++messages,
        kit.codec.encodeArguments(definition.signals().get(name).parameterTypes(), arguments));
  }

  UpdateRequest updateOf(String name, @Nullable Object... arguments) {
    HandlerDefinition handler = definition.updates().get(name).handler();
    return new UpdateRequest(
        name,
        "update:m" + ++messages,
        null,
        kit.codec.encodeArguments(handler.parameterTypes(), arguments));
  }

  Event childCompletionOf(long seq, @Nullable String result) {
    return new Event.ChildCompleted(seq, kit.codec.encode(result, String.class));
  }

  Event childFailureOf(long seq, ChildEnd end) {
    Failure failure = Failure.of(ErrorCode.RUN_FAILED, "the child");
    return new Event.ChildFailed(
        seq, end, end == ChildEnd.FAILED ? kit.parts.failures().encode(failure) : null);
  }

  Event cancelOf(String reason) {
    return new Event.CancelRequested("cancel", kit.codec.encode(reason, String.class));
  }

  Event completionOf(long seq, @Nullable Object result) {
    return new Event.ActivityCompleted(
        seq, 1, kit.codec.encode(result, result == null ? Object.class : result.getClass()));
  }

  Event failureOf(long seq, Throwable thrown) {
    return new Event.ActivityFailed(
        seq, 3, kit.parts.failures().encode(thrown, execution.pendingCalls().get(seq)));
  }

  Event failureOf(long seq, Failure failure) {
    return new Event.ActivityFailed(seq, 1, kit.parts.failures().encode(failure));
  }

  TestRun push(String value) {
    turn(signalOf("push", value));
    return this;
  }

  TestRun complete(long seq, @Nullable Object result) {
    turn(completionOf(seq, result));
    return this;
  }

  TestRun fail(long seq, Throwable thrown) {
    turn(failureOf(seq, thrown));
    return this;
  }

  TestRun fire(long seq) {
    Instant dueAt = execution.pendingTimers().get(seq);
    now = dueAt.isAfter(now) ? dueAt : now;
    turn(new Event.TimerFired(seq));
    return this;
  }

  /** With the ends of the calls that it interrupts, as the engine gives them. */
  TestRun cancel(String reason) {
    List<Event> external = new ArrayList<>();
    external.add(cancelOf(reason));
    for (long seq : execution.cancellableCalls()) {
      external.add(failureOf(seq, Failure.of(ErrorCode.ACTIVITY_CANCELLED, "The run is to end")));
    }
    turn(external.toArray(Event[]::new));
    return this;
  }

  // ---- what becomes of it

  /** Forgets the execution and makes it anew from the history. */
  TestRun reload() {
    execution.end();
    execution = newExecution();
    execution.replay(history);
    return this;
  }

  /** The same with other code. */
  TestRun deploy(WorkflowDefinition other) {
    definition = other;
    return reload();
  }

  @Nullable Object query(String name) {
    return execution.query(name, null).value();
  }

  @SuppressWarnings("unchecked")
  List<String> log() {
    return (List<String>) query("log");
  }

  Payload payload(String value) {
    return new Payload('"' + value + '"');
  }

  @Nullable Object result() {
    return kit.codec.decode(((Event.WorkflowCompleted) last()).result(), String.class);
  }

  Failure failure() {
    return kit.parts.failures().decode(((Event.WorkflowFailed) last()).failure());
  }

  /** What the outside can know of an execution between two turns. */
  Map<String, Object> state() {
    return state(execution);
  }

  Map<String, Object> state(RunExecution of) {
    Map<String, Object> state = new LinkedHashMap<>();
    Map<Long, String> calls = new LinkedHashMap<>();
    of.pendingCalls().forEach((seq, activity) -> calls.put(seq, activity.name()));
    state.put("calls", calls);
    state.put("cancellable", of.cancellableCalls());
    state.put("children", of.pendingChildren());
    state.put("untaken", of.untakenMessages());
    state.put("timers", of.pendingTimers());
    state.put("lastSeq", of.lastSeq());
    state.put("begun", of.hasBegun());
    state.put("closed", of.isClosed());
    state.put("waiting", of.waitingFor(seq -> "call " + seq));
    definition
        .queries()
        .keySet()
        .forEach(name -> state.put(name, Arrays.asList(of.query(name, null).value())));
    return state;
  }
}
