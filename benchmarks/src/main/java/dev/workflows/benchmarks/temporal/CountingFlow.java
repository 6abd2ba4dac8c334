package dev.workflows.benchmarks.temporal;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The sequential workflow. */
public final class CountingFlow implements Flow {

  static final ActivityOptions OPTIONS =
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build();

  private final Steps steps = Workflow.newActivityStub(Steps.class, OPTIONS);

  @Override
  public int count(int activities) {
    int value = 0;
    for (int i = 0; i < activities; i++) {
      value = steps.next(value);
    }
    return value;
  }
}
