package dev.workflows.benchmarks.temporal;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Calls an activity as often as it is asked to, one call after the other. */
@WorkflowInterface
public interface Flow {

  /** Counts. */
  @WorkflowMethod
  int count(int activities);
}
