package dev.workflows.guide.security;

import dev.workflows.Sensitive;
import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;
import dev.workflows.guide.security.Laboratory.Patient;

/** Finds out what somebody has. */
@Workflow("admission")
public class AdmissionWorkflow {

  private final Laboratory laboratory;

  AdmissionWorkflow(Laboratory laboratory) {
    this.laboratory = laboratory;
  }

  @WorkflowMethod
  @Sensitive
  public String admit(Patient patient) {
    return laboratory.diagnose(patient, "blood");
  }
}
