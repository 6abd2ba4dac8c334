package dev.workflows.steps;

import dev.workflows.WorkflowContext;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a step does when its turn has come. */
sealed interface StepWork {

  /** Does it, on a branch of the step's own. */
  @Nullable Object perform(StepSite site) throws Exception;

  /** Throws if the workflow, or what is deployed, does not let it be done. */
  void require(WorkflowContext workflow);

  /** What it names, by what that is: for checks. */
  Map<String, String> names();

  /** Calls an activity: with a value, with what a function makes, or with nothing. */
  record Call(String kind, @Nullable Object value, @Nullable Function<StepResults, ?> input)
      implements StepWork {

    @Override
    public @Nullable Object perform(StepSite site) {
      @Nullable Object[] arguments = takesInput() ? new Object[] {argument(site)} : new Object[0];
      return site.workflow().callActivity(kind, Object.class, arguments);
    }

    private @Nullable Object argument(StepSite site) {
      return input == null ? value : input.apply(site.dependencies());
    }

    private boolean takesInput() {
      return value != null || input != null;
    }

    @Override
    public void require(WorkflowContext workflow) {
      workflow.requireActivity(kind, takesInput() ? 1 : 0);
    }

    @Override
    public Map<String, String> names() {
      return Map.of("kind", kind);
    }
  }

  /** Takes a signal. */
  record Signal(String name, Class<?> type) implements StepWork {

    @Override
    public @Nullable Object perform(StepSite site) {
      return site.workflow().waitForSignal(name, type);
    }

    @Override
    public void require(WorkflowContext workflow) {
      workflow.requireSignal(name, type);
    }

    @Override
    public Map<String, String> names() {
      return Map.of("signal", name);
    }
  }

  /** Waits. */
  record Timer(Duration duration) implements StepWork {

    @Override
    public @Nullable Object perform(StepSite site) {
      site.workflow().sleep(duration);
      return null;
    }

    @Override
    public void require(WorkflowContext workflow) {}

    @Override
    public Map<String, String> names() {
      return Map.of();
    }
  }

  /** Waits for a person. */
  record Human(String signal) implements StepWork {

    @Override
    public Object perform(StepSite site) {
      HumanDecision decision = site.shared().tasks().take(site.workflow(), site.path(), signal);
      if (!decision.approved()) {
        throw new StepRejectedException(decision);
      }
      return decision;
    }

    @Override
    public void require(WorkflowContext workflow) {
      workflow.requireSignal(signal, HumanDecision.class);
    }

    @Override
    public Map<String, String> names() {
      return Map.of("signal", signal);
    }
  }

  /** Executes a plan; done again, goes on with what failed of it. */
  record Nested(StepPlan plan, Function<StepResults, ?> input) implements StepWork {

    public Nested {
      Objects.requireNonNull(plan, "plan");
      Objects.requireNonNull(input, "input");
    }

    @Override
    public Object perform(StepSite site) {
      StepGraph begun = site.node().nested();
      if (begun != null) {
        begun.retryAll();
        return begun.run();
      }
      StepGraph graph = StepGraph.nested(site, plan, input.apply(site.dependencies()));
      site.node().nest(graph);
      return graph.run();
    }

    @Override
    public void require(WorkflowContext workflow) {
      StepChecks.requireWork(plan.name(), plan.steps(), workflow);
    }

    @Override
    public Map<String, String> names() {
      return Map.of();
    }
  }
}
