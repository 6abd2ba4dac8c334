package dev.workflows.benchmarks.ours;

import dev.workflows.WorkflowClient;
import java.util.List;

/** The started nodes; whoever is to be served by them takes them in turn. */
record Nodes(List<Node> all) {

  Nodes {
    all = List.copyOf(all);
  }

  int count() {
    return all.size();
  }

  /** The client through which the one of this number works, from 0 on. */
  WorkflowClient client(int number) {
    return all.get(number % all.size()).engine().client();
  }

  void stop() {
    all.forEach(Node::stop);
  }
}
