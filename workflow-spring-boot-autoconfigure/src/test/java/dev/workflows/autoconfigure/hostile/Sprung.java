package dev.workflows.autoconfigure.hostile;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the trap noted, apart from it: to look at it must not load it. */
final class Sprung {

  static final String TRAP = "dev.workflows.autoconfigure.hostile.Trap";

  static final List<String> NOTES = new CopyOnWriteArrayList<>();

  private Sprung() {}
}
