package dev.workflows.autoconfigure.sensitive;

import dev.workflows.QueryMethod;
import dev.workflows.Sensitive;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Workflow("treatment")
class TreatmentWorkflow {

  private final WorkflowContext workflow;
  private final Laboratory laboratory;
  private @Nullable String sample;

  TreatmentWorkflow(WorkflowContext workflow, Laboratory laboratory) {
    this.workflow = workflow;
    this.laboratory = laboratory;
  }

  record Patient(int room, @Personal String name) {}

  record Letter(List<Patient> about, Map<String, Finding> findings) {}

  record Finding(@Sensitive String text, boolean urgent) {}

  @WorkflowMethod
  public Letter treat(Patient patient) {
    workflow.await("sample", () -> sample != null);
    String diagnosis = laboratory.diagnose(patient, String.valueOf(sample));
    return new Letter(List.of(patient), Map.of("blood", new Finding(diagnosis, true)));
  }

  @SignalMethod
  public void sample(@Sensitive String taken) {
    sample = taken;
  }

  @QueryMethod
  public String taken() {
    return String.valueOf(sample);
  }
}
