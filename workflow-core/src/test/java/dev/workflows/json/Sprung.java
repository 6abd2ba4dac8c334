package dev.workflows.json;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What traps noted, apart from them: to look at it must not initialise one. */
final class Sprung {

  static final List<String> NOTES = new CopyOnWriteArrayList<>();

  private Sprung() {}
}
