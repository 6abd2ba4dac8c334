package dev.workflows.test.simulation;

import dev.workflows.RunId;
import dev.workflows.WorkflowException;
import dev.workflows.definition.Definitions;
import dev.workflows.history.RecordedEvent;
import dev.workflows.replay.RunExecution;
import dev.workflows.spi.RunRecord;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Whether the code that made a history asks for the same again when it is replayed. */
final class ReplayCheck {

  private final RunRecord run;
  private final List<RecordedEvent> history;
  private final Consumer<String> violated;

  ReplayCheck(RunRecord run, List<RecordedEvent> history, Consumer<String> violated) {
    this.run = run;
    this.history = history;
    this.violated = violated;
  }

  void check(Definitions code) {
    RunExecution execution =
        new RunExecution(
            new RunId(run.workflowId(), run.runId()),
            Objects.requireNonNull(code.workflow(run.type())),
            Engines.replaying());
    try {
      execution.replay(history);
      if (execution.lastSeq() != history.size() || execution.isClosed() == run.status().isOpen()) {
        violate("its replay ends at " + execution.lastSeq());
      }
    } catch (WorkflowException e) {
      violate(String.valueOf(e.getMessage()));
    } finally {
      execution.end();
    }
  }

  private void violate(String what) {
    violated.accept(run + " cannot be replayed: " + what + "\n" + Checks.text(history));
  }
}
