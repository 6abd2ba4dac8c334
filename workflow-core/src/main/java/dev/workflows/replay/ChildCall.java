package dev.workflows.replay;

import dev.workflows.ParentClosePolicy;
import dev.workflows.RunId;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Event;
import org.jspecify.annotations.Nullable;

/** A call of another workflow. */
final class ChildCall implements Call {

  private final long seq;
  private final WorkflowDefinition definition;
  private final RunId child;
  private final ParentClosePolicy policy;
  private @Nullable Event outcome;
  private long endedAs;
  private boolean cancelRequested;

  ChildCall(long seq, WorkflowDefinition definition, RunId child, ParentClosePolicy policy) {
    this.seq = seq;
    this.definition = definition;
    this.child = child;
    this.policy = policy;
  }

  @Override
  public long seq() {
    return seq;
  }

  WorkflowDefinition definition() {
    return definition;
  }

  RunId child() {
    return child;
  }

  ParentClosePolicy policy() {
    return policy;
  }

  /** Whether it ends with its parent. */
  boolean endsWithParent() {
    return policy != ParentClosePolicy.ABANDON;
  }

  /** What is waited for, in words. */
  String text() {
    return "child '%s' of type '%s'".formatted(child.workflowId(), definition.type());
  }

  void resolve(Event event, long asWhich) {
    outcome = event;
    endedAs = asWhich;
  }

  @Override
  public boolean isResolved() {
    return outcome != null;
  }

  @Nullable Event outcome() {
    return outcome;
  }

  /** Which of the run's branches and children it was to end. */
  long endedAs() {
    return endedAs;
  }

  /** Says that it is asked to end; whether that is news. */
  boolean askToEnd() {
    boolean isNews = !cancelRequested && !isResolved();
    cancelRequested = true;
    return isNews;
  }
}
