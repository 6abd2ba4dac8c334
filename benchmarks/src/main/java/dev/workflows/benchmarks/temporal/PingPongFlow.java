package dev.workflows.benchmarks.temporal;

import io.temporal.workflow.Workflow;

/** The answering workflow. */
public final class PingPongFlow implements PingPong {

  private final Steps steps = Workflow.newActivityStub(Steps.class, CountingFlow.OPTIONS);
  private long pings;
  private long pongs;

  @Override
  public void play(int bell) {
    while (true) {
      Workflow.await(() -> pings > pongs);
      pongs++;
      steps.ring(bell);
    }
  }

  @Override
  public void ping() {
    pings++;
  }
}
