package dev.workflows.test.engine;

import dev.workflows.Activity;
import dev.workflows.Retry;

/** The activities of most tests. */
interface Steps {

  /** Repeats its argument. */
  @Activity
  String echo(String text);

  /** Has no effect; what it answers is never the same. */
  @Activity(readOnly = true)
  String look(String text);

  /** The same, and waits until it is let go. */
  @Activity(readOnly = true)
  String lookSlow(String text) throws InterruptedException;

  /** The same, and takes longer than it may, until it is let go. */
  @Activity(readOnly = true, timeout = "PT0.2S", retry = @Retry(maxAttempts = 1))
  String lookStubborn(String text);

  /** Fails as often as it is told to. */
  @Activity(retry = @Retry(maxAttempts = 3, initialInterval = "PT0.05S"))
  String flaky(int failures);

  /** Always fails for good. */
  @Activity
  String hopeless(String why) throws OutOfLuckException;

  /** Waits until it is let go. */
  @Activity
  String slow(String text) throws InterruptedException;

  /** The same, and is not to be interrupted. */
  @Activity
  String stubborn(String text);

  /** Takes longer than it may. */
  @Activity(timeout = "PT0.2S", retry = @Retry(maxAttempts = 2, initialInterval = "PT0.01S"))
  String endless() throws InterruptedException;

  /** Is part of the engine's transaction. */
  @Activity(retry = @Retry(maxAttempts = 5, initialInterval = "PT0.05S"))
  String txWrite(String text);

  /** The same, and waits until it is let go. */
  @Activity
  String txSlow(String text) throws InterruptedException;

  /** An exception that an activity declares. */
  final class OutOfLuckException extends Exception {

    private static final long serialVersionUID = 1L;

    OutOfLuckException(String why) {
      super(why);
    }
  }
}
