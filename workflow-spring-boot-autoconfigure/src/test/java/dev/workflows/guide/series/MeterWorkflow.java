package dev.workflows.guide.series;

import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

// tag::workflow
@Workflow("meter")
public class MeterWorkflow {

  private static final Duration SILENCE = Duration.ofDays(60);

  private final WorkflowContext workflow;
  private int total;

  MeterWorkflow(WorkflowContext workflow) {
    this.workflow = workflow;
  }

  @WorkflowMethod
  public int read(int totalBefore, int readingsPerRun) {
    total = totalBefore;
    for (int i = 0; i < readingsPerRun && !workflow.continueAsNewSuggested(); i++) {
      Integer reading = workflow.waitForSignal("reading", Integer.class, SILENCE, null);
      if (reading == null || reading < 0) {
        return total; // the meter was taken away
      }
      total += reading;
    }
    throw workflow.continueAsNew(total, readingsPerRun);
  }

  @SignalMethod(queued = true)
  public void reading(int value) {}

  @QueryMethod
  public @Nullable Integer total() {
    return total;
  }
}
// end::workflow
