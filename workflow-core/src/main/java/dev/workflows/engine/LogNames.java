package dev.workflows.engine;

import dev.workflows.RunId;
import dev.workflows.WorkflowOperation;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What the calling thread works at, as whatever it logs names it. Closing puts back what was there
 * before.
 */
final class LogNames implements AutoCloseable {

  private static final String[] KEYS = {
    "workflowId", "runId", "workflowType", "activity", "attempt"
  };

  private final @Nullable String[] before;

  private LogNames(@Nullable String... values) {
    this.before = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      before[i] = MDC.get(KEYS[i]);
      put(KEYS[i], values[i]);
    }
  }

  static LogNames of(RunId run, String type) {
    return new LogNames(run.workflowId(), run.runId().toString(), type);
  }

  static LogNames of(Attempt attempt) {
    RunId run = attempt.run().id();
    return new LogNames(
        run.workflowId(),
        run.runId().toString(),
        attempt.run().type(),
        attempt.activity().name(),
        String.valueOf(attempt.number()));
  }

  /** Those of an attempt of an activity. */
  static LogNames of(RunId run, WorkflowOperation activity) {
    return new LogNames(
        run.workflowId(),
        run.runId().toString(),
        activity.workflowType(),
        activity.name(),
        String.valueOf(activity.attempt()));
  }

  @Override
  public void close() {
    for (int i = 0; i < before.length; i++) {
      put(KEYS[i], before[i]);
    }
  }

  private static void put(String key, @Nullable String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }
}
