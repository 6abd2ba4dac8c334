package dev.workflows.autoconfigure.hostile;

/** A class that says that it was loaded; it is named here by text, so that this does not do it. */
final class Trap {

  static {
    Sprung.NOTES.add("initialised");
  }

  private Trap() {}
}
