package dev.workflows.benchmarks.ours;

import dev.workflows.StartOptions;
import dev.workflows.benchmarks.engine.Bells;
import dev.workflows.benchmarks.engine.Operation;

/**
 * Signals a run and waits for the activity that follows. Where there are several nodes, the signal
 * goes through another than the one that holds the run, which is where the last activity was.
 */
final class PingPong implements Operation {

  private final Nodes nodes;
  private final Bells bells;
  private final int client;
  private final int bell;
  private final String run;
  private int holder;

  /** Starts the run of this client through the node next to its own. */
  PingPong(Nodes nodes, Bells bells, int client) {
    this.nodes = nodes;
    this.bells = bells;
    this.client = client;
    this.bell = bells.add();
    this.holder = (client + 1) % nodes.count();
    this.run =
        nodes
            .client(holder)
            .start(PingPongWorkflow.TYPE, StartOptions.defaults(), bell)
            .runId()
            .toString();
  }

  @Override
  public void perform() throws InterruptedException {
    nodes.client(sender()).signal(run, null, PingPongWorkflow.PING);
    holder = bells.await(bell);
  }

  private int sender() {
    return client % nodes.count() == holder ? client + 1 : client;
  }
}
