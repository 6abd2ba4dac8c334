package dev.workflows.replay;

import dev.workflows.CancellationScope;
import dev.workflows.ChildOptions;
import dev.workflows.ChildWorkflow;
import dev.workflows.IllegalWorkflowCallException;
import dev.workflows.Promise;
import dev.workflows.Saga;
import dev.workflows.SignalTimeoutException;
import dev.workflows.WorkflowContext;
import dev.workflows.history.Event;
import java.lang.reflect.Type;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What a run's code asks for, turned into commands and waits of the fiber that asks. */
final class RunContext implements WorkflowContext {

  /** The same for every execution, whatever is configured: code decides by it. */
  private static final long LONG_HISTORY = 5_000;

  private final RunExecution run;
  private final Waits waits;
  private final Calling calling;
  private final SideEffects sideEffects;
  private final Children children;
  private final Changes changes;
  private @Nullable Logger logger;

  RunContext(RunExecution run) {
    this.run = run;
    this.waits = new Waits(run, this);
    this.calling = new Calling(run, this);
    this.sideEffects = new SideEffects(run);
    this.children = new Children(run, this);
    this.changes = new Changes(run);
  }

  Waits waits() {
    return waits;
  }

  Calling calling() {
    return calling;
  }

  Children children() {
    return children;
  }

  @Override
  public String workflowId() {
    return run.id().workflowId();
  }

  @Override
  public UUID runId() {
    return run.id().runId();
  }

  @Override
  public String type() {
    return run.definition().type();
  }

  @Override
  public long historyLength() {
    run.fibers().refuseIfLeftBehind();
    return run.journal().lastSeq();
  }

  @Override
  public Instant now() {
    run.fibers().refuseIfLeftBehind();
    return run.journal().now();
  }

  @Override
  public Clock clock() {
    return new RunClock(this, ZoneOffset.UTC);
  }

  @Override
  public Logger logger() {
    Logger known = logger;
    if (known == null) {
      known = RunLogger.of(run);
      logger = known;
    }
    return known;
  }

  @Override
  public RandomGenerator random() {
    run.fibers().refuseIfLeftBehind();
    return run.code().random();
  }

  @Override
  public UUID uuid() {
    RandomGenerator random = random();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | Long.MIN_VALUE;
    return new UUID(high, low);
  }

  @Override
  public void sleep(Duration duration) {
    waits.until(waits.after(duration));
  }

  @Override
  public void sleepUntil(Instant time) {
    waits.until(time);
  }

  @Override
  public void await(BooleanSupplier condition) {
    waits.forCondition(null, condition);
  }

  @Override
  public void await(String name, BooleanSupplier condition) {
    waits.forCondition(RecordedNames.require("a wait", name), condition);
  }

  @Override
  public boolean await(Duration timeout, BooleanSupplier condition) {
    return waits.forCondition(null, timeout, condition);
  }

  @Override
  public boolean await(String name, Duration timeout, BooleanSupplier condition) {
    return waits.forCondition(RecordedNames.require("a wait", name), timeout, condition);
  }

  @Override
  public boolean cancelRequested() {
    run.fibers().refuseIfLeftBehind();
    Fiber fiber = run.fibers().asking();
    return (fiber == null ? run.scope() : fiber.scope()).isRequestedToEnd();
  }

  @Override
  public void nonCancellable(Runnable cleanup) {
    Fiber fiber = fiber();
    fiber.scope().detached().run(fiber, cleanup);
  }

  @Override
  public <T> T callNonCancellable(Callable<T> cleanup) throws Exception {
    Fiber fiber = fiber();
    return fiber.scope().detached().call(fiber, cleanup);
  }

  @Override
  public CancellationScope newScope() {
    fiber();
    return new ScopeHandle(run);
  }

  @Override
  public void withTimeout(Duration timeout, Runnable code) {
    try {
      callWithTimeout(timeout, CancelScope.callable(code));
    } catch (Exception e) {
      throw Branch.unchecked(e);
    }
  }

  @Override
  public <T> T callWithTimeout(Duration timeout, Callable<T> code) throws Exception {
    return new TimeLimit(waits, fiber(), timeout).call(code);
  }

  @Override
  public void ensure(Runnable cleanup) {
    fiber().scope().addCleanup(cleanup);
  }

  @Override
  public <R> R using(R resource, Consumer<? super R> release) {
    ensure(() -> release.accept(resource));
    return resource;
  }

  @Override
  public <T> Promise<T> async(Callable<T> branch) {
    return begin(null, branch);
  }

  @Override
  public <T> Promise<T> async(String name, Callable<T> branch) {
    return begin(RecordedNames.require("a branch", name), branch);
  }

  @Override
  public Promise<@Nullable Void> runAsync(Runnable branch) {
    return this.<@Nullable Void>begin(
        null,
        () -> {
          branch.run();
          return null;
        });
  }

  private <T extends @Nullable Object> Promise<T> begin(@Nullable String name, Callable<T> code) {
    CancelScope owner = fiber().scope();
    Branch<T> branch = new Branch<>(run, name, owner, code);
    owner.add(branch);
    run.fibers().startBranch(name, branch::execute);
    return branch;
  }

  @Override
  public <I, O> List<O> map(
      Collection<I> items, int concurrency, Function<? super I, ? extends O> function) {
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "At least 1 item must be worked on at a time, but it is " + concurrency + ".");
    }
    Fiber fiber = fiber();
    BoundedMap<I, O> all = new BoundedMap<>(items, function);
    try {
      return fiber.scope().nested().call(fiber, () -> all.call(this, concurrency));
    } catch (Exception e) {
      throw Branch.unchecked(e);
    }
  }

  @Override
  public void custom(String name, byte[] data) {
    fiber();
    Event.Custom event = Event.Custom.of(RecordedNames.require("a custom event", name), data);
    run.requireSize(event, event.data(), "Custom event '" + name + "'");
    run.record(event);
  }

  @Override
  public Map<String, String> attributes() {
    run.fibers().refuseIfLeftBehind();
    return run.terms().attributes();
  }

  @Override
  public void attribute(String name, String value) {
    run.terms().set(name, value);
  }

  @Override
  public void removeAttribute(String name) {
    run.terms().remove(name);
  }

  @Override
  public <T> @Nullable T waitForSignal(String name, Class<T> type) {
    return run.signals().take(name, type);
  }

  @Override
  public <T> @Nullable T waitForSignal(String name, Class<T> type, Duration timeout) {
    return run.signals()
        .take(name, type, timeout)
        .orElseThrow(() -> new SignalTimeoutException(name, timeout))
        .value();
  }

  @Override
  public <T> @Nullable T waitForSignal(
      String name, Class<T> type, Duration timeout, @Nullable T otherwise) {
    return run.signals()
        .take(name, type, timeout)
        .orElseGet(() -> new SignalQueues.Taken<>(otherwise))
        .value();
  }

  @Override
  public <T> void onSignal(String name, Class<T> type, Consumer<? super @Nullable T> handler) {
    run.handlers().onSignal(name, type, handler);
  }

  @Override
  public <R> void onQuery(
      String name, Class<R> resultType, Supplier<? extends @Nullable R> answer) {
    run.handlers().onQuery(name, null, resultType, none -> answer.get());
  }

  @Override
  public <A, R> void onQuery(
      String name,
      Class<A> argumentType,
      Class<R> resultType,
      Function<? super @Nullable A, ? extends @Nullable R> answer) {
    run.handlers()
        .onQuery(
            name,
            argumentType,
            resultType,
            argument -> answer.apply(Casts.cast(argumentType, argument)));
  }

  @Override
  public <T> ChildWorkflow<T> child(Class<T> type, ChildOptions options) {
    return children.of(type, options);
  }

  @Override
  public RuntimeException continueAsNew(@Nullable Object... arguments) {
    Fiber fiber = goingOn();
    if (!run.code().isMain(fiber)) {
      throw new IllegalWorkflowCallException(
          ("Workflow '%s' tried to continue as new from a handler or a branch. Let the workflow"
                  + " method do so, for example once a field says that it is time.")
              .formatted(workflowId()));
    }
    List<Type> types = run.definition().main().parameterTypes();
    if (arguments.length != types.size()) {
      throw new IllegalArgumentException(
          "The workflow method takes %d argument(s), but %d were given to continue with."
              .formatted(types.size(), arguments.length));
    }
    throw new GoesOnAsNew(run.parts().codec().encodeArguments(types, arguments));
  }

  @Override
  public boolean continueAsNewSuggested() {
    return historyLength() >= LONG_HISTORY;
  }

  @Override
  public <R> @Nullable R callActivity(
      String name, Class<R> resultType, @Nullable Object... arguments) {
    return calling.call(name, resultType, arguments);
  }

  @Override
  public void requireActivity(String name, int arguments) {
    run.fibers().refuseIfLeftBehind();
    calling.require(name, arguments);
  }

  @Override
  public void requireSignal(String name, Class<?> type) {
    run.fibers().refuseIfLeftBehind();
    run.signals().require(name, type);
  }

  @Override
  public Saga saga() {
    fiber();
    return new Compensating(run);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> @Nullable T sideEffect(Class<T> type, Callable<? extends @Nullable T> code) {
    return (T) sideEffects.call(type, code);
  }

  @Override
  public boolean patched(String id) {
    return changes.patched(id);
  }

  @Override
  public void deprecatePatch(String id) {
    changes.deprecatePatch(id);
  }

  @Override
  public int getVersion(String id, int min, int max) {
    return changes.version(id, min, max);
  }

  /** The fiber that asks, unless it is to end. */
  Fiber goingOn() {
    Fiber fiber = fiber();
    fiber.scope().throwIfToEnd();
    return fiber;
  }

  /** The fiber that asks. */
  Fiber fiber() {
    run.fibers().refuseIfLeftBehind();
    Fiber fiber = run.fibers().executing();
    if (fiber == null || !run.parts().scope().isIn(run)) {
      throw new IllegalWorkflowCallException(
          ("Workflow '%s' tried to wait or to record from outside its own code: a query, a"
                  + " condition, a constructor or a thread of its own. Call activities and wait only"
                  + " in the workflow method and in signal handlers.")
              .formatted(workflowId()));
    }
    if (run.isOver()) {
      throw fiber.refusal();
    }
    return fiber;
  }
}
