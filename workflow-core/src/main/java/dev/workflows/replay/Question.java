package dev.workflows.replay;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.definition.HandlerDefinition;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A query of a run's code, which may read its state and do nothing else. Asked by a fiber. */
final class Question {

  private final RunExecution run;
  private final HandlerDefinition query;
  private final @Nullable Object[] arguments;
  private @Nullable Object answer;
  private @Nullable Throwable problem;

  Question(RunExecution run, HandlerDefinition query, @Nullable Object[] arguments) {
    this.run = run;
    this.query = query;
    this.arguments = arguments;
  }

  void ask() {
    RunRandom chance = run.code().random();
    chance.beginQuery();
    run.answers(true);
    try {
      answer = run.reading(this::invoke);
    } catch (RuntimeException | Error e) {
      problem = e;
    } finally {
      run.answers(false);
      chance.endQuery();
    }
  }

  private @Nullable Object invoke() {
    try {
      return query.method().invoke(run.code().instance(), arguments);
    } catch (InvocationTargetException e) {
      // its message may quote values, and ours goes farther than its cause
      Throwable thrown = Objects.requireNonNull(e.getCause());
      throw new WorkflowException(
          ErrorCode.QUERY_FAILED,
          "Query '%s' of workflow '%s' threw %s."
              .formatted(query.name(), run.id().workflowId(), thrown.getClass().getName()),
          thrown);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
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
