package dev.workflows.replay;

import dev.workflows.NonDeterminismException;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which changes of its code a run follows. What is new to it is recorded as a mark; a history that
 * has no mark at a place is of code before the change. The first answer counts for the whole run.
 */
final class Changes {

  static final String VERSION = "version:";

  private final RunExecution run;
  private final Map<String, Boolean> patches = new HashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();

  Changes(RunExecution run) {
    this.run = run;
  }

  boolean patched(String id) {
    return follows(id, null);
  }

  void deprecatePatch(String id) {
    follows(id, Journal.FORGETTABLE);
  }

  private boolean follows(String id, @Nullable Payload value) {
    run.context().fiber();
    String name = RecordedNames.require("a patch", Journal.PATCH + id);
    Boolean known = patches.get(name);
    if (known == null) {
      Event.Marker mark = mark(name, value);
      known = mark != null;
      patches.put(name, known);
    }
    return known;
  }

  int version(String id, int min, int max) {
    if (max < min) {
      throw new IllegalArgumentException(
          "The newest version of change '%s' is %d, which is less than the oldest, %d."
              .formatted(id, max, min));
    }
    run.context().fiber();
    String name = RecordedNames.require("a change", VERSION + id);
    Integer version = versions.get(name);
    if (version == null) {
      Event.Marker mark = mark(name, new Payload(Integer.toString(max)));
      version = mark == null ? min : number(mark, max);
      versions.put(name, version);
    }
    if (version < min || version > max) {
      run.breakOff(unsupported(id, version, min, max));
      throw new FiberEnded();
    }
    return version;
  }

  /** Its mark, new or recorded; {@code null} if the history is of code before it. */
  private Event.@Nullable Marker mark(String name, @Nullable Payload value) {
    Event.Marker mark =
        run.journal().isReplaying()
            ? run.journal().recordedMark(name)
            : new Event.Marker(name, value);
    if (mark != null) {
      run.record(mark);
    }
    return mark;
  }

  private static int number(Event.Marker mark, int otherwise) {
    Payload value = mark.value();
    return value == null ? otherwise : Integer.parseInt(value.json());
  }

  private NonDeterminismException unsupported(String id, int version, int min, int max) {
    return new NonDeterminismException(
        ("Workflow '%s' follows version %d of change '%s', but its code has versions %d to %d."
                + " Deploy code that has it.")
            .formatted(run.id().workflowId(), version, id, min, max));
  }
}
