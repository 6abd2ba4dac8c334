package dev.workflows.replay;

import dev.workflows.ErrorCode;
import dev.workflows.NonDeterminismException;
import dev.workflows.WorkflowException;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.history.Event;
import dev.workflows.history.EventVisitor;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import org.jspecify.annotations.Nullable;

/**
 * Applies events that came from outside to a run, before any of its code goes on. Commands of the
 * code itself have no effect here: their effect is that the code asked for them. The visitor
 * answers whether the event is external.
 */
final class EventApplier implements EventVisitor<Boolean> {

  private final RunExecution run;
  private boolean applying;

  EventApplier(RunExecution run) {
    this.run = run;
  }

  /** Whether an event comes from outside rather than from the code. */
  boolean isExternal(Event event) {
    applying = false;
    return event.accept(this);
  }

  void apply(Event event) {
    applying = true;
    event.accept(this);
  }

  @Override
  public Boolean workflowStarted(Event.WorkflowStarted event) {
    if (applying) {
      run.terms().begin(event.terms());
      run.code().begin(event.seed(), event.input());
    }
    return true;
  }

  @Override
  public Boolean activityCompleted(Event.ActivityCompleted event) {
    return resolve(event, event.scheduledSeq());
  }

  @Override
  public Boolean activityFailed(Event.ActivityFailed event) {
    return resolve(event, event.scheduledSeq());
  }

  private Boolean resolve(Event outcome, long seq) {
    if (applying) {
      ActivityCall call = run.outstanding().removeCall(seq);
      if (call == null) {
        run.breakOff(unanswered("an activity", seq));
      } else {
        call.resolve(outcome);
        run.fibers().answer(fiber -> fiber.waitsFor(call));
      }
    }
    return true;
  }

  @Override
  public Boolean timerFired(Event.TimerFired event) {
    if (applying) {
      Timer timer = run.outstanding().removeTimer(event.startedSeq());
      if (timer == null) {
        run.breakOff(unanswered("a timer", event.startedSeq()));
      } else {
        timer.fire();
        run.fibers().answer(fiber -> fiber.waitsFor(timer));
      }
    }
    return true;
  }

  @Override
  public Boolean childCompleted(Event.ChildCompleted event) {
    return childEnded(event, event.scheduledSeq());
  }

  @Override
  public Boolean childFailed(Event.ChildFailed event) {
    return childEnded(event, event.scheduledSeq());
  }

  private Boolean childEnded(Event outcome, long seq) {
    if (applying) {
      ChildCall call = run.outstanding().removeChild(seq);
      if (call == null) {
        run.breakOff(unanswered("a child", seq));
      } else {
        call.resolve(outcome, run.fibers().nextEnd());
        run.fibers().answer(fiber -> fiber.waitsFor(call));
      }
    }
    return true;
  }

  private NonDeterminismException unanswered(String what, long seq) {
    return new NonDeterminismException(
        ("History of workflow '%s' answers %s at event %d that its code is not waiting for. Deploy"
                + " the code it ran on.")
            .formatted(run.id().workflowId(), what, seq));
  }

  @Override
  public Boolean signalReceived(Event.SignalReceived event) {
    if (applying) {
      HandlerDefinition handler = run.definition().signals().get(event.name());
      if (handler != null) {
        run.handleSignal(handler, event.messageId(), event.arguments());
      } else if (run.definition().dynamicHandlers()) {
        run.handlers().arrived(event.name(), event.messageId(), event.arguments());
      } else {
        run.breakOff(unhandled(event.name()));
      }
    }
    return true;
  }

  private WorkflowException unhandled(String signal) {
    return new WorkflowException(
        ErrorCode.NON_DETERMINISM,
        ("Workflow '%s' received signal '%s', for which its code has no handler. Deploy the code"
                + " that has it.")
            .formatted(run.id().workflowId(), signal));
  }

  @Override
  public Boolean cancelRequested(Event.CancelRequested event) {
    if (applying) {
      run.requestCancel(event.messageId(), reason(event.reason()));
    }
    return true;
  }

  private String reason(@Nullable Payload payload) {
    try {
      return String.valueOf(run.parts().codec().decode(payload, String.class));
    } catch (PayloadException e) {
      run.breakOff(CodeProblems.unreadable(run.id(), "The reason to cancel", e));
      return "";
    }
  }

  @Override
  public Boolean ownerChanged(Event.OwnerChanged event) {
    return true;
  }

  @Override
  public Boolean workflowTerminated(Event.WorkflowTerminated event) {
    if (applying) {
      run.closedOutside();
    }
    return true;
  }

  @Override
  public Boolean workflowTimedOut(Event.WorkflowTimedOut event) {
    if (applying) {
      run.closedOutside();
    }
    return true;
  }

  @Override
  public Boolean activityScheduled(Event.ActivityScheduled event) {
    return false;
  }

  @Override
  public Boolean activityCancelled(Event.ActivityCancelled event) {
    return false;
  }

  @Override
  public Boolean timerStarted(Event.TimerStarted event) {
    return false;
  }

  @Override
  public Boolean timerCancelled(Event.TimerCancelled event) {
    return false;
  }

  @Override
  public Boolean workflowCompleted(Event.WorkflowCompleted event) {
    return false;
  }

  @Override
  public Boolean workflowFailed(Event.WorkflowFailed event) {
    return false;
  }

  @Override
  public Boolean workflowCancelled(Event.WorkflowCancelled event) {
    return false;
  }

  @Override
  public Boolean childScheduled(Event.ChildScheduled event) {
    return false;
  }

  @Override
  public Boolean childCancelRequested(Event.ChildCancelRequested event) {
    return false;
  }

  @Override
  public Boolean updateAccepted(Event.UpdateAccepted event) {
    return false;
  }

  @Override
  public Boolean updateCompleted(Event.UpdateCompleted event) {
    return false;
  }

  @Override
  public Boolean updateFailed(Event.UpdateFailed event) {
    return false;
  }

  /** Not even one that was asked for: the code came to rest before, which {@link Replay} knows. */
  @Override
  public Boolean workflowContinuedAsNew(Event.WorkflowContinuedAsNew event) {
    return false;
  }

  @Override
  public Boolean attributeChanged(Event.AttributeChanged event) {
    return false;
  }

  @Override
  public Boolean marker(Event.Marker event) {
    boolean isMemo = Markers.isMemo(event);
    if (applying && isMemo) {
      run.terms().keepMemo(event.value());
    }
    return isMemo;
  }

  @Override
  public Boolean custom(Event.Custom event) {
    return false;
  }
}
