package dev.workflows.replay;

import dev.workflows.WorkflowCancelledException;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The application's code of a run: its instance, its chance, and its methods with what their end
 * means for the run. What calls them executes on a fiber.
 */
final class RunCode {

  private final RunExecution run;
  private final WorkflowDefinition definition;
  private long seed;
  private RunRandom random = new RunRandom(0);
  private @Nullable Payload input;
  private @Nullable Object instance;
  private @Nullable Exception failureOfHandler;

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
    HandlerDefinition main = definition.main();
    Object target = instance();
    @Nullable Object[] arguments = arguments(main, input, "Its input");
    try {
      Object result = call(run.scope(), main, target, arguments);
      run.close(completed(main, result));
    } catch (Exception | Error e) {
      endMain(e);
    }
  }

  void callSignal(HandlerDefinition handler, @Nullable Payload payload) {
    Object target = instance();
    @Nullable Object[] arguments = arguments(handler, payload, "Signal '" + handler.name() + "'");
    try {
      call(run.scope().ofHandler(), handler, target, arguments);
    } catch (Exception | Error e) {
      endHandler(e);
    }
  }

  private @Nullable Object call(
      CancelScope scope, HandlerDefinition handler, Object target, @Nullable Object[] arguments)
      throws Exception {
    return scope.<@Nullable Object>call(
        run.context().fiber(), () -> invoke(handler.method(), target, arguments));
  }

  private static @Nullable Object invoke(Method method, Object target, @Nullable Object[] arguments)
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
  private @Nullable Object[] arguments(
      HandlerDefinition handler, @Nullable Payload payload, String what) {
    try {
      return run.reading(
          () -> run.parts().codec().decodeArguments(payload, handler.parameterTypes()));
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
    Exception failure = failureOfHandler;
    if (failure != null) {
      run.close(failed(failure));
    } else if (thrown instanceof WorkflowCancelledException && run.cancelReason() != null) {
      run.close(new Event.WorkflowCancelled(cancelReason()));
    } else if (thrown instanceof Exception) {
      run.close(failed(thrown));
    } else {
      run.breakOff(CodeProblems.error(run.id(), thrown));
    }
  }

  /** A handler that fails ends the run by its method, which has things to clean up and to undo. */
  private void endHandler(Throwable thrown) {
    if (isOver(thrown)
        || (thrown instanceof WorkflowCancelledException && run.cancelReason() != null)) {
      return;
    }
    if (!(thrown instanceof Exception failure)) {
      run.breakOff(CodeProblems.error(run.id(), thrown));
    } else if (failureOfHandler == null) {
      failureOfHandler = failure;
      run.scope().askToEnd("A handler of the workflow has failed");
    }
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
