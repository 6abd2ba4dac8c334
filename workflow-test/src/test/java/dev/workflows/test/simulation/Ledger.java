package dev.workflows.test.simulation;

import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What activities did, noted outside the engine. */
final class Ledger {

  private final Map<String, Integer> executions = new HashMap<>();
  private final Map<String, Integer> effects = new HashMap<>();
  private final Set<String> succeeded = new HashSet<>();
  private int repeated;

  /** How often a call was executed. */
  int executions(String call) {
    return executions.getOrDefault(call, 0);
  }

  /** How often the effect of a call was committed. */
  int effects(String call) {
    return effects.getOrDefault(call, 0);
  }

  Map<String, Integer> effects() {
    return effects;
  }

  /** How often a call succeeded that had succeeded before. */
  int repeated() {
    return repeated;
  }

  /** The activities of one node. */
  Steps on(SimulatedNode node, WorkflowStore store) {
    return new Steps() {
      @Override
      public String plain(String call) {
        execute(node, call, 5);
        return succeed(call);
      }

      @Override
      public String flaky(String call, int times) {
        int before = executions(call);
        execute(node, call, 5);
        if (before < times) {
          throw new IllegalStateException("not yet");
        }
        return succeed(call);
      }

      @Override
      public String slow(String call) {
        execute(node, call, node.world().chance(30) ? 3_000 : 100);
        return call;
      }

      @Override
      public String transactional(String call) {
        execute(node, call, 20);
        store.callerTransaction().afterCommit(() -> effects.merge(call, 1, Integer::sum));
        return call;
      }
    };
  }

  private String succeed(String call) {
    if (!succeeded.add(call)) {
      repeated++;
    }
    return call;
  }

  private void execute(SimulatedNode node, String call, int longestMillis) {
    node.requireLife();
    executions.merge(call, 1, Integer::sum);
    World world = node.world();
    node.rest(world.time(Duration.ofMillis(longestMillis)), "activity");
    node.requireLife();
  }
}
