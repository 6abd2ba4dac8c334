package dev.workflows.test.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is to happen, and when. */
final class Agenda {

  private final Deque<Step> urgent = new ArrayDeque<>();
  private final List<Step> ready = new ArrayList<>();
  private final PriorityQueue<Step> later =
      new PriorityQueue<>(Comparator.comparingLong(Step::at).thenComparingLong(Step::order));
  private long orders;

  /** Something that happens at once, or begins to. */
  static final class Step {

    private final @Nullable SimulatedNode node;
    private final String name;
    private final Runnable body;
    private final long at;
    private final long order;
    private boolean cancelled;

    private Step(@Nullable SimulatedNode node, String name, Runnable body, long at, long order) {
      this.node = node;
      this.name = name;
      this.body = body;
      this.at = at;
      this.order = order;
    }

    private long at() {
      return at;
    }

    private long order() {
      return order;
    }

    String name() {
      return name;
    }

    /** On which node, -1 for nowhere in particular. */
    int where() {
      return node == null ? -1 : node.number();
    }

    void happen() {
      body.run();
    }

    /** It does not happen, unless it has. */
    void cancel() {
      cancelled = true;
    }

    private boolean mayHappen(long now) {
      return node == null || node.frozenUntil() <= now;
    }
  }

  /** Before anything else, and wherever its node is frozen. */
  void urgent(String name, Runnable body) {
    urgent.add(new Step(null, name, body, 0, orders++));
  }

  boolean hasUrgent() {
    return !urgent.isEmpty();
  }

  void soon(@Nullable SimulatedNode node, String name, Runnable body) {
    ready.add(new Step(node, name, body, 0, orders++));
  }

  Step at(@Nullable SimulatedNode node, long time, String name, Runnable body) {
    Step step = new Step(node, name, body, time, orders++);
    later.add(step);
    return step;
  }

  /** Takes what happens next at this time; {@code null} if nothing can. */
  @Nullable Step take(long now, IntUnaryOperator pick) {
    if (!urgent.isEmpty()) {
      return urgent.remove();
    }
    while (!later.isEmpty() && (later.peek().cancelled || later.peek().at <= now)) {
      Step due = later.remove();
      if (!due.cancelled) {
        ready.add(due);
      }
    }
    int possible = 0;
    for (Step step : ready) {
      possible += step.mayHappen(now) ? 1 : 0;
    }
    return possible == 0 ? null : takePossible(now, pick.applyAsInt(possible));
  }

  private Step takePossible(long now, int skip) {
    int left = skip;
    for (int i = 0; ; i++) {
      Step step = ready.get(i);
      if (step.mayHappen(now) && left-- == 0) {
        ready.remove(i);
        return step;
      }
    }
  }

  /** When something can happen if nothing can now; {@link Long#MAX_VALUE} for never. */
  long next() {
    long next = later.isEmpty() ? Long.MAX_VALUE : later.peek().at;
    for (Step step : ready) {
      if (step.node != null) {
        next = Math.min(next, step.node.frozenUntil());
      }
    }
    return next;
  }

  /** Nothing of a dead node happens any more. */
  void forget(SimulatedNode node) {
    ready.removeIf(step -> step.node == node);
    later.removeIf(step -> step.node == node);
  }
}
