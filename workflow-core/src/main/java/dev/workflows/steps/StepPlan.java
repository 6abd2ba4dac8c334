package dev.workflows.steps;

import dev.workflows.InvalidRequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps that are defined once, such as in a bean, and executed by any number of runs: see {@link
 * StepGraph#of(dev.workflows.WorkflowContext, StepPlan, Object)}. Immutable and thread-safe.
 *
 * <p>A plan is code of every workflow that executes it: changing it is changing that code under
 * open runs.
 *
 * @param name what the steps are called together
 * @param steps the steps, in the order in which they begin where nothing else decides
 * @param presets how steps are executed anew that name one of these
 */
public record StepPlan(String name, List<StepDefinition> steps, Map<String, StepRetry> presets) {

  /**
   * Checks everything that can be known without a run; what is wrong is told together.
   *
   * @throws InvalidRequestException if there is no step, an id twice, a dependency on an unknown
   *     step or in a circle, an unknown preset, or a name that cannot be one
   */
  public StepPlan {
    steps = List.copyOf(steps);
    presets = Map.copyOf(presets);
    StepChecks.require(name, new StepNodes(), steps, presets.keySet());
  }

  /** A plan in the making. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Gathers what a plan has. Not thread-safe. */
  public static final class Builder {

    private final String name;
    private final List<StepDefinition> steps = new ArrayList<>();
    private final Map<String, StepRetry> presets = new LinkedHashMap<>();

    private Builder(String name) {
      this.name = name;
    }

    /** Adds a step. */
    public Builder step(StepDefinition step) {
      steps.add(step);
      return this;
    }

    /**
     * Adds a way to execute steps anew, for those that {@linkplain StepDefinition#retry name} it.
     */
    public Builder preset(String preset, StepRetry retry) {
      presets.put(preset, retry);
      return this;
    }

    /**
     * The plan.
     *
     * @throws InvalidRequestException if it cannot be executed
     */
    public StepPlan build() {
      return new StepPlan(name, steps, presets);
    }
  }
}
