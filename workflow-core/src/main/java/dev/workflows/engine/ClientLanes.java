package dev.workflows.engine;

import dev.workflows.spi.CommitStore;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartAndSend;
import dev.workflows.spi.CommitStore.StartAndSendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Driver;
import dev.workflows.spi.Driver.Lane;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes what clients ask for to the database, each kind together with its like. Thread-safe.
 *
 * <p>Whoever asks waits for the answer, but not for ever: what is not known by then may have
 * happened, or still happen.
 */
final class ClientLanes {

  private final BatchLane<NewRun, StartOutcome> starts;
  private final BatchLane<Send, SendOutcome> sends;
  private final BatchLane<Termination, SendOutcome> terminations;
  private final BatchLane<StartAndSend, StartAndSendOutcome> both;
  private final Driver driver;
  private final Duration patience;

  ClientLanes(WorkflowStore store, Driver driver, EngineSettings settings, Writes writes) {
    this.driver = driver;
    this.patience = settings.clientTimeout();
    CommitStore commits = store.commits();
    BatchLane.Limits many =
        new BatchLane.Limits(
            Lane.CLIENT,
            settings.maxBatch(),
            1,
            settings.committers(),
            store.survivesInterrupts(),
            patience);
    BatchLane.Limits single =
        new BatchLane.Limits(Lane.CLIENT, 1, many.most(), many.most(), many.mayLead(), patience);
    this.starts = new BatchLane<>(driver, many, commits::start, writes);
    this.sends = new BatchLane<>(driver, many, commits::send, writes);
    this.terminations =
        new BatchLane<>(
            driver, single, batch -> batch.stream().map(commits::terminate).toList(), writes);
    this.both = new BatchLane<>(driver, single, commits::startAndSend, writes);
  }

  void open() {
    starts.open();
    sends.open();
    terminations.open();
    both.open();
  }

  void close() {
    starts.close();
    sends.close();
    terminations.close();
    both.close();
  }

  CompletableFuture<StartOutcome> start(NewRun run) {
    return submit(starts, run);
  }

  /** The same for whoever goes on when the answer is there. */
  void start(NewRun run, Consumer<StartOutcome> answered, Consumer<RuntimeException> failed) {
    starts.submitHere(run, answered, failed);
  }

  CompletableFuture<SendOutcome> send(Send message) {
    return submit(sends, message);
  }

  CompletableFuture<SendOutcome> terminate(Termination termination) {
    return submit(terminations, termination);
  }

  /** The same for whoever goes on when the answer is there. */
  void terminate(
      Termination termination, Consumer<SendOutcome> answered, Consumer<RuntimeException> failed) {
    terminations.submit(termination, answered, failed);
  }

  CompletableFuture<StartAndSendOutcome> startAndSend(StartAndSend start) {
    return submit(both, start);
  }

  private static <I, O> CompletableFuture<O> submit(BatchLane<I, O> lane, I value) {
    CompletableFuture<O> answer = new CompletableFuture<>();
    lane.submit(value, answer::complete, answer::completeExceptionally);
    return answer;
  }

  /**
   * Waits for an answer as long as a client waits.
   *
   * @throws dev.workflows.spi.StoreException if there is none by then
   */
  <O> O await(CompletableFuture<O> answer) {
    @Nullable O value = Futures.join(driver, answer, patience);
    if (value == null) {
      throw Unanswered.inTime(patience, null);
    }
    return value;
  }
}
