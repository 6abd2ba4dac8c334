package dev.workflows.test.engine;

import dev.workflows.UpdateMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowInterceptor;
import dev.workflows.WorkflowMethod;

/** Engines whose interceptors a test gives them. */
abstract class InterceptedRules extends EngineRules {

  final Watching watching = new Watching();

  InterceptedRules(WorkflowEngineContract contract) {
    super(contract);
  }

  /** A workflow that another one calls. */
  @Workflow("watched-part")
  interface Part {

    @WorkflowMethod
    String make(String what);
  }

  static class MadePart implements Part {

    @Override
    public String make(String what) {
      return what + "!";
    }
  }

  /** A workflow that answers. */
  @Workflow("watched-draft")
  static class Draft {

    private final WorkflowContext context;
    private String text = "";

    Draft(WorkflowContext context) {
      this.context = context;
    }

    @WorkflowMethod
    String write() {
      context.await(() -> text.length() > 2);
      return text;
    }

    @UpdateMethod
    String append(String more) {
      text += more;
      return text;
    }
  }

  EngineHarness watched(
      CountingSteps counting, Script script, WorkflowInterceptor... interceptors) {
    EngineHarness harness =
        new EngineHarness(store())
            .interceptedBy(interceptors)
            .workflow(MadePart.class, context -> new MadePart())
            .workflow(Draft.class, Draft::new);
    return engine(harness, counting, script, 200);
  }
}
