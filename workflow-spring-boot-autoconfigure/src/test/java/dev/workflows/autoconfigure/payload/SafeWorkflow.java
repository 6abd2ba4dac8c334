package dev.workflows.autoconfigure.payload;

import dev.workflows.SignalMethod;
import dev.workflows.UpdateMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts what it is given wherever a value can be. */
@Workflow("safe")
class SafeWorkflow {

  private final WorkflowContext workflow;
  private final Safe safe;
  private final List<String> words = new ArrayList<>();

  SafeWorkflow(WorkflowContext workflow, Safe safe) {
    this.workflow = workflow;
    this.safe = safe;
  }

  @WorkflowMethod
  public String keep(String value) {
    if (value.startsWith("fail")) {
      throw new IllegalStateException("cannot keep " + value);
    }
    if (value.startsWith("jam")) {
      safe.jam(value);
    }
    String kept = safe.register(safe.keep(value));
    workflow.sideEffect(String.class, () -> kept);
    workflow.custom("kept", kept.getBytes(StandardCharsets.UTF_8));
    workflow.await("word", () -> !words.isEmpty());
    return kept + words;
  }

  @SignalMethod
  public void word(String word) {
    words.add(word);
  }

  @UpdateMethod
  public String ask(String question) {
    return question + "!";
  }
}
