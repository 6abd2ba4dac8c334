package dev.workflows.jdbc.crash;

/** What code on a machine gets that is no more: in reality it would just stop. */
final class MachineDied extends Error {

  private static final long serialVersionUID = 1L;

  MachineDied() {
    super("The machine is dead", null, false, false);
  }
}
