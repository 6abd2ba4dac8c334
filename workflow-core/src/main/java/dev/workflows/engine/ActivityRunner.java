package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.PermanentException;
import dev.workflows.definition.RetryPolicy;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import dev.workflows.replay.CallWaiter;
import dev.workflows.replay.Errand;
import dev.workflows.replay.FailureCodec;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.Driver;
import dev.workflows.spi.Driver.Lane;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.Message;
import dev.workflows.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes attempts of activities and tells their runs what came of them. Thread-safe.
 *
 * <p>Nothing is invoked once this node's lease is over: that is asked by the monotonic clock right
 * before the call. A crash at any point leaves the call without an outcome, so it is invoked again;
 * a transactional activity's effect is part of the transaction that records it.
 */
final class ActivityRunner {

  private static final Logger LOG = LoggerFactory.getLogger(ActivityRunner.class);

  private final EngineParts parts;
  private final Node node;
  private final FailureCodec failures;
  private final ActivityCalls calls;
  private final Interceptors interceptors;
  private final ActivityLines lines;
  private volatile boolean stopping;

  ActivityRunner(EngineParts parts, Node node) {
    this.parts = parts;
    this.node = node;
    this.failures = new FailureCodec(parts.codec());
    this.calls = new ActivityCalls(parts);
    this.interceptors = Interceptors.of(new NamingInterceptor(), parts.interceptors());
    int activities = parts.definitions().activities().size();
    this.lines = new ActivityLines(parts.driver(), activities, this::execute);
  }

  /** Begins nothing more. */
  void stop() {
    stopping = true;
  }

  void resume() {
    stopping = false;
  }

  /**
   * Executes an attempt when it is due, on the thread of the code that waits for it if it may.
   *
   * @param waiter the code that waits for it, if some does
   */
  void start(Attempt attempt, @Nullable CallWaiter waiter) {
    Driver driver = parts.driver();
    Instant dueAt = attempt.dueAt();
    Duration wait = dueAt == null ? Duration.ZERO : Duration.between(node.databaseTime(), dueAt);
    if (!wait.isNegative() && !wait.isZero()) {
      attempt.alarm(driver.schedule(Lane.TURN, wait, () -> lines.join(attempt)));
    } else if (!driver.lendsCode() || waiter == null || !waiter.lend(new Execution(attempt))) {
      lines.join(attempt);
    }
  }

  /** An attempt as something that the thread of waiting code may do. */
  private final class Execution implements Errand {

    private final Attempt attempt;

    private Execution(Attempt attempt) {
      this.attempt = attempt;
    }

    @Override
    public Runnable perform() {
      if (parts.driver().mayDo(Lane.ACTIVITY)) {
        return lines.executeHere(attempt);
      }
      declined();
      return () -> {};
    }

    @Override
    public void declined() {
      lines.join(attempt);
    }
  }

  /** A recorded failure in one line. */
  String summary(Payload failure) {
    try {
      return failures.decode(failure).summary();
    } catch (PayloadException e) {
      return "a failure that cannot be read";
    }
  }

  /** Executes an attempt; returns what is to be done with what came of it. */
  private Runnable execute(Attempt attempt) {
    if (stopping
        || !node.isAlive(attempt.run().lease().node())
        || !attempt.begin(parts.store().survivesInterrupts())) {
      return () -> {};
    }
    setTimeout(attempt);
    boolean isFirst;
    Runnable outcome;
    parts.activities().enter(attempt);
    try {
      outcome = make(attempt);
      isFirst = attempt.finish();
    } finally {
      parts.activities().leave();
      attempt.leave();
    }
    return isFirst ? outcome : () -> {};
  }

  private void setTimeout(Attempt attempt) {
    Duration timeout = attempt.activity().timeout();
    if (timeout != null) {
      attempt.alarm(
          parts
              .driver()
              .schedule(
                  Lane.TURN, timeout, () -> named(attempt, () -> timedOut(attempt, timeout))));
    }
  }

  private Runnable make(Attempt attempt) {
    ActivityExecution execution = new ActivityExecution(attempt, calls, parts.store(), node);
    try {
      interceptors.around(execution.operation(), execution);
    } catch (Throwable e) {
      return () -> named(attempt, () -> thrown(attempt, execution, e));
    }
    return () -> returned(attempt, execution);
  }

  private void returned(Attempt attempt, ActivityExecution execution) {
    ActivityTransactions.Result recorded = execution.recorded();
    if (recorded == null) {
      completed(attempt, execution.result());
    } else {
      recorded(attempt, recorded);
    }
  }

  /** What is durable stays, whatever interceptors throw afterwards. */
  private void thrown(Attempt attempt, ActivityExecution execution, Throwable thrown) {
    ActivityTransactions.Result recorded = execution.recorded();
    StoreException lost = execution.lost();
    if (recorded != null) {
      LOG.warn("An interceptor failed after the activity's transaction", thrown);
      recorded(attempt, recorded);
    } else if (lost != null && lost == thrown) {
      repeat(attempt, lost);
    } else {
      failed(attempt, thrown);
    }
  }

  /** Whatever is logged meanwhile names the attempt. */
  private static void named(Attempt attempt, Runnable task) {
    try (LogNames names = LogNames.of(attempt)) {
      task.run();
    }
  }

  private void finish(Attempt attempt, Runnable outcome) {
    if (attempt.finish()) {
      outcome.run();
    }
  }

  private void completed(Attempt attempt, @Nullable Payload result) {
    attempt
        .run()
        .settle(attempt, new Event.ActivityCompleted(attempt.seq(), attempt.number(), result));
  }

  private void recorded(Attempt attempt, ActivityTransactions.Result result) {
    OwnedRun run = attempt.run();
    Message outcome = result.outcome();
    if (result.recorded() && outcome != null) {
      run.deliver(List.of(new InboxMessage(run.lease().chainId(), Long.MAX_VALUE, outcome)));
    } else {
      LOG.debug(
          "Activity {} of run {} was rolled back: another outcome or owner was first",
          attempt.activity().name(),
          run.id().runId());
      run.outrun(attempt);
    }
  }

  // ---- failures

  private void timedOut(Attempt attempt, Duration timeout) {
    finish(
        attempt,
        () -> {
          attempt.interrupt();
          retryOrFail(
              attempt,
              failures.encode(
                  Failure.of(
                      ErrorCode.ACTIVITY_TIMEOUT,
                      "Attempt %d of activity '%s' took longer than %s"
                          .formatted(attempt.number(), attempt.activity().name(), timeout))),
              true);
        });
  }

  private void failed(Attempt attempt, Throwable thrown) {
    if (thrown instanceof ActivityCalls.UnreadableArguments unreadable) {
      attempt.run().cannotGoOn(unreadable);
      return;
    }
    LOG.debug("What activity {} threw", attempt.activity().name(), thrown);
    retryOrFail(attempt, failures.encode(thrown, attempt.activity()), mayRetry(attempt, thrown));
  }

  /** The database gave the transaction up, or its answer was lost: not the activity's failure. */
  private void repeat(Attempt attempt, StoreException lost) {
    Payload failure = failures.encode(lost, attempt.activity());
    Instant dueAt = retry(attempt, failure);
    log(
        attempt,
        "was not acknowledged by the database",
        "is tried again at %s if it was not recorded".formatted(dueAt),
        failure);
  }

  private static boolean mayRetry(Attempt attempt, Throwable thrown) {
    return !(thrown instanceof PermanentException)
        && attempt.activity().retry().notOn().stream().noneMatch(type -> type.isInstance(thrown));
  }

  private void retryOrFail(Attempt attempt, Payload failure, boolean mayRetry) {
    RetryPolicy policy = attempt.activity().retry();
    if (mayRetry && policy.allowsRetryAfter(attempt.number())) {
      Instant dueAt = retry(attempt, failure);
      log(attempt, "failed", "is tried again at " + dueAt, failure);
    } else {
      log(attempt, "failed", "is not tried again", failure);
      attempt
          .run()
          .settle(attempt, new Event.ActivityFailed(attempt.seq(), attempt.number(), failure));
    }
  }

  private void log(Attempt attempt, String what, String consequence, Payload failure) {
    LOG.warn(
        "Activity '{}' of workflow '{}' {} in {} and {}: {}",
        attempt.activity().name(),
        attempt.run().id().workflowId(),
        what,
        attempt.which(),
        consequence,
        summary(failure));
  }

  /** Asks for another attempt, due then; it is scheduled once its row is durable. */
  private Instant retry(Attempt attempt, Payload failure) {
    Duration wait = attempt.activity().retry().intervalAfter(attempt.number());
    Instant dueAt = node.databaseTime().plus(wait);
    Attempt next = attempt.next(dueAt, summary(failure));
    attempt
        .run()
        .retry(attempt, next, new ActivityRetry(attempt.seq(), next.rowAttempt(), dueAt, failure));
    return dueAt;
  }
}
