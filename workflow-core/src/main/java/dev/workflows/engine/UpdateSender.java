package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.ResultTimeoutException;
import dev.workflows.RunId;
import dev.workflows.UpdateFailedException;
import dev.workflows.UpdateRejectedException;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowStatus;
import dev.workflows.payload.Payload;
import dev.workflows.replay.UpdateAnswer;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.Driver;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.RunReader.UpdateKey;
import dev.workflows.spi.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for the answers to updates and migrations. Thread-safe. */
final class UpdateSender {

  /** How often somebody who waits looks whether the run can still answer. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final UpdateAnswers answers;
  private final RunReader reader;
  private final Driver driver;
  private final Function<Payload, Failure> failures;

  UpdateSender(
      UpdateAnswers answers, RunReader reader, Driver driver, Function<Payload, Failure> failures) {
    this.answers = answers;
    this.reader = reader;
    this.driver = driver;
    this.failures = failures;
  }

  /** An update that waits for its answer would keep the transaction open that it is part of. */
  static void refuseIn(boolean transaction) {
    refuseIn(
        transaction,
        "An update cannot be sent in a transaction: it is answered only once that has ended. Send"
            + " it outside, or send a signal.");
  }

  /** The same of whatever waits for an answer. */
  static void refuseIn(boolean transaction, String why) {
    if (transaction) {
      throw new WorkflowException(ErrorCode.NOT_ALLOWED, why);
    }
  }

  /**
   * What the update's handler returned.
   *
   * @param update its name and the message it was sent as
   * @param send sends it
   */
  @Nullable Payload result(
      String id, Message update, Duration timeout, Supplier<SendOutcome> send) {
    Answer answer = answer(id, update, timeout, send);
    String name = String.valueOf(update.name());
    return switch (answer.kind()) {
      case COMPLETED -> answer.payload();
      case FAILED -> throw new UpdateFailedException(name, answer.run(), answer.failure());
      case REJECTED -> throw new UpdateRejectedException(name, answer.run(), answer.failure());
    };
  }

  /** What came of a request, as {@link #result} but for whom that is another thing. */
  Answer answer(String id, Message request, Duration timeout, Supplier<SendOutcome> send) {
    SendOutcome sent = send.get();
    RunId run = MessageSender.accepted(id, sent);
    UpdateKey key = new UpdateKey(Objects.requireNonNull(sent.chainId()), request.messageId());
    Message answer = await(run, key, timeout);
    UpdateAnswer.Kind kind = UpdateAnswer.Kind.valueOf(String.valueOf(answer.name()));
    Payload payload = answer.payload();
    boolean failed = kind != UpdateAnswer.Kind.COMPLETED && payload != null;
    return new Answer(run, kind, payload, failed ? failures.apply(payload) : null);
  }

  /** What came of a request, and to which run it was sent. */
  record Answer(
      RunId run, UpdateAnswer.Kind kind, @Nullable Payload payload, @Nullable Failure failure) {

    boolean isRejected() {
      return kind == UpdateAnswer.Kind.REJECTED;
    }
  }

  private Message await(RunId run, UpdateKey key, Duration timeout) {
    CompletableFuture<Message> future = answers.await(key);
    long begin = driver.nanoTime();
    try {
      // it may have been answered before anyone waited
      Message answer = known(key);
      while (answer == null) {
        Duration left = timeout.minusNanos(driver.nanoTime() - begin);
        if (left.isNegative() || left.isZero()) {
          throw new ResultTimeoutException(
              "Workflow '%s' has not answered the update within %s. Send it again with the same id"
                      .formatted(run.workflowId(), timeout)
                  + " to go on waiting.");
        }
        answer = Futures.join(driver, future, left.compareTo(LOOK) < 0 ? left : LOOK);
        if (answer == null && hasEnded(run, key.chainId())) {
          answer = lastWord(run, key);
        }
      }
      return answer;
    } finally {
      answers.forget(key, future);
    }
  }

  private @Nullable Message known(UpdateKey key) {
    return reader.answers(List.of(key)).get(key);
  }

  private boolean hasEnded(RunId run, UUID chain) {
    RunRecord now = reader.find(run.runId().toString()).orElse(null);
    if (now != null && now.status() == WorkflowStatus.CONTINUED_AS_NEW) {
      now = reader.find(run.workflowId()).filter(r -> r.chainId().equals(chain)).orElse(now);
    }
    return now == null || !now.status().isOpen();
  }

  /** Whatever was to be said has been, if the run has ended before. */
  private Message lastWord(RunId run, UpdateKey key) {
    Message answer = known(key);
    if (answer == null) {
      throw MessageSender.closed(run.workflowId());
    }
    return answer;
  }
}
