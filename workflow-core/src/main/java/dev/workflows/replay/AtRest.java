package dev.workflows.replay;

/** What follows once all code of a run is blocked. */
interface AtRest {

  /** Does it; whether the code is to go on then. Throws nothing that the code could have caused. */
  boolean goesOn();

  /** The code cannot be brought to rest. */
  void failed(Throwable problem);
}
