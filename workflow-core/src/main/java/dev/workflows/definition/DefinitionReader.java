package dev.workflows.definition;

import dev.workflows.definition.WorkflowDefinition.InstanceFactory;
import dev.workflows.payload.PayloadCodec;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads workflows and activities from annotations, wherever these stand: on the class, a superclass
 * or an interface. Complaints are gathered over all classes and thrown together by {@link #read()}.
 * Not thread-safe.
 */
public final class DefinitionReader {

  private final Complaints complaints;
  private final ActivityReader activityReader;
  private final Function<String, Duration> durations;
  private final Annotations annotations;
  private final List<WorkflowDefinition> workflows = new ArrayList<>();
  private final Map<String, ActivityDefinition> activities = new HashMap<>();

  /** A reader of annotations as they stand, that asks this codec which types can be stored. */
  public DefinitionReader(PayloadCodec codec, ActivitySettings settings) {
    this(codec, settings, Annotations.DIRECT);
  }

  /** A reader that finds annotations by these rules. */
  public DefinitionReader(PayloadCodec codec, ActivitySettings settings, Annotations annotations) {
    this.complaints = new Complaints(codec);
    this.annotations = annotations;
    this.durations = settings.durations();
    this.activityReader = new ActivityReader(settings, complaints, annotations);
  }

  /** The names of the activities of a bean's class, by the methods that are executed. */
  public static Map<Method, String> activityNames(Class<?> type) {
    return activityNames(type, Annotations.DIRECT);
  }

  /** The same where annotations are found by these rules. */
  public static Map<Method, String> activityNames(Class<?> type, Annotations annotations) {
    Map<Method, String> names = new LinkedHashMap<>();
    ActivityReader.find(type, annotations)
        .forEach(found -> names.put(found.method().method(), found.name()));
    return names;
  }

  /**
   * Adds a workflow class.
   *
   * @param instances finds out how to make instances; an {@link IllegalArgumentException} becomes a
   *     complaint
   */
  public void addWorkflow(Class<?> type, Function<Class<?>, InstanceFactory> instances) {
    WorkflowDefinition workflow =
        new WorkflowReader(type, complaints, annotations).read(instances, durations);
    if (workflow == null) {
      return;
    }
    for (WorkflowDefinition other : workflows) {
      if (other.type().equals(workflow.type()) && other.version() == workflow.version()) {
        complaints.add(
            type,
            "The type name '%s' is also that of %s"
                .formatted(workflow.type(), other.workflowClass().getName()),
            "Give one of them another name in @Workflow, or another version if they are the same"
                + " workflow");
      }
    }
    workflows.add(workflow);
  }

  /**
   * Adds the activities of a bean's class.
   *
   * @return those that were found, complete only if {@link #read()} has no complaints
   */
  public List<ActivityDefinition> addActivities(Class<?> type, ActivityTransactionRule rule) {
    List<ActivityDefinition> added = new ArrayList<>();
    for (ActivityDefinition activity : activityReader.read(type, rule)) {
      ActivityDefinition other = activities.putIfAbsent(activity.name(), activity);
      if (other == null) {
        added.add(activity);
      } else {
        complaints.add(
            activity.method(),
            "The activity name '%s' is also that of %s"
                .formatted(activity.name(), Complaints.place(other.method())),
            "Give one of them another name, as in @Activity(\"…\"); of one class there can be only"
                + " one bean");
      }
    }
    return added;
  }

  /** Adds a complaint from elsewhere, so that it is thrown with the others. */
  public void addComplaint(Class<?> type, String fact, String remedy) {
    complaints.add(type, fact, remedy);
  }

  /** A hook that names another class than the one that is deployed would never get its run. */
  private void checkMigrations(WorkflowDefinition workflow) {
    for (WorkflowDefinition other : workflows) {
      Method hook = workflow.migrations().get(other.version());
      if (hook != null
          && other.type().equals(workflow.type())
          && !hook.getParameterTypes()[0].isAssignableFrom(other.workflowClass())) {
        complaints.add(
            hook,
            "Version %d that is deployed is %s, which the hook does not take"
                .formatted(other.version(), other.workflowClass().getName()),
            "Take the class that is deployed");
      }
    }
  }

  /**
   * Everything that was added.
   *
   * @throws InvalidDefinitionException if there is anything to complain about
   */
  public Definitions read() {
    workflows.forEach(this::checkMigrations);
    complaints.throwIfAny();
    return new Definitions(workflows, activities.values());
  }
}
