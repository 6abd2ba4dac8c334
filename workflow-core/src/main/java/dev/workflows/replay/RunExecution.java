package dev.workflows.replay;

import dev.workflows.ErrorCode;
import dev.workflows.NonDeterminismException;
import dev.workflows.RunId;
import dev.workflows.WorkflowException;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run's code in execution: replays what is recorded, then decides turn by turn.
 *
 * <p>A pure function of the code, the history and what each turn is given, except for the threads
 * it borrows. Not thread-safe: one driver at a time, and what it wrote must be visible to the next.
 * After any exception from {@link #replay} or {@link #decide} the execution is of no further use
 * and must be {@linkplain #end ended}; the run itself is unharmed, since nothing was made durable.
 */
public final class RunExecution {

  private final RunId id;
  private final WorkflowDefinition definition;
  private final ExecutionParts parts;
  private final Journal journal;
  private final RunContext context;
  private final FiberSchedule fibers;
  private final Map<Long, ActivityCall> calls = new LinkedHashMap<>();
  private final Map<Long, Timer> timers = new LinkedHashMap<>();
  private final EventApplier applier = new EventApplier(this);
  private long seed;
  private RunRandom random = new RunRandom(0);
  private @Nullable Payload input;
  private @Nullable Object instance;
  private @Nullable String cancelReason;
  private @Nullable WorkflowException broken;
  private volatile @Nullable Fiber leftBehind;
  private boolean begun;
  private boolean closed;
  private boolean ended;

  /** An execution that has not begun; nothing of the application's code is called yet. */
  public RunExecution(RunId id, WorkflowDefinition definition, ExecutionParts parts) {
    this.id = id;
    this.definition = definition;
    this.parts = parts;
    this.journal = new Journal(id.workflowId());
    this.context = new RunContext(this);
    this.fibers = new FiberSchedule(this, parts);
  }

  /**
   * Executes the code up to where its recorded history ends.
   *
   * @throws WorkflowException if code and history do not agree, or a payload cannot be read: the
   *     run is to be blocked
   */
  public void replay(List<RecordedEvent> history) {
    try {
      replayTurns(history);
    } catch (Error e) {
      throw codeError(e);
    }
  }

  private void replayTurns(List<RecordedEvent> history) {
    for (int from = 0; from < history.size(); ) {
      int to = endOfTurn(history, from);
      replayTurn(history.subList(from, to), to < history.size() ? history.get(to) : null);
      from = to;
    }
  }

  /**
   * Makes a turn: applies what came from outside, then lets the code go on until it blocks.
   *
   * @param at the turn's time: later than every recorded one, unless this is the first
   * @param external what came from outside, in order; may be empty only if the code has not begun
   * @throws WorkflowException as for {@link #replay}
   */
  public Decision decide(Instant at, List<Event> external) {
    try {
      return makeTurn(at, external);
    } catch (Error e) {
      throw codeError(e);
    }
  }

  /** An error of the code blocks its run and nothing else. */
  WorkflowException codeError(Throwable thrown) {
    return new WorkflowException(
        ErrorCode.CODE_ERROR,
        "The code of workflow '%s' ended with %s. Mend it and deploy again."
            .formatted(id.workflowId(), thrown),
        thrown);
  }

  private Decision makeTurn(Instant at, List<Event> external) {
    boolean begins = !begun;
    long firstSeq = journal.lastSeq() + 1;
    journal.beginLive(at);
    for (Event event : external) {
      journal.addExternal(event);
      applier.apply(event);
    }
    goOn();
    List<Event> events = journal.endLive();
    if (begins && events.isEmpty()) {
      journal.record(new Event.Marker(Journal.BEGAN, null));
    }
    return new Decision(firstSeq, List.copyOf(events), at);
  }

  /**
   * Asks the code a question about its state.
   *
   * @throws WorkflowException with {@link ErrorCode#QUERY_FAILED} if the handler throws; with
   *     {@link ErrorCode#HANGING_CODE} if it does not end, then this execution is of no further use
   */
  public @Nullable Object query(HandlerDefinition query, @Nullable Object[] arguments) {
    parts.queries().refuseWhileHanging(this);
    Question question = new Question(this, query, arguments);
    Fiber reader = new Fiber(this, "Query '" + query.name() + "'", question::ask, parts.queries());
    if (!reader.resume(parts.fibers())) {
      throw leaveBehind(reader);
    }
    return question.answer();
  }

  /** Whether its code did not come to rest: it is of no further use then. */
  public boolean hangs() {
    return leftBehind != null;
  }

  /** Whether there are threads that {@link #end} would end. */
  public boolean hasThreads() {
    return !hangs() && !fibers.isEmpty();
  }

  /**
   * Ends the threads of the code. Nothing of its unwinding is recorded. Code of the application is
   * executed meanwhile, for as long as it is allowed to.
   */
  public void end() {
    ended = true;
    if (!hangs()) {
      fibers.end();
    }
  }

  /** Says that a fiber executes this from now on and nobody else; returns what to throw. */
  WorkflowException leaveBehind(Fiber fiber) {
    leftBehind = fiber;
    return fiber.hangs();
  }

  /** Called by a fiber that was left behind, at its end. */
  void endOthers(Fiber last) {
    leftBehind = last;
    fibers.end();
  }

  /** Refuses whatever code asks for that was left behind. */
  void refuseIfLeftBehind() {
    Fiber fiber = leftBehind;
    if (fiber != null) {
      throw fiber.refusal();
    }
  }

  /** Whether the run's last event is behind it. */
  public boolean isClosed() {
    return closed;
  }

  /** Whether its code has been called; if not, a turn is due without anything from outside. */
  public boolean hasBegun() {
    return begun;
  }

  /** How long the history is that this execution knows. */
  public long lastSeq() {
    return journal.lastSeq();
  }

  /** The positions of the calls without an outcome, with their activities, in order. */
  public Map<Long, ActivityDefinition> pendingCalls() {
    Map<Long, ActivityDefinition> pending = new LinkedHashMap<>();
    calls.forEach((seq, call) -> pending.put(seq, call.activity()));
    return pending;
  }

  /** The positions of those calls that a request to end interrupts. */
  public List<Long> cancellableCalls() {
    return calls.values().stream()
        .filter(ActivityCall::isCancellable)
        .map(ActivityCall::seq)
        .toList();
  }

  /** The timers that have not fired, by position. */
  public Map<Long, Instant> pendingTimers() {
    Map<Long, Instant> pending = new LinkedHashMap<>();
    timers.forEach((seq, timer) -> pending.put(seq, timer.dueAt()));
    return pending;
  }

  /** What the code waits for, in words; {@code calls} tells of the calls by position. */
  public List<String> waitingFor(java.util.function.LongFunction<String> callText) {
    return fibers.waitingFor(callText);
  }

  private static int endOfTurn(List<RecordedEvent> history, int from) {
    Instant at = history.get(from).recordedAt();
    int to = from + 1;
    while (to < history.size() && history.get(to).recordedAt().equals(at)) {
      to++;
    }
    return to;
  }

  private void replayTurn(List<RecordedEvent> turn, @Nullable RecordedEvent next) {
    int commands = 0;
    while (commands < turn.size() && applier.isExternal(turn.get(commands).event())) {
      applier.apply(turn.get(commands++).event());
    }
    if (turn.stream().allMatch(RunExecution::isDetached)) {
      journal.skip(turn);
      return;
    }
    RecordedEvent first = turn.get(0);
    journal.beginRecorded(
        first.recordedAt(), first.seq() + commands - 1, turn.subList(commands, turn.size()), next);
    goOn();
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

  private void goOn() {
    throwIfBroken();
    if (closed) {
      return;
    }
    parts.code().refuseWhileHanging(this);
    if (!begun) {
      begun = true;
      forgetWhatWasLookedAt();
      fibers.startMain(() -> CodeBody.runMain(this, input));
    }
    fibers.runUntilBlocked();
    throwIfBroken();
    if (closed) {
      fibers.end();
    }
  }

  /** A query before the beginning made an instance at another time, with chance of its own. */
  private void forgetWhatWasLookedAt() {
    instance = null;
    random = new RunRandom(seed);
  }

  private void throwIfBroken() {
    if (broken != null) {
      throw broken;
    }
  }

  Object instance() {
    if (instance == null) {
      instance = reading(() -> definition.instances().create(context));
    }
    return instance;
  }

  /**
   * Records a command of the code. Where the history says otherwise the fiber ends here: the code
   * cannot catch that and go on.
   */
  long record(Event command) {
    try {
      return journal.record(command);
    } catch (NonDeterminismException e) {
      breakOff(e);
      throw new FiberEnded();
    }
  }

  /** Ends the run with this event; the first one counts. */
  void close(Event event) {
    if (!isOver()) {
      record(event);
      closed = true;
    }
  }

  void closedOutside() {
    closed = true;
  }

  /** The code and its history cannot go on together; the driver throws this. */
  void breakOff(WorkflowException problem) {
    if (broken == null) {
      broken = problem;
    }
  }

  boolean isOver() {
    return closed || ended || broken != null || leftBehind != null;
  }

  void begin(long newSeed, @Nullable Payload newInput) {
    seed = newSeed;
    random = new RunRandom(newSeed);
    input = newInput;
  }

  void handleSignal(HandlerDefinition handler, @Nullable Payload payload) {
    fibers.startHandler(() -> CodeBody.runSignal(this, handler, payload));
  }

  void requestCancel(String reason) {
    cancelReason = reason;
  }

  /** Reads what a handler is called with; ends the fiber if that cannot be. */
  @Nullable Object[] arguments(HandlerDefinition handler, @Nullable Payload payload, String what) {
    try {
      return reading(() -> parts.codec().decodeArguments(payload, handler.parameterTypes()));
    } catch (PayloadException e) {
      breakOff(unreadable(what, e));
      throw new FiberEnded();
    }
  }

  WorkflowException unreadable(String what, PayloadException cause) {
    return new WorkflowException(
        ErrorCode.UNREADABLE_PAYLOAD,
        "%s of workflow '%s' can no longer be read: %s Deploy code that can read it."
            .formatted(what, id.workflowId(), cause.getMessage()),
        cause);
  }

  ActivityCall schedule(
      ActivityDefinition activity, @Nullable Object[] arguments, boolean cancellable) {
    // made anew in every execution: whether it can be made is something the code can see
    Payload payload = parts.codec().encodeArguments(activity.parameterTypes(), arguments);
    Event.ActivityScheduled command = new Event.ActivityScheduled(activity.name(), payload);
    requireSize(command, payload, "The arguments of activity '" + activity.name() + "'");
    ActivityCall call = new ActivityCall(record(command), activity, cancellable);
    calls.put(call.seq(), call);
    return call;
  }

  @Nullable Object outcome(ActivityCall call) throws Throwable {
    return CallOutcome.of(this, call);
  }

  @Nullable ActivityCall removeCall(long seq) {
    return calls.remove(seq);
  }

  Timer addTimer(Timer timer) {
    timers.put(timer.seq(), timer);
    return timer;
  }

  @Nullable Timer timer(long seq) {
    return timers.get(seq);
  }

  /** Forgets a timer; whether it was still pending. */
  boolean removeTimer(Timer timer) {
    return timers.remove(timer.seq()) != null;
  }

  /** Executes code of the application that may read the run's state but not act. */
  <T extends @Nullable Object> T reading(Supplier<T> code) {
    return fibers.reading(code);
  }

  /** Asks the code's own condition. */
  boolean ask(BooleanSupplier condition) {
    return reading(condition::getAsBoolean);
  }

  /** Refuses what is too large, unless it is recorded: the limit may have been another one. */
  void requireSize(Event command, @Nullable Payload payload, String what) {
    if (!journal.repeats(command)) {
      RunContext.requireSize(payload, parts.maxPayloadBytes(), what);
    }
  }

  RunRandom random() {
    return random;
  }

  /** What names the run. */
  public RunId id() {
    return id;
  }

  WorkflowDefinition definition() {
    return definition;
  }

  ExecutionParts parts() {
    return parts;
  }

  RunScope scope() {
    return parts.scope();
  }

  RunContext context() {
    return context;
  }

  Journal journal() {
    return journal;
  }

  @Nullable Fiber executing() {
    return fibers.executing();
  }

  @Nullable String cancelReason() {
    return cancelReason;
  }
}
