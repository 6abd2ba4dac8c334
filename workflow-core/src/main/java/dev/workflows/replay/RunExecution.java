package dev.workflows.replay;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.NonDeterminismException;
import dev.workflows.RunId;
import dev.workflows.WorkflowException;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.history.StartTerms;
import dev.workflows.payload.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run's code in execution: replays what is recorded, then decides turn by turn.
 *
 * <p>A pure function of the code, the history and what each turn is given, except for the threads
 * it borrows. Not thread-safe: one caller at a time, and what it wrote must be visible to the next.
 * After any exception from {@link #replay} or {@link #decide} the execution is of no further use
 * and must be {@linkplain #end ended}; the run itself is unharmed, since nothing was made durable.
 */
public final class RunExecution {

  private final RunId id;
  private final WorkflowDefinition definition;
  private final ExecutionParts parts;
  private final Journal journal;
  private final RunContext context;
  private final CancelScope scope;
  private final FiberSchedule fibers;
  private final RunCode code;
  private final Outstanding outstanding = new Outstanding();
  private final SignalQueues signals = new SignalQueues(this);
  private final RegisteredHandlers handlers = new RegisteredHandlers(this);
  private final Questions questions = new Questions(this);
  private final Updates updates = new Updates(this);
  private final Migrations migrations = new Migrations(this);
  private final RunTerms terms = new RunTerms(this);
  private final EventApplier applier = new EventApplier(this);
  private @Nullable WorkflowException broken;
  private boolean begun;
  private boolean closed;
  private boolean ended;
  private boolean asked;
  private final List<String> left = new ArrayList<>(0);
  private @Nullable String cancelMessage;

  /** An execution that has not begun; nothing of the application's code is called yet. */
  public RunExecution(RunId id, WorkflowDefinition definition, ExecutionParts parts) {
    this.id = id;
    this.definition = definition;
    this.parts = parts;
    this.journal = new Journal(id.workflowId());
    this.context = new RunContext(this);
    this.scope = CancelScope.of(this);
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
    Rendezvous end = new Rendezvous();
    Replay replay = new Replay(this, applier, journal, history, end);
    if (replay.begins()) {
      fibers.run(replay);
    }
    end.await();
  }

  /**
   * Makes a turn: applies what came from outside, then lets the code go on until it blocks.
   *
   * @param at the turn's time: later than every recorded one, unless this is the first
   * @param external what came from outside, in order; may be empty only if the code has not begun
   * @throws WorkflowException as for {@link #replay}
   */
  public Decision decide(Instant at, List<Event> external) {
    return decide(at, external, List.of());
  }

  /**
   * The same where updates, or other versions, are asked for as well.
   *
   * @param requests in order, other versions last; each is accepted, which is an event, or
   *     rejected, which is none
   */
  public Decision decide(Instant at, List<Event> external, List<? extends Request> requests) {
    Rendezvous end = new Rendezvous();
    begin(at, external, requests, end);
    return Objects.requireNonNull(end.await());
  }

  /** {@link #decide(Instant, List, List, TurnEnd)} where no updates are asked for. */
  public void decide(Instant at, List<Event> external, TurnEnd end) {
    decide(at, external, List.of(), end);
  }

  /**
   * The same for a caller that does not wait. Its end may be told by the thread of the code; unless
   * executions are {@linkplain ExecutionParts#inStep in step}: then the caller waits after all.
   */
  public void decide(
      Instant at, List<Event> external, List<? extends Request> requests, TurnEnd end) {
    if (!parts.inStep()) {
      begin(at, external, requests, end);
      return;
    }
    Decision decision;
    try {
      decision = decide(at, external, requests);
    } catch (RuntimeException e) {
      end.failed(e);
      return;
    }
    end.decided(decision);
  }

  private void begin(
      Instant at, List<Event> external, List<? extends Request> requests, TurnEnd end) {
    LiveTurn turn = new LiveTurn(this, journal, at, end);
    if (turn.begins(applier, external, requests)) {
      fibers.run(turn);
    }
  }

  /**
   * Asks the code a question about its state, by a name that its version declares or that it has
   * registered itself.
   *
   * @throws WorkflowException with {@link ErrorCode#QUERY_FAILED} if the handler throws; with
   *     {@link ErrorCode#HANGING_CODE} if it does not end, then this execution is of no further use
   * @throws InvalidRequestException with {@link ErrorCode#UNKNOWN_QUERY} if the name is neither;
   *     with {@link ErrorCode#INVALID_PAYLOAD} if the arguments do not fit
   */
  public QueryAnswer query(String name, @Nullable Payload arguments) {
    return questions.ask(name, arguments);
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

  /** Whether it is about to end: it was asked to, or its method has ended and it cleans up. */
  public boolean isEnding() {
    return scope.isToEnd() || code.isEnding();
  }

  /** The workflow's type name. */
  public String type() {
    return definition.type();
  }

  /** The version that a run of this type begins with now. */
  public int newestVersion(String type) {
    WorkflowDefinition newest = parts.definitions().workflow(type);
    return newest == null ? 1 : newest.version();
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

  /** The activity of the call at this position, if that has no outcome. */
  public @Nullable ActivityDefinition pendingCall(long seq) {
    ActivityCall call = outstanding.call(seq);
    return call == null ? null : call.activity();
  }

  /** The positions of those calls that a request to end interrupts. */
  public List<Long> cancellableCalls() {
    return outstanding.cancellableCalls();
  }

  /** The code that waits for this call and nothing else; {@code null} if none does. */
  public @Nullable CallWaiter waiterFor(long call) {
    return fibers.waiterFor(call);
  }

  /** Whether code that waits for one of these calls is on an errand, so that it cannot go on. */
  public boolean isAwayFrom(Collection<Long> calls) {
    for (long call : calls) {
      Fiber waiter = fibers.waiterFor(call);
      if (waiter != null && waiter.isAway()) {
        return true;
      }
    }
    return false;
  }

  /** The timers that have not fired, by position. */
  public Map<Long, Instant> pendingTimers() {
    return outstanding.timers();
  }

  /** The children whose end is not known, by the position of their call. */
  public Map<Long, OpenChild> pendingChildren() {
    return outstanding.children();
  }

  /** What holds for a run that goes on in place of this one; its time begins anew. */
  public StartTerms termsNow() {
    return terms.now();
  }

  /** What goes with the run for people to read. */
  public @Nullable Payload memo() {
    return terms.memo();
  }

  /** Messages that were taken from the inbox and that no code has taken: another run may. */
  public List<String> untakenMessages() {
    List<String> untaken = new ArrayList<>(signals.untaken());
    untaken.addAll(left);
    if (cancelMessage != null) {
      untaken.add(cancelMessage);
    }
    return untaken;
  }

  /** What the code waits for, in words; {@code calls} tells of the calls by position. */
  public List<String> waitingFor(LongFunction<String> callText) {
    return fibers.waitingFor(callText);
  }

  /** Whether its code is to go on; prepares that. */
  boolean mayGoOn() {
    throwIfBroken();
    if (closed) {
      return false;
    }
    parts.code().refuseWhileHanging(this);
    if (!begun) {
      begun = true;
      code.beginAgain();
      fibers.startMain(code::callMain);
    }
    return true;
  }

  /** All of its code is blocked. */
  void afterCode() {
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

  void handleSignal(HandlerDefinition handler, String messageId, @Nullable Payload payload) {
    if (code.goesOn()) {
      left.add(messageId);
      return;
    }
    if (handler.queued()) {
      signals.add(handler.name(), messageId, payload);
    }
    fibers.startHandler(() -> code.callSignal(handler, payload));
  }

  void requestCancel(String messageId, String reason) {
    cancelMessage = messageId;
    scope.askToEnd(reason);
  }

  /** Executes code of the application that may read the run's state but not act. */
  <T extends @Nullable Object> T reading(Supplier<T> code) {
    try {
      return fibers.reading(code::get);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Executes code of the application outside of the run: not even chance is the run's. */
  <T extends @Nullable Object> T asking(Callable<T> code) throws Exception {
    RunRandom chance = code().random();
    chance.beginQuery();
    try {
      return fibers.reading(code);
    } finally {
      chance.endQuery();
    }
  }

  /** Says that code answers a question from now on, or no longer. */
  void answers(boolean isAsked) {
    asked = isAsked;
  }

  /** Whether what the code says now was not said before: it makes a turn. */
  boolean isHeard() {
    return !asked && !journal.isReplaying() && !isOver();
  }

  /** Refuses what is too large, unless it is recorded: the limit may have been another one. */
  void requireSize(Event command, @Nullable Payload payload, String what) {
    if (!journal.repeats(command)) {
      PayloadLimit.require(payload, parts.maxPayloadBytes(), what);
    }
  }

  RunCode code() {
    return code;
  }

  RunTerms terms() {
    return terms;
  }

  SignalQueues signals() {
    return signals;
  }

  /** What the code has registered by name. */
  RegisteredHandlers handlers() {
    return handlers;
  }

  Updates updates() {
    return updates;
  }

  Migrations migrations() {
    return migrations;
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

  /** The scope of all its code. */
  CancelScope scope() {
    return scope;
  }

  /** Why somebody asked it to end. */
  @Nullable String cancelReason() {
    return scope.ownReason();
  }
}
