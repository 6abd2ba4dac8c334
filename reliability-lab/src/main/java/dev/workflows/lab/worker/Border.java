package dev.workflows.lab.worker;

/** How what an application asks of the engine stands to a transaction of the application. */
public enum Border {
  /** Inside one that commits. */
  COMMITTED(true),
  /** Inside one that commits a good while later. */
  LATE(true),
  /** Inside one that is rolled back. */
  ROLLED_BACK(false),
  /** Inside one of its own that commits, within one that is rolled back. */
  NEW(true),
  /** Inside one that may not write. */
  READ_ONLY(false),
  /** In none. */
  NONE(true);

  private final boolean kept;

  Border(boolean kept) {
    this.kept = kept;
  }

  /** Whether what was asked for is to stay. */
  public boolean kept() {
    return kept;
  }
}
