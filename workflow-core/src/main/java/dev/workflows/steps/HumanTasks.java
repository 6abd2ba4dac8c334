package dev.workflows.steps;

import dev.workflows.WorkflowContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decisions on their way from one signal to the tasks they are about. Of the steps that wait for
 * the same signal one at a time takes what comes, also for the others; so each decision is taken
 * once, whoever waits.
 */
final class HumanTasks {

  private final Map<String, Deque<HumanDecision>> decisions = new HashMap<>();
  private final Set<String> receiving = new HashSet<>();

  /** Waits for the next decision about the task, and takes it. */
  HumanDecision take(WorkflowContext workflow, String task, String signal) {
    Deque<HumanDecision> own = decisionsAbout(task);
    while (true) {
      workflow.await("decision", () -> !own.isEmpty() || !receiving.contains(signal));
      HumanDecision decision = own.poll();
      if (decision != null) {
        return decision;
      }
      receive(workflow, signal);
    }
  }

  private void receive(WorkflowContext workflow, String signal) {
    receiving.add(signal);
    try {
      HumanDecision decision = workflow.waitForSignal(signal, HumanDecision.class);
      if (decision != null) {
        decisionsAbout(decision.task()).add(decision);
      }
    } finally {
      receiving.remove(signal);
    }
  }

  private Deque<HumanDecision> decisionsAbout(String task) {
    return decisions.computeIfAbsent(task, any -> new ArrayDeque<>());
  }
}
