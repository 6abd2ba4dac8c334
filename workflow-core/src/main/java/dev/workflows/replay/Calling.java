package dev.workflows.replay;

import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.ActivityDefinition.Compensation;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The calls of activities by a run's code, and how they are undone. */
final class Calling {

  private final RunExecution run;
  private final RunContext context;

  Calling(RunExecution run, RunContext context) {
    this.run = run;
    this.context = context;
  }

  /** Calls an activity durably; see {@link RunScope#call}. */
  @Nullable Object call(ActivityDefinition activity, @Nullable Object[] arguments)
      throws Throwable {
    ActivityCall call = complete(activity, arguments);
    @Nullable Object result = CallOutcome.of(run, call);
    Compensation compensation = activity.compensation();
    if (compensation != null) {
      run.scope().addCompensation(() -> undo(call, compensation));
    }
    return result;
  }

  private ActivityCall complete(ActivityDefinition activity, @Nullable Object[] arguments) {
    Fiber fiber = context.goingOn();
    CancelScope scope = fiber.scope();
    ActivityCall call = schedule(activity, arguments, scope.endsWithRun());
    fiber.block(Wait.forCall(call, scope::isToEndApart));
    if (!call.isResolved()) {
      run.outstanding().removeCall(call.seq());
      run.record(new Event.ActivityCancelled(call.seq()));
      scope.throwIfToEnd();
    }
    return call;
  }

  private ActivityCall schedule(
      ActivityDefinition activity, @Nullable Object[] arguments, boolean cancellable) {
    // made anew in every execution: whether it can be made is something the code can see
    Payload payload = run.parts().codec().encodeArguments(activity.parameterTypes(), arguments);
    Event.ActivityScheduled command = new Event.ActivityScheduled(activity.name(), payload);
    run.requireSize(command, payload, "The arguments of activity '" + activity.name() + "'");
    long seq = run.record(command);
    return run.outstanding().add(new ActivityCall(seq, activity, payload, cancellable));
  }

  /** With the values that were recorded, whatever the code has done with its own since. */
  private @Nullable Object undo(ActivityCall call, Compensation compensation) throws Exception {
    @Nullable Object[] recorded =
        run.parts().codec().decodeArguments(call.arguments(), call.activity().parameterTypes());
    int taken = compensation.arguments();
    @Nullable Object[] arguments =
        Arrays.copyOf(recorded, compensation.takesResult() ? taken + 1 : taken);
    try {
      if (compensation.takesResult()) {
        arguments[taken] = CallOutcome.of(run, call);
      }
      return CallOutcome.of(run, complete(compensation.activity(), arguments));
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
