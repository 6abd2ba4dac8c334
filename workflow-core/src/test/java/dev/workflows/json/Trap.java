package dev.workflows.json;

/** What data must never reach: says so whenever it is initialised or made, in whatever way. */
public final class Trap implements Comparable<Trap> {

  static {
    Sprung.NOTES.add("initialised");
  }

  /** Made by a constructor without arguments. */
  public Trap() {
    Sprung.NOTES.add("made");
  }

  /** Made of a text. */
  public Trap(String command) {
    Sprung.NOTES.add("made of " + command);
  }

  /** Made by a factory. */
  public static Trap valueOf(String command) {
    return new Trap(command);
  }

  /** Set by a property. */
  public void setCommand(String command) {
    Sprung.NOTES.add("set to " + command);
  }

  @Override
  public int compareTo(Trap other) {
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Trap;
  }

  @Override
  public int hashCode() {
    return 1;
  }
}
