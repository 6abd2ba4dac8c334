package dev.workflows.replay;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.NonDeterminismException;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.definition.UpdateDefinition;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Updates of a run: each is looked at and handled on a fiber of its own, behind the signals of its
 * turn, one after the other. One that is rejected leaves no trace but the answer. Replay begins
 * those that were accepted at the turn that accepted them, and asks no validator.
 */
final class Updates {

  private final RunExecution run;
  private List<UpdateAnswer> answers = new ArrayList<>();

  Updates(RunExecution run) {
    this.run = run;
  }

  /** Begins what the turn's history accepted. */
  void beginRecorded(Event command) {
    if (command instanceof Event.UpdateAccepted accepted) {
      begin(UpdateRequest.of(accepted));
    }
  }

  /** Begins an update; it is looked at once it is its turn. */
  void begin(UpdateRequest request) {
    run.fibers().startHandler(() -> handle(request));
  }

  /** Tells the sender of something when the turn is durable. */
  void answer(UpdateAnswer answer) {
    answers.add(answer);
  }

  /** What senders are to be told since this was asked last. */
  List<UpdateAnswer> takeAnswers() {
    List<UpdateAnswer> taken = answers;
    answers = new ArrayList<>();
    return taken;
  }

  // ---- on a fiber of its own

  private void handle(UpdateRequest request) {
    UpdateDefinition update = run.definition().updates().get(request.name());
    Failure refusal = update == null ? unknown(request) : null;
    @Nullable Object[] arguments = {};
    if (update != null) {
      try {
        arguments = run.reading(() -> arguments(update.handler(), request));
        refusal = run.journal().isReplaying() ? null : refusal(update, arguments);
      } catch (PayloadException e) {
        refusal = Failure.of(e.code(), String.valueOf(e.getMessage()));
      }
    }
    if (refusal != null) {
      refuse(request, refusal);
    } else if (update != null) {
      accept(update.handler(), request, arguments);
    }
  }

  private @Nullable Object[] arguments(HandlerDefinition handler, UpdateRequest request) {
    return run.parts().codec().decodeArguments(request.arguments(), handler.parameterTypes());
  }

  private Failure unknown(UpdateRequest request) {
    return Failure.of(
        ErrorCode.UNKNOWN_UPDATE,
        "There is no update '%s'; known are %s."
            .formatted(request.name(), new TreeSet<>(run.definition().updates().keySet())));
  }

  /** Why the code does not take it; {@code null} if it does. */
  private @Nullable Failure refusal(UpdateDefinition update, @Nullable Object[] arguments) {
    if (run.code().goesOn()) {
      return Failure.of(
          ErrorCode.CLOSED,
          "The workflow is about to go on as a new run; ask that, by another update id");
    }
    if (run.isEnding()) {
      return Failure.of(ErrorCode.CLOSED, "The workflow is about to end");
    }
    Method validator = update.validator();
    if (validator == null) {
      return null;
    }
    Object target = run.code().instance();
    try {
      run.asking(() -> RunCode.invoke(validator, target, arguments));
      return null;
    } catch (FiberEnded e) {
      throw e;
    } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
      // a sender must not be able to stop a run that others use
      return run.parts().failures().describe(e);
    }
  }

  private void refuse(UpdateRequest request, Failure refusal) {
    if (run.journal().isReplaying()) {
      run.breakOff(
          new NonDeterminismException(
              "Workflow '%s' accepted update '%s', which its code cannot take: %s Deploy the code"
                      .formatted(run.id().workflowId(), request.name(), refusal.message())
                  + " it ran on."));
      throw new FiberEnded();
    }
    Payload why = run.parts().failures().encode(refusal);
    answers.add(new UpdateAnswer(request.messageId(), UpdateAnswer.Kind.REJECTED, why, 0));
  }

  private void accept(
      HandlerDefinition handler, UpdateRequest request, @Nullable Object[] arguments) {
    long accepted = run.record(request.accepted());
    Object target = run.code().instance();
    Callable<@Nullable Payload> code =
        () -> encoded(handler, RunCode.invoke(handler.method(), target, arguments));
    UpdateAnswer.Kind kind = UpdateAnswer.Kind.COMPLETED;
    Payload payload;
    Event event;
    try {
      payload = run.code().callHandler(code);
      event = new Event.UpdateCompleted(accepted, payload);
    } catch (Exception e) {
      kind = UpdateAnswer.Kind.FAILED;
      payload = run.parts().failures().encode(e, null);
      event = new Event.UpdateFailed(accepted, payload);
    }
    if (kind == UpdateAnswer.Kind.COMPLETED) {
      event = asRecorded(event);
    }
    long seq = run.record(event);
    if (!run.journal().isReplaying()) {
      answers.add(new UpdateAnswer(request.messageId(), kind, payload, seq));
    }
  }

  /** What was too large for its sender once may fit now: the run has seen neither. */
  private Event asRecorded(Event event) {
    return run.journal().recordedNext() instanceof Event.UpdateFailed failed ? failed : event;
  }

  private @Nullable Payload encoded(HandlerDefinition handler, @Nullable Object result) {
    Payload payload = run.parts().codec().encode(result, handler.resultType());
    if (!run.journal().isReplaying()) {
      PayloadLimit.require(
          payload, run.parts().maxPayloadBytes(), "The result of update '" + handler.name() + "'");
    }
    return payload;
  }
}
