package dev.workflows.benchmarks.ours;

import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;

/** Answers every signal with an activity that rings a bell, and never ends. */
@Workflow(PingPongWorkflow.TYPE)
class PingPongWorkflow {

  static final String TYPE = "ping-pong";
  static final String PING = "ping";

  private final WorkflowContext context;
  private final Steps steps;
  private long pings;
  private long pongs;

  PingPongWorkflow(WorkflowContext context, Steps steps) {
    this.context = context;
    this.steps = steps;
  }

  @WorkflowMethod
  void play(int bell) {
    while (true) {
      context.await(() -> pings > pongs);
      pongs++;
      steps.ring(bell);
    }
  }

  @SignalMethod(PING)
  void ping() {
    pings++;
  }
}
