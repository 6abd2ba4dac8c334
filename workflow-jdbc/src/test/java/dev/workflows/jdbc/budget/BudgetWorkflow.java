package dev.workflows.jdbc.budget;

import dev.workflows.Activity;
import dev.workflows.Retry;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;

/** Does the same thing a number of times, and one step more. */
@Workflow(BudgetWorkflow.TYPE)
class BudgetWorkflow {

  static final String TYPE = "budget";
  static final String STEP = "step";
  static final String TIMER = "timer";
  static final String SIGNAL = "signal";
  static final String RETRY = "retry";

  private final WorkflowContext context;
  private final Tasks tasks;
  private int signals;

  BudgetWorkflow(WorkflowContext context, Tasks tasks) {
    this.context = context;
    this.tasks = tasks;
  }

  @WorkflowMethod
  int repeat(String what, int times) {
    for (int i = 0; i < times; i++) {
      perform(what, i);
    }
    return tasks.next(times);
  }

  private void perform(String what, int number) {
    switch (what) {
      case STEP -> tasks.next(number);
      case TIMER -> context.sleep(Duration.ofMillis(2));
      case SIGNAL -> context.await(() -> signals > number);
      default -> tasks.stumble(number);
    }
  }

  @SignalMethod
  void signal(int number) {
    signals = Math.max(signals, number + 1);
  }

  /** Its activities. */
  interface Tasks {

    @Activity
    int next(int value);

    /** Fails every first time. */
    @Activity(retry = @Retry(initialInterval = "PT0.002S"))
    int stumble(int value);
  }
}
