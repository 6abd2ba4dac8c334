package dev.workflows.engine;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a lane sends for someone.
 *
 * @param value what is sent
 * @param since when it was brought, in nanoseconds of the driver
 * @param answered told the answer
 * @param failed told why there is none
 */
record LaneItem<I, O>(
    I value, long since, Consumer<O> answered, Consumer<RuntimeException> failed) {

  private static final Logger LOG = LoggerFactory.getLogger(LaneItem.class);

  void answer(O answer) {
    guard(() -> answered.accept(answer));
  }

  void fail(RuntimeException problem) {
    guard(() -> failed.accept(problem));
  }

  /** An answer that throws must not keep the others of its batch from theirs. */
  private static void guard(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException | Error e) {
      LOG.error("An answer of the store could not be taken", e);
    }
  }
}
