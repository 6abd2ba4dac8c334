package dev.workflows.test.simulation;

import dev.workflows.spi.Driver.Lane;
import java.util.ArrayDeque;
import java.util.Deque;

/** A lane of a node that has one thread: one task after the other. */
final class Line {

  private final SimulatedNode node;
  private final Lane lane;
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private boolean busy;

  Line(SimulatedNode node, Lane lane) {
    this.node = node;
    this.lane = lane;
  }

  boolean isBusy() {
    return busy;
  }

  void add(Runnable task) {
    queue.add(task);
    if (!busy) {
      busy = true;
      next();
    }
  }

  private void next() {
    node.world().begin(node, lane.name(), this::work);
  }

  private void work() {
    try {
      queue.remove().run();
    } finally {
      if (queue.isEmpty()) {
        busy = false;
      } else if (!node.isDead()) {
        next();
      }
    }
  }
}
