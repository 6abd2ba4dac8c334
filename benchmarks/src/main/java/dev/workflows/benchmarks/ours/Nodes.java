package dev.workflows.benchmarks.ours;

import dev.workflows.WorkflowClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The started nodes; whoever is to be served by them takes them in turn. */
record Nodes(List<OurNode> all, AtomicInteger served) {

  Nodes(List<OurNode> all) {
    this(List.copyOf(all), new AtomicInteger());
  }

  /** The number of the next client. */
  int next() {
    return served.getAndIncrement();
  }

  int count() {
    return all.size();
  }

  /** The client through which the one of this number works, from 0 on. */
  WorkflowClient client(int number) {
    return all.get(number % all.size()).client();
  }

  void stop() {
    all.forEach(OurNode::close);
  }
}
