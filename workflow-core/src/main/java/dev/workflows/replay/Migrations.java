package dev.workflows.replay;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.WorkflowException;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.DerivedId;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Requests that the run goes on with another version: each is looked at once all code of the turn
 * has come to rest, so that whatever came with it has been seen. One that is accepted closes the
 * run without any more of its code, as if it left memory; one that is rejected leaves no trace but
 * the answer. Replay closes the run where the history says so, and asks no hook.
 */
final class Migrations {

  private static final String LATER = "ask again when the run waits for a message or a timer";

  private final RunExecution run;
  private final Deque<MigrationRequest> waiting = new ArrayDeque<>(0);

  Migrations(RunExecution run) {
    this.run = run;
  }

  /** Takes a request, which is looked at when the turn's code is at rest. */
  void add(MigrationRequest request) {
    waiting.add(request);
  }

  /** Lets a fiber look at the next request; {@code false} if there is none, or the run is over. */
  boolean beginNext() {
    if (run.isClosed()) {
      waiting.forEach(request -> refuse(request, ended()));
      waiting.clear();
    }
    MigrationRequest request = waiting.poll();
    if (request != null) {
      run.fibers().startHandler(() -> handle(request));
    }
    return request != null;
  }

  // ---- on a fiber of its own

  private void handle(MigrationRequest request) {
    if (request.version() == run.definition().version()) {
      answer(request, run.id().runId(), 0);
      return;
    }
    WorkflowDefinition target =
        run.parts().definitions().workflow(run.definition().type(), request.version());
    Failure refusal = obstacle(target, request);
    if (refusal != null || target == null) {
      refuse(request, refusal == null ? ended() : refusal);
      return;
    }
    try {
      goOn(request, input(target));
    } catch (FiberEnded e) {
      throw e;
    } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
      // who asks must not be able to stop a run that goes on well without that
      refuse(request, failure(e));
    }
  }

  private void goOn(MigrationRequest request, @Nullable Payload input) {
    UUID next = DerivedId.of(run.id().runId(), run.journal().lastSeq() + 1);
    run.close(new Event.WorkflowContinuedAsNew(next, input, request.accepted()));
    answer(request, next, run.journal().lastSeq());
  }

  /** What the version's workflow method is called with, as it is recorded. */
  private @Nullable Payload input(WorkflowDefinition target) throws Exception {
    HandlerDefinition main = target.main();
    Method hook = Objects.requireNonNull(target.migrations().get(run.definition().version()));
    Object old = run.code().instance();
    return run.asking(() -> input(main, RunCode.invoke(hook, old, new @Nullable Object[] {old})));
  }

  /** Whatever code of the application writes, reads and looks at it, while nothing can act. */
  private @Nullable Payload input(HandlerDefinition main, @Nullable Object made) {
    List<Type> types = main.parameterTypes();
    @Nullable Object[] arguments =
        types.isEmpty() ? new @Nullable Object[0] : new @Nullable Object[] {made};
    Payload input = run.parts().codec().encodeArguments(types, arguments);
    PayloadLimit.require(input, run.parts().maxPayloadBytes(), "The input of the migrated run");
    List<String> complaints =
        run.parts()
            .check()
            .complaints(main.method(), run.parts().codec().decodeArguments(input, types));
    if (!complaints.isEmpty()) {
      throw new WorkflowException(
          ErrorCode.REFUSED_ARGUMENT,
          "'%s' refuses what the migration returns: %s."
              .formatted(main.name(), String.join("; ", complaints)));
    }
    return input;
  }

  // ---- why not

  /** What stands in the way before the hook is asked; {@code null} if nothing does. */
  private @Nullable Failure obstacle(
      @Nullable WorkflowDefinition target, MigrationRequest request) {
    WorkflowDefinition own = run.definition();
    if (run.isEnding() || run.code().goesOn()) {
      return ended();
    }
    if (target == null) {
      return notNow(
          "Version %d of '%s' is not deployed where the run is, but %s"
              .formatted(
                  request.version(), own.type(), run.parts().definitions().versions(own.type())));
    }
    if (!target.migrations().containsKey(own.version())) {
      return notNow(MigrationRequest.noHook(target, own.version()));
    }
    Failure underWay = underWay();
    return underWay == null ? unhandled(target) : underWay;
  }

  /** Signals that this run keeps and that would block the next one. */
  private @Nullable Failure unhandled(WorkflowDefinition target) {
    Set<String> names = run.signals().untakenNames();
    names.removeAll(target.signals().keySet());
    return names.isEmpty() || target.dynamicHandlers()
        ? null
        : notNow(
            "Signals wait that nobody has taken and version %d does not handle, %s: let it"
                    .formatted(target.version(), names)
                + " handle them");
  }

  /** Outcomes and answers that would reach nobody. */
  private @Nullable Failure underWay() {
    Outstanding outstanding = run.outstanding();
    if (!outstanding.calls().isEmpty()) {
      List<String> names =
          outstanding.calls().values().stream().map(call -> call.name()).sorted().toList();
      return notNow("Activities are under way, %s: %s".formatted(names, LATER));
    }
    if (!outstanding.children().isEmpty()) {
      return notNow(
          "Children are open, of the calls at %s: ask again when they have ended"
              .formatted(outstanding.children().keySet()));
    }
    return run.code().hasHandlers()
        ? notNow("Handlers of signals or updates are under way: ask again when they have ended")
        : null;
  }

  private static Failure notNow(String why) {
    return Failure.of(ErrorCode.NOT_ALLOWED, why);
  }

  private static Failure ended() {
    return Failure.of(
        ErrorCode.CLOSED, "The workflow is about to end, or to go on as a new run; ask again then");
  }

  private Failure failure(Throwable thrown) {
    return thrown instanceof WorkflowException known
        ? Failure.of(known.code(), String.valueOf(known.getMessage()))
        : run.parts().failures().describe(thrown);
  }

  // ---- answers

  private void answer(MigrationRequest request, UUID where, long seq) {
    Payload runId = run.parts().codec().encode(where.toString(), String.class);
    run.updates()
        .answer(new UpdateAnswer(request.messageId(), UpdateAnswer.Kind.COMPLETED, runId, seq));
  }

  private void refuse(MigrationRequest request, Failure why) {
    Payload encoded = run.parts().failures().encode(why);
    run.updates()
        .answer(new UpdateAnswer(request.messageId(), UpdateAnswer.Kind.REJECTED, encoded, 0));
  }
}
