package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.spi.Driver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Waiting for what other threads do. */
final class Futures {

  private Futures() {}

  /** The value, or {@code null} if there is none in time; problems are thrown as they are. */
  static <V> @Nullable V join(Driver driver, CompletableFuture<V> future, Duration timeout) {
    try {
      return driver.await(future, timeout);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkflowException(
          ErrorCode.RESULT_TIMEOUT,
          "The thread was interrupted while it waited; what it asked for may still happen.",
          e);
    }
  }
}
