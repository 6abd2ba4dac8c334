package dev.workflows.engine;

import dev.workflows.WorkflowStatus;
import dev.workflows.payload.Payload;
import dev.workflows.spi.Closing;
import dev.workflows.spi.Driver;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.RunRecord;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Callers that wait for runs to close: told at once by runs that close here, else by the next poll,
 * which asks for all of them in one statement. Thread-safe.
 */
final class Results {

  private final RunReader reader;
  private final Waiters<UUID, Outcome> waiting = new Waiters<>();

  /** How a run ended. */
  record Outcome(WorkflowStatus status, @Nullable Payload result, @Nullable Payload failure) {

    static Outcome of(RunRecord run) {
      return new Outcome(run.status(), run.result(), run.failure());
    }
  }

  Results(RunReader reader) {
    this.reader = reader;
  }

  /** Waits for a run; whoever waits no longer must {@linkplain #forget say so}. */
  CompletableFuture<Outcome> await(UUID runId) {
    return waiting.await(runId);
  }

  void forget(UUID runId, CompletableFuture<Outcome> future) {
    waiting.forget(runId, future);
  }

  void closed(UUID runId, Closing closing) {
    waiting.complete(runId, new Outcome(closing.status(), closing.result(), closing.failure()));
  }

  /** Asks the database about every run that is waited for. */
  void poll() {
    if (!waiting.isEmpty()) {
      for (RunRecord run : reader.runs(waiting.keys())) {
        if (!run.status().isOpen()) {
          waiting.complete(run.runId(), Outcome.of(run));
        }
      }
    }
  }

  void pollSoon(Driver driver) {
    if (!waiting.isEmpty()) {
      driver.execute(Driver.Lane.CLIENT, this::poll);
    }
  }

  /** The engine stops: whoever waits is told that it will not learn the end here. */
  void close() {
    waiting.close();
  }
}
