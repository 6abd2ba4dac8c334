package dev.workflows.replay;

import dev.workflows.SideEffectFailedException;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Code that is executed once; what came of it is recorded. */
final class SideEffects {

  private static final String RETURNED = "side-effect";
  static final String FAILED = "side-effect-failed";

  private final RunExecution run;

  SideEffects(RunExecution run) {
    this.run = run;
  }

  @Nullable Object call(Type type, Callable<?> code) {
    run.context().fiber();
    Event.Marker marker = run.journal().isReplaying() ? recorded() : execute(type, code);
    run.record(marker);
    return outcome(marker, type);
  }

  /** Whatever else is recorded is found not to fit when this one is asked for. */
  private Event.Marker recorded() {
    return run.journal().recordedNext() instanceof Event.Marker next
            && (next.name().equals(RETURNED) || next.name().equals(FAILED))
        ? next
        : new Event.Marker(RETURNED, null);
  }

  /** All that may go wrong is recorded: the code that asks could catch it, and go on. */
  private Event.Marker execute(Type type, Callable<?> code) {
    try {
      Payload value = run.parts().codec().encode(run.asking(code), type);
      PayloadLimit.require(value, run.parts().maxPayloadBytes(), "The value of a side effect");
      return new Event.Marker(RETURNED, value);
    } catch (Exception e) {
      return new Event.Marker(FAILED, run.parts().failures().encode(e, null));
    }
  }

  private @Nullable Object outcome(Event.Marker marker, Type type) {
    try {
      if (marker.name().equals(FAILED)) {
        throw new SideEffectFailedException(
            run.parts().failures().decode(Objects.requireNonNull(marker.value())));
      }
      return run.parts().codec().decode(marker.value(), type);
    } catch (PayloadException e) {
      run.breakOff(CodeProblems.unreadable(run.id(), "The value of a side effect", e));
      throw new FiberEnded();
    }
  }
}
