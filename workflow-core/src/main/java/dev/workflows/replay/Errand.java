package dev.workflows.replay;

/** Something that the thread of blocked code does meanwhile, because it would only wait for it. */
public interface Errand {

  /**
   * Does it, on that thread.
   *
   * @return what is to be done with its outcome once the thread may execute its run's code again
   */
  Runnable perform();

  /** It was not done: the thread had to go on, or to end. */
  void declined();
}
