package dev.workflows.engine;

import dev.workflows.spi.Message;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.RunReader.UpdateKey;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Senders of updates that wait for the answer: told at once by runs that answer here, else by the
 * next poll, which asks for all of them in one statement. Thread-safe.
 */
final class UpdateAnswers {

  private final RunReader reader;
  private final Waiters<UpdateKey, Message> waiting = new Waiters<>();

  UpdateAnswers(RunReader reader) {
    this.reader = reader;
  }

  /** Waits for an answer; whoever waits no longer must {@linkplain #forget say so}. */
  CompletableFuture<Message> await(UpdateKey update) {
    return waiting.await(update);
  }

  void forget(UpdateKey update, CompletableFuture<Message> future) {
    waiting.forget(update, future);
  }

  /** A run of this chain has answered, durably. */
  void answered(UUID chainId, Message answer) {
    if (!waiting.isEmpty()) {
      waiting.complete(new UpdateKey(chainId, Message.updateKey(answer)), answer);
    }
  }

  /** Asks the database about every answer that is waited for. */
  void poll() {
    if (!waiting.isEmpty()) {
      reader.answers(waiting.keys()).forEach(waiting::complete);
    }
  }

  /** The engine stops: whoever waits is told that it will not learn the answer here. */
  void close() {
    waiting.close();
  }
}
