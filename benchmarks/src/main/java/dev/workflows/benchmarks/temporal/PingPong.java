package dev.workflows.benchmarks.temporal;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Answers every signal with an activity that rings a bell. */
@WorkflowInterface
public interface PingPong {

  /** Goes on until it is ended. */
  @WorkflowMethod
  void play(int bell);

  /** Asks for an activity. */
  @SignalMethod
  void ping();
}
