package dev.workflows.replay;

import dev.workflows.ChildHandle;
import dev.workflows.ChildOptions;
import dev.workflows.ChildWorkflow;
import dev.workflows.ChildWorkflowFailedException;
import dev.workflows.Failure;
import dev.workflows.RunId;
import dev.workflows.WorkflowStatus;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Attributes;
import dev.workflows.history.ChildEnd;
import dev.workflows.history.DerivedId;
import dev.workflows.history.Event;
import dev.workflows.history.StartTerms;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The calls of other workflows by a run's code. */
final class Children {

  private final RunExecution run;
  private final RunContext context;

  Children(RunExecution run, RunContext context) {
    this.run = run;
    this.context = context;
  }

  <T> ChildWorkflow<T> of(Class<T> type, ChildOptions options) {
    run.parts().children().require(type);
    if (options.workflowId() != null) {
      RecordedNames.require("a child", options.workflowId());
    }
    Attributes.require(options.attributes());
    if (options.timeout() != null && options.timeout().isNegative()) {
      throw new IllegalArgumentException("The time-out of a child is negative.");
    }
    return new ChildWorkflow<>() {

      @Override
      @SuppressWarnings("unchecked")
      public <R> @Nullable R call(Function<T, R> call) {
        return (R) Children.this.call(run.parts().children().record(type, call), options);
      }

      @Override
      public <R> ChildHandle<R> start(Function<T, R> call) {
        ChildCalls.Made made = run.parts().children().record(type, call);
        return new StartedChild<>(Children.this, run, schedule(made, options));
      }
    };
  }

  /** Calls another workflow and waits for its end. */
  @Nullable Object call(ChildCalls.Made made, ChildOptions options) {
    ChildCall call = schedule(made, options);
    Fiber fiber = context.fiber();
    CancelScope scope = fiber.scope();
    fiber.block(Wait.forCall(call, scope::isToEnd));
    if (!call.isResolved()) {
      endTogether(fiber, call);
    }
    if (!call.isResolved() || hasEndedAsAsked(call)) {
      scope.throwIfToEnd();
    }
    return outcome(call);
  }

  /** Whoever is to end as well has no use for that; what a child has done it has to know. */
  private static boolean hasEndedAsAsked(ChildCall call) {
    return call.outcome() instanceof Event.ChildFailed failed && failed.end() == ChildEnd.CANCELLED;
  }

  /** What ends with its parent is asked to, and awaited. */
  private void endTogether(Fiber fiber, ChildCall call) {
    if (call.endsWithParent()) {
      cancel(call, "The workflow that called it was asked to end");
      fiber.block(Wait.forCall(call, () -> false));
    }
  }

  private ChildCall schedule(ChildCalls.Made made, ChildOptions options) {
    context.goingOn();
    Payload input =
        run.parts()
            .codec()
            .encodeArguments(made.definition().main().parameterTypes(), made.arguments().toArray());
    Event.ChildScheduled command = command(made.definition(), options, input);
    run.requireSize(command, input, "The arguments of child '" + command.workflowType() + "'");
    long seq = run.record(command);
    RunId child = new RunId(command.workflowId(), DerivedId.of(run.id().runId(), seq));
    return run.outstanding().add(new ChildCall(seq, made.definition(), child, command.policy()));
  }

  /** What is recorded holds, also for code that would choose another id now. */
  private Event.ChildScheduled command(
      WorkflowDefinition child, ChildOptions options, @Nullable Payload input) {
    String type = child.type();
    if (run.journal().recordedNext() instanceof Event.ChildScheduled recorded) {
      return new Event.ChildScheduled(
          type, recorded.workflowId(), recorded.policy(), input, recorded.terms());
    }
    String id = options.workflowId();
    if (id == null) {
      id = DerivedId.of(run.id().runId(), run.journal().lastSeq() + 1).toString();
    }
    StartTerms terms = new StartTerms(child.timeout(options.timeout()), null, options.attributes());
    return new Event.ChildScheduled(type, id, options.parentClosePolicy(), input, terms);
  }

  /** Asks a child to end. */
  void cancel(ChildCall call, String reason) {
    context.fiber();
    if (call.askToEnd()) {
      Payload text = run.parts().codec().encode(reason, String.class);
      run.record(new Event.ChildCancelRequested(call.definition().type(), call.seq(), text));
    }
  }

  /** What a child that has ended gives to the code that asks. */
  @Nullable Object outcome(ChildCall call) {
    try {
      if (call.outcome() instanceof Event.ChildCompleted completed) {
        return run.parts()
            .codec()
            .decode(completed.result(), call.definition().main().resultType());
      }
      if (call.outcome() instanceof Event.ChildFailed failed) {
        throw failure(call, failed);
      }
    } catch (PayloadException e) {
      run.breakOff(CodeProblems.unreadable(run.id(), "The outcome of " + call.text(), e));
      throw new FiberEnded();
    }
    throw new IllegalStateException("The child called at " + call.seq() + " has not ended");
  }

  private ChildWorkflowFailedException failure(ChildCall call, Event.ChildFailed failed) {
    Payload payload = failed.failure();
    Failure failure = payload == null ? null : run.parts().failures().decode(payload);
    WorkflowStatus status =
        failed.end() == ChildEnd.NOT_STARTED ? null : WorkflowStatus.valueOf(failed.end().name());
    return new ChildWorkflowFailedException(
        call.definition().type(), call.child(), status, failure);
  }
}
