package dev.workflows.test.engine;

import dev.workflows.WorkflowFact;
import dev.workflows.WorkflowInterceptor;
import dev.workflows.WorkflowOperation;
import dev.workflows.WorkflowTurn;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what an interceptor sees. */
class Watching implements WorkflowInterceptor {

  /** Operations as they were before they were carried out. */
  final List<WorkflowOperation> begun = new CopyOnWriteArrayList<>();

  /** What has been reached, in the order of the ends. */
  final List<WorkflowOperation> reached = new CopyOnWriteArrayList<>();

  final List<Throwable> thrown = new CopyOnWriteArrayList<>();
  final List<WorkflowTurn> turns = new CopyOnWriteArrayList<>();

  @Override
  public void around(WorkflowOperation operation, Next next) throws Exception {
    begun.add(operation);
    try {
      reached.add(next.proceed());
    } catch (Exception e) {
      thrown.add(e);
      throw e;
    }
  }

  @Override
  public void told(WorkflowTurn turn) {
    turns.add(turn);
  }

  /** What was told of the run with this workflow id, in order. */
  List<WorkflowFact> facts(String id) {
    return turns.stream()
        .filter(turn -> turn.run().workflowId().equals(id))
        .flatMap(turn -> turn.facts().stream())
        .toList();
  }

  List<String> types(String id) {
    return facts(id).stream().map(WorkflowFact::type).toList();
  }

  List<WorkflowOperation> attempts() {
    return begun.stream().filter(operation -> !operation.kind().isOfClient()).toList();
  }
}
