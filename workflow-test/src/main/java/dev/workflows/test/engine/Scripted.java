package dev.workflows.test.engine;

import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.util.ArrayList;
import java.util.List;

/** A workflow that executes its test's script. */
@Workflow("scripted")
class Scripted {

  final WorkflowContext context;
  final Steps steps;
  final List<String> signals = new ArrayList<>();
  private final Script script;
  String stage = "new";

  Scripted(WorkflowContext context, Steps steps, Script script) {
    this.context = context;
    this.steps = steps;
    this.script = script;
  }

  @WorkflowMethod
  String execute(String input) throws Exception {
    stage = input;
    return script.run(this);
  }

  @SignalMethod
  void push(String value) {
    signals.add(value);
  }

  @QueryMethod
  String stage() {
    return stage + signals;
  }
}
