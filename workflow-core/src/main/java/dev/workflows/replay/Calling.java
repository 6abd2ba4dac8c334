package dev.workflows.replay;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.ActivityDefinition.Compensation;
import dev.workflows.definition.Definitions;
import dev.workflows.history.Event;
import dev.workflows.payload.JsonValue;
import dev.workflows.payload.Payload;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of activities by a run's code, by method and by name, and how they are undone. */
final class Calling {

  private static final int MOST_NAMES = 30;

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

  /** Calls an activity by its name; see {@link RunContext#callActivity}. */
  <R> @Nullable R call(String name, Class<R> resultType, @Nullable Object[] arguments) {
    context.goingOn();
    ActivityDefinition activity = require(name, arguments.length);
    if (!Casts.fits(resultType, activity.resultType())) {
      throw refused(
          "Activity '%s' returns %s, which is no %s."
              .formatted(name, activity.resultType().getTypeName(), resultType.getName()));
    }
    try {
      return Casts.cast(resultType, call(activity, read(activity, arguments)));
    } catch (Exception e) {
      throw Branch.unchecked(e);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** The activity of this name, if it takes so many arguments. */
  ActivityDefinition require(String name, int arguments) {
    Definitions deployed = run.parts().definitions();
    ActivityDefinition activity = deployed.activity(name);
    if (activity == null) {
      List<String> known =
          deployed.activities().stream().map(ActivityDefinition::name).sorted().toList();
      throw refused(
          "There is no activity '%s'; those deployed are %s.".formatted(name, listed(known)));
    }
    int taken = activity.parameterTypes().size();
    if (taken != arguments) {
      throw refused(
          "Activity '%s' takes %d argument%s, but is given %d."
              .formatted(name, taken, taken == 1 ? "" : "s", arguments));
    }
    return activity;
  }

  private static String listed(List<String> names) {
    int shown = Math.min(names.size(), MOST_NAMES);
    String text = String.join(", ", names.subList(0, shown));
    return shown == names.size() ? text : text + " and " + (names.size() - shown) + " more";
  }

  private static InvalidRequestException refused(String message) {
    return new InvalidRequestException(ErrorCode.INVALID_ARGUMENT, message);
  }

  /** Values that were kept as JSON are read as what the activity takes. */
  private static @Nullable Object[] read(
      ActivityDefinition activity, @Nullable Object[] arguments) {
    @Nullable Object[] values = arguments.clone();
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof JsonValue value) {
        values[i] = value.read(activity.parameterTypes().get(i));
      }
    }
    return values;
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
