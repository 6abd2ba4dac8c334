package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.definition.Definitions;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.RunRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which version of its workflow a run stays on. */
final class Versions {

  private Versions() {}

  /** The version that the run began with; the first one if its history cannot be read. */
  static int of(List<RecordedEvent> history) {
    return !history.isEmpty() && history.get(0).event() instanceof Event.WorkflowStarted started
        ? started.version()
        : 1;
  }

  /**
   * The run's own version; the newest one if that is not deployed here, for which {@link #require}
   * says so; {@code null} if there is none at all.
   */
  static @Nullable WorkflowDefinition definition(
      Definitions definitions, RunRecord run, List<RecordedEvent> history) {
    WorkflowDefinition own = definitions.workflow(run.type(), of(history));
    return own == null ? definitions.workflow(run.type()) : own;
  }

  /**
   * Refuses to execute a run by another version than its own.
   *
   * @throws WorkflowException with {@code MISSING_VERSION}: the run is to be blocked
   */
  static void require(
      WorkflowDefinition definition,
      RunRecord run,
      List<RecordedEvent> history,
      Definitions definitions) {
    if (!history.isEmpty() && definition.version() != of(history)) {
      throw new WorkflowException(
          ErrorCode.MISSING_VERSION,
          ("Workflow '%s' began with version %d of '%s', but deployed here is %s. Deploy that"
                  + " version beside it, as @Workflow(value = \"%s\", version = %d); the run goes"
                  + " on by itself then.")
              .formatted(
                  run.workflowId(),
                  of(history),
                  run.type(),
                  definitions.versions(run.type()),
                  run.type(),
                  of(history)));
    }
  }
}
