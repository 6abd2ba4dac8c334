package dev.workflows.autoconfigure.hostile;

import dev.workflows.Activity;
import dev.workflows.ActivityContext;
import org.springframework.stereotype.Component;

@Component
class Vault {

  private final ActivityContext activity;

  Vault(ActivityContext activity) {
    this.activity = activity;
  }

  @Activity
  public VaultWorkflow.Kept keep(VaultWorkflow.Kept given) {
    if (given.value().startsWith("stuck") && activity.attempt() == 1) {
      throw new IllegalStateException("The door is stuck\n12:00:00 ERROR forged - line");
    }
    return given;
  }
}
