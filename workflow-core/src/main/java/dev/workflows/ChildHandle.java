package dev.workflows;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A child that has been started: a promise of what it will return. {@link #get} throws {@link
 * ChildWorkflowFailedException} if it ends otherwise; {@link #cancel} asks it to end, durably.
 *
 * @param <R> what the child returns
 */
public abstract class ChildHandle<R extends @Nullable Object> extends Promise<R> {

  /** Handles are made by {@link ChildWorkflow#start}. */
  protected ChildHandle() {}

  /** The child's workflow id. */
  public abstract String workflowId();

  /** The child's run id; if it continues as new, that of its first run. */
  public abstract UUID runId();
}
