package dev.workflows.definition;

import dev.workflows.WorkflowContext;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as its annotations declare it.
 *
 * @param type the recorded type name
 * @param workflowClass the class whose instances are runs
 * @param instances makes the instance of a run
 * @param main the workflow method
 * @param signals signal handlers by name
 * @param queries query handlers by name
 * @param updates updates by name
 * @param migrations hooks by the older versions whose runs they bring to this one, accessible
 * @param version which of several of its type it is, from 1
 * @param timeout how long a run may be open unless its starter says otherwise; {@code null} is
 *     without limit
 * @param dynamicHandlers whether its runs register handlers by name, and wait for any signal
 */
public record WorkflowDefinition(
    String type,
    Class<?> workflowClass,
    InstanceFactory instances,
    HandlerDefinition main,
    Map<String, HandlerDefinition> signals,
    Map<String, HandlerDefinition> queries,
    Map<String, UpdateDefinition> updates,
    Map<Integer, Method> migrations,
    int version,
    @Nullable Duration timeout,
    boolean dynamicHandlers) {

  /**
   * A workflow whose runs may be open without limit, and that no run of another version comes to.
   */
  public WorkflowDefinition(
      String type,
      Class<?> workflowClass,
      InstanceFactory instances,
      HandlerDefinition main,
      Map<String, HandlerDefinition> signals,
      Map<String, HandlerDefinition> queries,
      Map<String, UpdateDefinition> updates,
      int version) {
    this(
        type,
        workflowClass,
        instances,
        main,
        signals,
        queries,
        updates,
        Map.of(),
        version,
        null,
        false);
  }

  /** The first version of a workflow without updates. */
  public WorkflowDefinition(
      String type,
      Class<?> workflowClass,
      InstanceFactory instances,
      HandlerDefinition main,
      Map<String, HandlerDefinition> signals,
      Map<String, HandlerDefinition> queries) {
    this(type, workflowClass, instances, main, signals, queries, Map.of(), 1);
  }

  /**
   * How long a run may be open.
   *
   * @param asked what its starter says, {@code null} if that is nothing; zero is without limit
   */
  public @Nullable Duration timeout(@Nullable Duration asked) {
    Duration wanted = asked == null ? timeout : asked;
    return wanted == null || wanted.isZero() ? null : wanted.truncatedTo(ChronoUnit.MICROS);
  }

  /** Makes the instance of a run. Resolved once; called for each run and each of its replays. */
  @FunctionalInterface
  public interface InstanceFactory {

    /** A new instance that uses this context. */
    Object create(WorkflowContext context);
  }

  /** The handlers of the updates by name. */
  public Map<String, HandlerDefinition> updateHandlers() {
    Map<String, HandlerDefinition> handlers = new HashMap<>();
    updates.forEach((name, update) -> handlers.put(name, update.handler()));
    return handlers;
  }
}
