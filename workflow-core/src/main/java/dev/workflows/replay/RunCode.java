package dev.workflows.replay;

import dev.workflows.WorkflowCancelledException;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.DerivedId;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's code of a run: its instance, its chance, and its methods with what their end
 * means for the run. What calls them executes on a fiber.
 */
final class RunCode {

  private static final Logger LOG = LoggerFactory.getLogger(RunCode.class);
  private static final String ENDED = "The workflow method has ended";
  private static final int MOST_CAUSES = 20;

  private final RunExecution run;
  private final WorkflowDefinition definition;
  private long seed;
  private RunRandom random = new RunRandom(0);
  private @Nullable Payload input;
  private @Nullable Object instance;
  private final Set<CancelScope> handlers = new LinkedHashSet<>();
  private @Nullable Exception failureOfHandler;
  private @Nullable Event completed;
  private boolean endedByHandler;
  private boolean ending;
  private boolean goesOn;
  private @Nullable Fiber mainFiber;

  RunCode(RunExecution run, WorkflowDefinition definition) {
    this.run = run;
    this.definition = definition;
  }

  /** Takes what the run was started with. */
  void begin(long newSeed, @Nullable Payload newInput) {
    seed = newSeed;
    input = newInput;
    beginAgain();
  }

  /** A query before the beginning made an instance at another time, with chance of its own. */
  void beginAgain() {
    instance = null;
    random = new RunRandom(seed);
  }

  RunRandom random() {
    return random;
  }

  /** Its instance, made where it is asked for first. */
  Object instance() {
    if (instance == null) {
      instance = run.reading(() -> definition.instances().create(run.context()));
    }
    return instance;
  }

  void callMain() {
    mainFiber = run.context().fiber();
    HandlerDefinition main = definition.main();
    Object target = instance();
    @Nullable Object[] arguments = arguments(main.parameterTypes(), input, "Its input");
    try {
      run.scope()
          .call(
              run.context().fiber(),
              () -> {
                Callable<Event> ending = ending(main, target, arguments);
                // not before all that may still change it has ended, and while things can be undone
                run.scope().concludeBy(() -> completed = ending.call());
                return Boolean.TRUE;
              });
      run.close(Objects.requireNonNull(completed));
    } catch (Exception | Error e) {
      endMain(e);
    }
  }

  /** Executes the method; returns what its end means for the run. */
  private Callable<Event> ending(
      HandlerDefinition main, Object target, @Nullable Object[] arguments) throws Exception {
    try {
      Object result = invoke(main.method(), target, arguments);
      return () -> completed(main, result);
    } catch (GoesOnAsNew e) {
      goesOn = true;
      return () -> continued(e.input());
    }
  }

  private Event continued(@Nullable Payload newInput) {
    UUID next = DerivedId.of(run.id().runId(), run.journal().lastSeq() + 1);
    Event event = new Event.WorkflowContinuedAsNew(next, newInput);
    run.requireSize(event, newInput, "The input of the run that goes on");
    return event;
  }

  void callSignal(HandlerDefinition handler, @Nullable Payload payload) {
    Object target = instance();
    @Nullable Object[] arguments =
        arguments(handler.parameterTypes(), payload, "Signal '" + handler.name() + "'");
    callSignal(() -> invoke(handler.method(), target, arguments));
  }

  /** The same by a handler that the code has registered. */
  void callSignal(
      String name, Class<?> type, Consumer<@Nullable Object> handler, @Nullable Payload payload) {
    @Nullable Object[] arguments = arguments(List.of(type), payload, "Signal '" + name + "'");
    callSignal(
        () -> {
          handler.accept(arguments[0]);
          return true;
        });
  }

  private void callSignal(Callable<? extends @Nullable Object> handler) {
    CancelScope scope = run.scope().nested();
    try {
      callHandler(scope, handler);
    } catch (Exception | Error e) {
      endHandler(scope, e);
    }
  }

  /** Executes the handler of an update; what it throws is its sender's, but not what ends it. */
  <T extends @Nullable Object> T callHandler(Callable<T> code) throws Exception {
    try {
      return callHandler(run.scope().nested(), code);
    } catch (Error e) {
      if (!isOver(e)) {
        run.breakOff(CodeProblems.error(run.id(), e));
      }
      throw new FiberEnded();
    }
  }

  private <T extends @Nullable Object> T callHandler(CancelScope scope, Callable<T> code)
      throws Exception {
    handlers.add(scope);
    if (ending) {
      scope.askToEnd(ENDED);
    }
    try {
      return scope.call(run.context().fiber(), code);
    } finally {
      handlers.remove(scope);
    }
  }

  static @Nullable Object invoke(Method method, Object target, @Nullable Object[] arguments)
      throws Exception {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      Throwable thrown = Objects.requireNonNullElse(e.getCause(), e);
      if (thrown instanceof Error error) {
        throw error;
      }
      throw thrown instanceof Exception known ? known : new UndeclaredThrowableException(thrown);
    }
  }

  /** Reads what a handler is called with; ends the fiber if that cannot be. */
  private @Nullable Object[] arguments(List<Type> types, @Nullable Payload payload, String what) {
    try {
      return run.reading(() -> run.parts().codec().decodeArguments(payload, types));
    } catch (PayloadException e) {
      run.breakOff(CodeProblems.unreadable(run.id(), what, e));
      throw new FiberEnded();
    }
  }

  private Event completed(HandlerDefinition main, @Nullable Object result) {
    Payload payload = run.parts().codec().encode(result, main.resultType());
    Event event = new Event.WorkflowCompleted(payload);
    run.requireSize(event, payload, "The result");
    return event;
  }

  private void endMain(Throwable thrown) {
    if (isOver(thrown)) {
      return;
    }
    if (!(thrown instanceof Exception failure)) {
      run.breakOff(CodeProblems.error(run.id(), thrown));
    } else if (!(failure instanceof WorkflowCancelledException) || run.cancelReason() == null) {
      run.close(failed(both(failure, failureOfHandler)));
    } else if (endedByHandler && failureOfHandler != null) {
      run.close(failed(both(failureOfHandler, failure)));
    } else {
      tellOfLost(failure);
      tellOfLost(failureOfHandler);
      run.close(new Event.WorkflowCancelled(cancelReason()));
    }
  }

  /** An event that says that the run was cancelled has no place for what failed meanwhile. */
  private void tellOfLost(@Nullable Exception failure) {
    boolean isNews = failure == failureOfHandler || hasSuppressed(failure);
    if (failure != null && isNews && run.isHeard()) {
      LOG.warn("Workflow '{}' is cancelled; meanwhile failed", run.id().workflowId(), failure);
    }
  }

  private static boolean hasSuppressed(@Nullable Exception failure) {
    return failure != null && failure.getSuppressed().length > 0;
  }

  /** The first failure, which tells of the other as well. */
  static Exception both(Exception first, @Nullable Exception other) {
    if (other != null && other != first) {
      first.addSuppressed(other);
    }
    return first;
  }

  /** A handler that fails ends the run by its method, which has things to clean up and to undo. */
  private void endHandler(CancelScope scope, Throwable thrown) {
    if (isOver(thrown)) {
      return;
    }
    if (!(thrown instanceof Exception failure)) {
      run.breakOff(CodeProblems.error(run.id(), thrown));
    } else if (scope.isToEnd() && isOfCancellation(failure)) {
      if (!(failure instanceof WorkflowCancelledException) && run.isHeard()) {
        LOG.warn("A handler of workflow '{}' was ended", run.id().workflowId(), failure);
      }
    } else if (failureOfHandler != null) {
      both(failureOfHandler, failure);
    } else {
      failureOfHandler = failure;
      endedByHandler = run.cancelReason() == null;
      run.scope().askToEnd("A handler of the workflow has failed");
    }
  }

  /** Whether it, or what it tells of, is that its code was asked to end. */
  private static boolean isOfCancellation(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      if (cause instanceof WorkflowCancelledException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Whether this is the workflow method's own. */
  boolean isMain(Fiber fiber) {
    return fiber == mainFiber;
  }

  /** Whether the workflow method has ended, and cleanup or compensation may be under way. */
  boolean isEnding() {
    return ending;
  }

  /** Whether another run goes on, with what it is given already: nothing new can reach that. */
  boolean goesOn() {
    return goesOn;
  }

  /** Whether handlers are under way. */
  boolean hasHandlers() {
    return !handlers.isEmpty() || run.handlers().areHandingOver();
  }

  /** The workflow method has ended: handlers may clean up, and wait for nothing else. */
  void endHandlers() {
    ending = true;
    handlers.forEach(handler -> handler.askToEnd(ENDED));
  }

  private boolean isOver(Throwable thrown) {
    if (thrown instanceof FiberEnded ended) {
      throw ended;
    }
    return run.isOver();
  }

  private Event failed(Throwable thrown) {
    return new Event.WorkflowFailed(run.parts().failures().encode(thrown, null));
  }

  /** What the first handler to fail has failed with. */
  @Nullable Exception failureOfHandler() {
    return failureOfHandler;
  }

  private @Nullable Payload cancelReason() {
    try {
      return run.parts().codec().encode(run.cancelReason(), String.class);
    } catch (PayloadException e) {
      return null;
    }
  }
}
