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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
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
  private final RunCode code;
  private final Outstanding outstanding = new Outstanding();
  private final EventApplier applier = new EventApplier(this);
  private @Nullable String cancelReason;
  private @Nullable WorkflowException broken;
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
    this.code = new RunCode(this, definition);
  }

  /**
   * Executes the code up to where its recorded history ends.
   *
   * @throws WorkflowException if code and history do not agree, or a payload cannot be read: the
   *     run is to be blocked
   */
  public void replay(List<RecordedEvent> history) {
    try {
      new Replay(this, applier, journal).execute(history);
    } catch (Error e) {
      throw CodeProblems.error(id, e);
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
      throw CodeProblems.error(id, e);
    }
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
      throw fibers.leaveBehind(reader);
    }
    return question.answer();
  }

  /** Whether its code did not come to rest: it is of no further use then. */
  public boolean hangs() {
    return fibers.hang();
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
    return outstanding.calls();
  }

  /** The positions of those calls that a request to end interrupts. */
  public List<Long> cancellableCalls() {
    return outstanding.cancellableCalls();
  }

  /** The timers that have not fired, by position. */
  public Map<Long, Instant> pendingTimers() {
    return outstanding.timers();
  }

  /** What the code waits for, in words; {@code calls} tells of the calls by position. */
  public List<String> waitingFor(LongFunction<String> callText) {
    return fibers.waitingFor(callText);
  }

  /** Lets the code go on until all of it is blocked. */
  void goOn() {
    throwIfBroken();
    if (closed) {
      return;
    }
    parts.code().refuseWhileHanging(this);
    if (!begun) {
      begun = true;
      code.beginAgain();
      fibers.startMain(code::callMain);
    }
    fibers.runUntilBlocked();
    throwIfBroken();
    if (closed) {
      fibers.end();
    }
  }

  private void throwIfBroken() {
    if (broken != null) {
      throw broken;
    }
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
    return closed || ended || broken != null || fibers.hang();
  }

  void handleSignal(HandlerDefinition handler, @Nullable Payload payload) {
    fibers.startHandler(() -> code.callSignal(handler, payload));
  }

  void requestCancel(String reason) {
    cancelReason = reason;
  }

  /** Executes code of the application that may read the run's state but not act. */
  <T extends @Nullable Object> T reading(Supplier<T> code) {
    return fibers.reading(code);
  }

  /** Refuses what is too large, unless it is recorded: the limit may have been another one. */
  void requireSize(Event command, @Nullable Payload payload, String what) {
    if (!journal.repeats(command)) {
      RunContext.requireSize(payload, parts.maxPayloadBytes(), what);
    }
  }

  RunCode code() {
    return code;
  }

  Outstanding outstanding() {
    return outstanding;
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

  RunContext context() {
    return context;
  }

  Journal journal() {
    return journal;
  }

  FiberSchedule fibers() {
    return fibers;
  }

  @Nullable String cancelReason() {
    return cancelReason;
  }
}
