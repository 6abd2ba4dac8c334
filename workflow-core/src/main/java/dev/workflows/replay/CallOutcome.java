package dev.workflows.replay;

import dev.workflows.history.Event;
import dev.workflows.payload.PayloadException;
import org.jspecify.annotations.Nullable;

/** What a resolved call gives to the code that made it. */
final class CallOutcome {

  private CallOutcome() {}

  static @Nullable Object of(RunExecution run, ActivityCall call) throws Throwable {
    try {
      if (call.outcome() instanceof Event.ActivityCompleted completed) {
        return run.parts().codec().decode(completed.result(), call.activity().resultType());
      }
      if (call.outcome() instanceof Event.ActivityFailed failed) {
        FailureCodec failures = run.parts().failures();
        throw failures.rebuild(
            call.activity(), failed.attempts(), failures.decode(failed.failure()));
      }
    } catch (PayloadException e) {
      run.breakOff(
          CodeProblems.unreadable(
              run.id(), "The outcome of activity '" + call.activity().name() + "'", e));
      throw new FiberEnded();
    }
    throw new IllegalStateException("The call at " + call.seq() + " is not resolved");
  }
}
