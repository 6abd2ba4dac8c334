package dev.workflows;

import java.util.UUID;

/**
 * What an activity can learn about the call it serves. Inject it as a bean; each method answers for
 * the activity that the calling thread is executing and throws {@link IllegalWorkflowCallException}
 * where there is none.
 */
public interface ActivityContext {

  /** The id of the workflow that made the call. */
  String workflowId();

  /** The run that made the call. */
  UUID runId();

  /** The activity's recorded name. */
  String activity();

  /** Which attempt this is, from 1. A redelivery after a crash counts. */
  int attempt();

  /**
   * A key that is the same in all attempts of this call and unlike that of any other call: hand it
   * to services that recognise repeated requests. Its form is {@code runId/seq}.
   */
  String idempotencyKey();
}
