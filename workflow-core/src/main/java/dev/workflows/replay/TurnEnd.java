package dev.workflows.replay;

/**
 * What follows a turn. One of the two is called once, perhaps before the turn's beginner goes on,
 * on that thread or on the one of the code that came to rest last.
 */
public interface TurnEnd {

  /** The code has come to rest. */
  void decided(Decision decision);

  /**
   * Nothing was decided: the run is to be blocked, and its execution is of no further use.
   *
   * @param problem a {@link dev.workflows.WorkflowException} if code and history do not agree, a
   *     payload cannot be read or the code does not come to rest
   */
  void failed(RuntimeException problem);
}
