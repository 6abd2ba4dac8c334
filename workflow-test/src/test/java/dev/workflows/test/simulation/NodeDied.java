package dev.workflows.test.simulation;

/** What code of a killed node gets: in reality it would just stop. */
final class NodeDied extends Error {

  private static final long serialVersionUID = 1L;

  NodeDied() {
    super("The node was killed", null, false, false);
  }
}
