package dev.workflows.autoconfigure.sensitive;

import dev.workflows.Activity;
import dev.workflows.Sensitive;
import org.springframework.stereotype.Component;

@Component
class Laboratory {

  @Activity
  @Sensitive
  public String diagnose(TreatmentWorkflow.Patient patient, @Personal String sample) {
    return "diagnosis of " + patient.name() + " by " + sample;
  }
}
