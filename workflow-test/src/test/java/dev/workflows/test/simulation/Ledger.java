package dev.workflows.test.simulation;

import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What activities did, noted outside the engine. */
final class Ledger {

  private final Map<String, Integer> executions = new HashMap<>();
  private final Map<String, Integer> effects = new HashMap<>();
  private final Set<String> succeeded = new HashSet<>();
  private final List<String> begunByOthers = new ArrayList<>();
  private final WorkflowStore store;
  private int repeated;

  Ledger(WorkflowStore store) {
    this.store = store;
  }

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
  Steps on(SimulatedNode node) {
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
        return commit(call, 20);
      }

      @Override
      public String hurriedTransactional(String call) {
        return commit(call, 500);
      }

      private String commit(String call, int longestMillis) {
        execute(node, call, longestMillis);
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

  /** Calls that a node began although another owned the run. */
  List<String> begunByOthers() {
    return begunByOthers;
  }

  private void execute(SimulatedNode node, String call, int longestMillis) {
    node.requireLife();
    String runId = call.substring(0, call.indexOf('/'));
    UUID owner = store.runs().find(runId).orElseThrow().owner();
    if (owner != null && !owner.toString().equals(node.id())) {
      begunByOthers.add(call);
    }
    executions.merge(call, 1, Integer::sum);
    World world = node.world();
    node.rest(world.time(Duration.ofMillis(longestMillis)), "activity");
    node.requireLife();
  }
}
