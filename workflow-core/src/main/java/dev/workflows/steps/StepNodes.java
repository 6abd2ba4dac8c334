package dev.workflows.steps;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps of a graph, and what the end of one of them means to the others. */
final class StepNodes {

  /** By every id that was given, also those of steps that another one stands for. */
  private final Map<String, StepNode> byId = new LinkedHashMap<>();

  private final Map<String, String> idByKey = new HashMap<>();
  private final List<StepNode> nodes = new ArrayList<>();
  private long changes;

  /** Adds steps that were {@linkplain StepChecks checked} together with those that are here. */
  void add(List<StepDefinition> added) {
    List<StepNode> fresh = new ArrayList<>();
    for (StepDefinition step : added) {
      StepNode first = firstWithKey(step);
      if (first == null) {
        first = new StepNode(step);
        fresh.add(first);
      }
      byId.put(step.id(), first);
    }
    nodes.addAll(fresh);
    fresh.forEach(this::tie);
    fresh.stream().filter(StepNode::isHopeless).forEach(this::cancelWithDependents);
    changes++;
  }

  private @Nullable StepNode firstWithKey(StepDefinition step) {
    String key = step.key();
    String first = key == null ? null : idByKey.putIfAbsent(key, step.id());
    return first == null ? null : byId.get(first);
  }

  private void tie(StepNode node) {
    for (Dependency dependency : node.definition().dependencies()) {
      StepNode other = byId.get(dependency.step());
      if (other != null) {
        node.dependOn(other, dependency.required());
      }
    }
  }

  // ---- what happens to them

  void begin(StepNode node) {
    node.begin();
    changes++;
  }

  void complete(StepNode node, @Nullable Object value) {
    node.complete(value);
    changes++;
  }

  void fail(StepNode node, Exception failure) {
    node.fail(failure);
    cancelDependents(node);
  }

  void interrupt(StepNode node, Exception failure) {
    node.interrupt(failure);
    cancelDependents(node);
  }

  private void cancelWithDependents(StepNode node) {
    if (node.is(StepStatus.PENDING)) {
      node.cancel();
      cancelDependents(node);
    }
  }

  private void cancelDependents(StepNode failed) {
    changes++;
    Deque<StepNode> cancelled = new ArrayDeque<>(List.of(failed));
    while (!cancelled.isEmpty()) {
      for (StepNode dependent : cancelled.remove().requiredBy()) {
        if (dependent.is(StepStatus.PENDING)) {
          dependent.cancel();
          cancelled.add(dependent);
        }
      }
    }
  }

  /** Puts back a step that failed, and what was cancelled for it alone; whether it had failed. */
  boolean retry(StepNode failed) {
    if (!failed.hasOwnFailure()) {
      return false;
    }
    changes++;
    failed.putBack();
    Deque<StepNode> revived = new ArrayDeque<>(List.of(failed));
    while (!revived.isEmpty()) {
      for (StepNode dependent : revived.remove().requiredBy()) {
        if (dependent.is(StepStatus.CANCELLED) && !dependent.isHopeless()) {
          dependent.putBack();
          revived.add(dependent);
        }
      }
    }
    return true;
  }

  /** Something else happened that whoever waits for the steps wants to know. */
  void touch() {
    changes++;
  }

  // ---- what is asked about them

  @Nullable StepNode find(String id) {
    return byId.get(id);
  }

  /** Every step with every id it goes by. */
  Map<String, StepNode> byId() {
    return Collections.unmodifiableMap(byId);
  }

  Map<String, String> idByKey() {
    return Collections.unmodifiableMap(idByKey);
  }

  List<StepNode> all() {
    return Collections.unmodifiableList(nodes);
  }

  /** How often anything about them has changed. */
  long changes() {
    return changes;
  }

  List<StepNode> due() {
    return nodes.stream().filter(StepNode::isDue).toList();
  }

  boolean haveEnded() {
    return nodes.stream().allMatch(node -> node.status().hasEnded());
  }

  List<StepNode> failed() {
    return nodes.stream().filter(StepNode::hasOwnFailure).toList();
  }

  /** Those whose failure, or what it cancelled, is not what every step behind it can do without. */
  List<StepNode> unhandled() {
    return failed().stream().filter(StepNodes::isUnhandled).toList();
  }

  private static boolean isUnhandled(StepNode failed) {
    Set<StepNode> seen = new LinkedHashSet<>(List.of(failed));
    Deque<StepNode> lost = new ArrayDeque<>(seen);
    while (!lost.isEmpty()) {
      StepNode node = lost.remove();
      if (!node.hasDependents()) {
        return true;
      }
      node.requiredBy().stream().filter(seen::add).forEach(lost::add);
    }
    return false;
  }
}
