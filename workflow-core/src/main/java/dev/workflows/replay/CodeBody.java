package dev.workflows.replay;

import dev.workflows.WorkflowCancelledException;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a fiber executes: a method of the workflow, and what its end means for the run. */
final class CodeBody {

  private CodeBody() {}

  static void runMain(RunExecution run, @Nullable Payload input) {
    HandlerDefinition main = run.definition().main();
    Object target = run.instance();
    @Nullable Object[] arguments = run.arguments(main, input, "Its input");
    try {
      Object result = main.method().invoke(target, arguments);
      run.close(completed(run, main, result));
    } catch (InvocationTargetException e) {
      end(run, Objects.requireNonNullElse(e.getCause(), e), true);
    } catch (IllegalAccessException | RuntimeException e) {
      end(run, e, true);
    }
  }

  static void runSignal(RunExecution run, HandlerDefinition handler, @Nullable Payload payload) {
    Object target = run.instance();
    @Nullable Object[] arguments =
        run.arguments(handler, payload, "Signal '" + handler.name() + "'");
    try {
      handler.method().invoke(target, arguments);
    } catch (InvocationTargetException e) {
      end(run, Objects.requireNonNullElse(e.getCause(), e), false);
    } catch (IllegalAccessException | RuntimeException e) {
      end(run, e, false);
    }
  }

  private static Event completed(
      RunExecution run, HandlerDefinition main, @Nullable Object result) {
    Payload payload = run.parts().codec().encode(result, main.resultType());
    Event event = new Event.WorkflowCompleted(payload);
    run.requireSize(event, payload, "The result");
    return event;
  }

  private static void end(RunExecution run, Throwable thrown, boolean main) {
    if (thrown instanceof FiberEnded ended) {
      throw ended;
    }
    if (run.isOver()) {
      return;
    }
    if (thrown instanceof WorkflowCancelledException && run.cancelReason() != null) {
      if (main) {
        run.close(new Event.WorkflowCancelled(reason(run)));
      }
    } else if (thrown instanceof Exception) {
      run.close(new Event.WorkflowFailed(run.parts().failures().encode(thrown, null)));
    } else {
      run.breakOff(run.codeError(thrown));
    }
  }

  private static @Nullable Payload reason(RunExecution run) {
    try {
      return run.parts().codec().encode(run.cancelReason(), String.class);
    } catch (PayloadException e) {
      return null;
    }
  }
}
