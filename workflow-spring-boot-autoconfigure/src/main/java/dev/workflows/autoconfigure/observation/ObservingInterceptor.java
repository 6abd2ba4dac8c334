package dev.workflows.autoconfigure.observation;

import dev.workflows.RunId;
import dev.workflows.WorkflowInterceptor;
import dev.workflows.WorkflowOperation;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Observes what clients ask for as {@code workflow.client}, and attempts of activities as {@code
 * workflow.activity}.
 */
final class ObservingInterceptor implements WorkflowInterceptor {

  private final ObservationRegistry registry;
  private final KnownNames names;

  ObservingInterceptor(ObservationRegistry registry, KnownNames names) {
    this.registry = registry;
    this.names = names;
  }

  @Override
  public void around(WorkflowOperation operation, Next next) throws Exception {
    if (registry.isNoop()) {
      next.proceed();
      return;
    }
    Observation observation =
        operation.kind().isOfClient() ? ofClient(operation) : ofActivity(operation);
    observation.start();
    try (Observation.Scope scope = observation.openScope()) {
      reached(observation, next.proceed());
    } catch (Exception | Error e) {
      failed(observation, operation, e);
      throw e;
    } finally {
      observation.stop();
    }
  }

  private Observation ofClient(WorkflowOperation operation) {
    String kind = operation.kind().name().toLowerCase(Locale.ROOT);
    String name = names.bounded(operation.name());
    return Observation.createNotStarted("workflow.client", registry)
        .contextualName(operation.name() == null ? kind : kind + " " + name)
        .lowCardinalityKeyValue("operation", kind)
        .lowCardinalityKeyValue("name", name)
        .lowCardinalityKeyValue("workflow.type", names.bounded(operation.workflowType()))
        .highCardinalityKeyValue("workflow.id", orNone(operation.id()));
  }

  private Observation ofActivity(WorkflowOperation operation) {
    String activity = orNone(operation.name());
    return Observation.createNotStarted("workflow.activity", registry)
        .contextualName("activity " + activity)
        .lowCardinalityKeyValue("activity", activity)
        .lowCardinalityKeyValue("outcome", KnownNames.UNKNOWN)
        .lowCardinalityKeyValue("workflow.type", orNone(operation.workflowType()))
        .highCardinalityKeyValue("attempt", String.valueOf(operation.attempt()))
        .highCardinalityKeyValue("workflow.id", orNone(operation.id()))
        .highCardinalityKeyValue("workflow.run.id", runId(operation.run()));
  }

  /** Only now it is known which run it was about. */
  private void reached(Observation observation, WorkflowOperation operation) {
    RunId run = operation.run();
    if (!operation.kind().isOfClient()) {
      observation.lowCardinalityKeyValue("outcome", "success");
    } else if (run != null) {
      observation
          .lowCardinalityKeyValue("workflow.type", orNone(operation.workflowType()))
          .highCardinalityKeyValue("workflow.id", run.workflowId())
          .highCardinalityKeyValue("workflow.run.id", runId(run));
    }
  }

  private static void failed(Observation observation, WorkflowOperation operation, Throwable e) {
    if (!operation.kind().isOfClient()) {
      observation.lowCardinalityKeyValue("outcome", "error");
    }
    observation.error(e);
  }

  private static String runId(@Nullable RunId run) {
    return run == null ? KeyValue.NONE_VALUE : run.runId().toString();
  }

  private static String orNone(@Nullable String value) {
    return value == null ? KeyValue.NONE_VALUE : value;
  }
}
