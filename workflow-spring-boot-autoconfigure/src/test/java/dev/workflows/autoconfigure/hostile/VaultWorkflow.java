package dev.workflows.autoconfigure.hostile;

import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps something, until it gets a key for it. */
@Workflow("vault")
class VaultWorkflow {

  private final WorkflowContext workflow;
  private final Vault vault;
  private final List<String> keys = new ArrayList<>();
  private @Nullable Kept kept;

  VaultWorkflow(WorkflowContext workflow, Vault vault) {
    this.workflow = workflow;
    this.vault = vault;
  }

  /** What is kept; of several kinds, so that they do not fit one another. */
  record Kept(String value, int copies) {}

  @WorkflowMethod
  public Kept keep(Kept given) {
    kept = vault.keep(given);
    workflow.custom("kept", given.value().getBytes(StandardCharsets.UTF_8));
    workflow.await("key", () -> !keys.isEmpty());
    return new Kept(kept.value() + keys, kept.copies());
  }

  @SignalMethod
  public void turn(String key) {
    keys.add(key);
  }

  @QueryMethod
  public String look(String hint) {
    return hint + kept;
  }
}
