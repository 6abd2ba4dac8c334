package dev.workflows.steps;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.WorkflowContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at steps before anything is done with them; complains about all of them together. */
final class StepChecks {

  private static final int MAX_NAME = 255;

  private final Map<String, String> keys;
  private final Set<String> known;
  private final Map<String, String> standIns = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();

  /** Checks steps that are added to those of these ids, of which some have these keys. */
  private StepChecks(Collection<String> ids, Map<String, String> idByKey) {
    this.known = new HashSet<>(ids);
    this.keys = new HashMap<>(idByKey);
  }

  /**
   * Refuses steps that cannot be added to those that are here.
   *
   * @throws InvalidRequestException if there is anything to complain about
   */
  static void require(
      String graph, StepNodes present, List<StepDefinition> added, Set<String> presets) {
    StepChecks checks = new StepChecks(present.byId().keySet(), present.idByKey());
    checks.checkName("The name of the steps", graph);
    if (present.all().isEmpty() && added.isEmpty()) {
      checks.complaints.add("there is no step");
    }
    Map<String, StepDefinition> executed = checks.checkIds(added);
    added.forEach(step -> checks.check(step, presets));
    checks.checkCycles(executed);
    throwIfAny(graph, checks.complaints);
  }

  /** Refuses steps that this workflow cannot do. */
  static void requireWork(
      String graph, Collection<StepDefinition> steps, WorkflowContext workflow) {
    List<String> found = new ArrayList<>();
    for (StepDefinition step : steps) {
      try {
        step.work().require(workflow);
      } catch (InvalidRequestException | IllegalArgumentException e) {
        found.add("step '%s': %s".formatted(step.id(), e.getMessage()));
      }
    }
    throwIfAny(graph, found);
  }

  private static void throwIfAny(String graph, List<String> complaints) {
    if (!complaints.isEmpty()) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_STEPS,
          "The steps of '%s' cannot be executed: %s."
              .formatted(graph, String.join("; ", complaints))
              .replaceAll("\\p{Cntrl}", "?"));
    }
  }

  /** Returns those that no other one stands for. */
  private Map<String, StepDefinition> checkIds(List<StepDefinition> added) {
    Map<String, StepDefinition> executed = new LinkedHashMap<>();
    for (StepDefinition step : added) {
      String key = step.key();
      String first = key == null ? null : keys.putIfAbsent(key, step.id());
      boolean isNew = known.add(step.id());
      if (first == null) {
        executed.putIfAbsent(step.id(), step);
      } else {
        standIns.put(step.id(), first);
      }
      if (!isNew && !step.id().equals(first)) {
        complaints.add("there is more than one step '%s'".formatted(step.id()));
      }
    }
    return executed;
  }

  private void check(StepDefinition step, Set<String> presets) {
    checkName("the id of step '" + step.id() + "'", step.id());
    if (step.id().indexOf('/') >= 0) {
      complaints.add("the id of step '%s' has a slash".formatted(step.id()));
    }
    step.work()
        .names()
        .forEach((what, name) -> checkName("the %s of step '%s'".formatted(what, step.id()), name));
    String key = step.key();
    if (key != null) {
      checkName("the key of step '" + step.id() + "'", key);
    }
    String preset = step.preset();
    if (preset != null && !presets.contains(preset)) {
      complaints.add("step '%s' names preset '%s', of %s".formatted(step.id(), preset, presets));
    }
    for (Dependency dependency : step.dependencies()) {
      if (!known.contains(dependency.step())) {
        complaints.add(
            "step '%s' depends on '%s', which is none of them"
                .formatted(step.id(), dependency.step()));
      }
    }
  }

  private void checkName(String what, String name) {
    if (name.isBlank()
        || name.length() > MAX_NAME
        || name.chars().anyMatch(Character::isISOControl)
        || name.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      complaints.add(what + " must have 1 to %d printable characters".formatted(MAX_NAME));
    }
  }

  // ---- cycles: of new steps only, since no old one depends on a new one

  private void checkCycles(Map<String, StepDefinition> executed) {
    Map<String, Set<String>> open = new LinkedHashMap<>();
    executed.forEach((id, step) -> open.put(id, dependencies(step)));
    boolean fewer = true;
    while (fewer) {
      fewer = open.values().removeIf(others -> others.stream().noneMatch(open::containsKey));
    }
    if (!open.isEmpty()) {
      complaints.add("they depend on each other in a circle: " + cycle(open));
    }
  }

  private Set<String> dependencies(StepDefinition step) {
    Set<String> found = new LinkedHashSet<>();
    for (Dependency dependency : step.dependencies()) {
      found.add(standIns.getOrDefault(dependency.step(), dependency.step()));
    }
    return found;
  }

  private static String cycle(Map<String, Set<String>> open) {
    List<String> path = new ArrayList<>();
    @Nullable String next = open.keySet().iterator().next();
    while (next != null && !path.contains(next)) {
      path.add(next);
      next =
          open.getOrDefault(next, Set.of()).stream()
              .filter(open::containsKey)
              .findFirst()
              .orElse(null);
    }
    return String.join(" → ", path.subList(Math.max(0, path.indexOf(next)), path.size()))
        + " → "
        + next;
  }
}
