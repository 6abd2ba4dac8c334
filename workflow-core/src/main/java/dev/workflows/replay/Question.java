package dev.workflows.replay;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A query of a run's code, which may read its state and do nothing else. Asked by a fiber. */
final class Question {

  private final RunExecution run;
  private final String query;
  private final Supplier<Callable<@Nullable Object>> asked;
  private @Nullable Object answer;
  private @Nullable Throwable problem;

  /**
   * A question that is to be asked.
   *
   * @param asked prepares what answers; only what that throws is an answer that failed
   */
  Question(RunExecution run, String query, Supplier<Callable<@Nullable Object>> asked) {
    this.run = run;
    this.query = query;
    this.asked = asked;
  }

  void ask() {
    RunRandom chance = run.code().random();
    chance.beginQuery();
    run.answers(true);
    try {
      answer = run.reading(this::call);
    } catch (RuntimeException | Error e) {
      problem = e;
    } finally {
      run.answers(false);
      chance.endQuery();
    }
  }

  private @Nullable Object call() {
    Callable<@Nullable Object> code = asked.get();
    try {
      return code.call();
    } catch (Exception | Error e) {
      // its message may quote values, and ours goes farther than its cause
      throw new WorkflowException(
          ErrorCode.QUERY_FAILED,
          "Query '%s' of workflow '%s' threw %s."
              .formatted(query, run.id().workflowId(), e.getClass().getName()),
          e);
    }
  }

  /** What the handler returned; throws what asking it threw. */
  @Nullable Object answer() {
    if (problem instanceof Error error) {
      throw error;
    }
    if (problem instanceof RuntimeException exception) {
      throw exception;
    }
    return answer;
  }
}
