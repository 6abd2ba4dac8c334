package dev.workflows.engine;

import dev.workflows.RunId;
import dev.workflows.WorkflowInterceptor;
import dev.workflows.WorkflowOperation;

/** Names the run, the activity and the attempt in whatever activities log; always the first. */
final class NamingInterceptor implements WorkflowInterceptor {

  @Override
  public void around(WorkflowOperation operation, Next next) throws Exception {
    RunId run = operation.run();
    if (run == null || operation.kind().isOfClient()) {
      next.proceed();
      return;
    }
    try (LogNames names = LogNames.of(run, operation)) {
      next.proceed();
    }
  }
}
