package dev.workflows.definition;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every workflow and activity that is deployed here, by name. Immutable. */
public final class Definitions {

  private final Map<String, NavigableMap<Integer, WorkflowDefinition>> workflows = new HashMap<>();
  private final Map<String, ActivityDefinition> activities = new HashMap<>();
  private final Map<Method, ActivityDefinition> activitiesByMethod = new HashMap<>();

  /** All of these; names are unique already. */
  public Definitions(
      Collection<WorkflowDefinition> workflows, Collection<ActivityDefinition> activities) {
    workflows.forEach(
        w -> this.workflows.computeIfAbsent(w.type(), type -> new TreeMap<>()).put(w.version(), w));
    for (ActivityDefinition activity : activities) {
      this.activities.put(activity.name(), activity);
      this.activitiesByMethod.put(activity.method(), activity);
    }
  }

  /** The newest version of the workflow of this type name. */
  public @Nullable WorkflowDefinition workflow(String type) {
    NavigableMap<Integer, WorkflowDefinition> versions = workflows.get(type);
    return versions == null ? null : versions.lastEntry().getValue();
  }

  /** This version of it. */
  public @Nullable WorkflowDefinition workflow(String type, int version) {
    NavigableMap<Integer, WorkflowDefinition> versions = workflows.get(type);
    return versions == null ? null : versions.get(version);
  }

  /** The versions of this workflow that are deployed here, oldest first. */
  public Set<Integer> versions(String type) {
    NavigableMap<Integer, WorkflowDefinition> versions = workflows.get(type);
    return versions == null ? Set.of() : new TreeSet<>(versions.keySet());
  }

  /** Whether runs of some version of this workflow register handlers as they go. */
  public boolean hasDynamicHandlers(String type) {
    NavigableMap<Integer, WorkflowDefinition> versions = workflows.get(type);
    return versions != null
        && versions.values().stream().anyMatch(WorkflowDefinition::dynamicHandlers);
  }

  /** The workflow that this class is. */
  public Optional<WorkflowDefinition> workflow(Class<?> type) {
    return workflows().stream().filter(workflow -> workflow.workflowClass() == type).findFirst();
  }

  /** The activity of this name. */
  public @Nullable ActivityDefinition activity(String name) {
    return activities.get(name);
  }

  /** The activity that a method is. */
  public @Nullable ActivityDefinition activity(Method method) {
    return activitiesByMethod.get(method);
  }

  /** The type names that can be executed here. */
  public Set<String> workflowTypes() {
    return Set.copyOf(workflows.keySet());
  }

  /** Every workflow, in all versions. */
  public Collection<WorkflowDefinition> workflows() {
    return workflows.values().stream().flatMap(versions -> versions.values().stream()).toList();
  }

  /** Every activity. */
  public Collection<ActivityDefinition> activities() {
    return java.util.List.copyOf(activities.values());
  }
}
