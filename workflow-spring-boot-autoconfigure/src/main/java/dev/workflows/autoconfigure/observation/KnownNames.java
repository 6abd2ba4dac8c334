package dev.workflows.autoconfigure.observation;

import dev.workflows.definition.Definitions;
import dev.workflows.definition.WorkflowDefinition;
import io.micrometer.common.KeyValue;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that are deployed. Whoever reaches a client may ask for any other, and each would be a
 * time series of its own.
 */
final class KnownNames {

  static final String UNKNOWN = "unknown";

  private final Set<String> names;

  private KnownNames(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  /** The names of all types and of all that can be asked of them. */
  static KnownNames of(Definitions definitions) {
    Set<String> names = new HashSet<>(definitions.workflowTypes());
    for (String type : definitions.workflowTypes()) {
      WorkflowDefinition workflow = Objects.requireNonNull(definitions.workflow(type));
      names.addAll(workflow.signals().keySet());
      names.addAll(workflow.queries().keySet());
      names.addAll(workflow.updateHandlers().keySet());
      definitions.versions(type).forEach(version -> names.add(Integer.toString(version)));
    }
    return new KnownNames(names);
  }

  /** The name, if it is known. */
  String bounded(@Nullable String name) {
    if (name == null) {
      return KeyValue.NONE_VALUE;
    }
    return names.contains(name) ? name : UNKNOWN;
  }
}
