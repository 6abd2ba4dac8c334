package dev.workflows.test.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.workflows.MigrationMethod;
import dev.workflows.SignalMethod;
import dev.workflows.UpdateMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The model's second version: it executes the part {@link #PART} of the scenario that moved. */
@Workflow(value = "model", version = 2)
class SecondModelWorkflow {

  /** The part of each scenario that the second version executes. */
  static final String PART = ", moved";

  /** What the first version notes if it does not want to be moved. */
  static final String REFUSED = "stay";

  private final ModelWorkflow model;

  SecondModelWorkflow(ModelWorkflow model) {
    this.model = model;
  }

  /** What goes from one version to the next. */
  record Moved(String scenario, List<String> notes) {}

  @MigrationMethod
  static Moved from(ModelWorkflow old) {
    if (old.notes.contains(REFUSED)) {
      throw new IllegalStateException(REFUSED);
    }
    return new Moved(old.scenario, List.copyOf(old.notes));
  }

  @WorkflowMethod
  String goOn(Moved moved) {
    model.notes.addAll(moved.notes());
    return model.execute(moved.scenario() + PART, String.join("", moved.notes()));
  }

  @SignalMethod
  void say(String word) {
    model.say(word);
  }

  @SignalMethod(queued = true)
  void hand(String value) {}

  @UpdateMethod
  String change(String value) throws Exception {
    return model.change(value);
  }

  /** Starts a run of the first version, as it was done before there was a second one. */
  static void startBefore(WorkflowStore store, String id, String scenario) {
    Payload input = new Payload("[\"%s\",\"\"]".formatted(scenario));
    RecordedEvent started =
        new RecordedEvent(
            1,
            new Event.WorkflowStarted("model", id.hashCode(), input),
            0,
            null,
            Instant.now().truncatedTo(ChronoUnit.MICROS));
    store
        .commits()
        .start(
            List.of(
                new NewRun(
                    UUID.nameUUIDFromBytes(id.getBytes(UTF_8)),
                    id,
                    "model",
                    "model/" + id,
                    Duration.ZERO,
                    null,
                    List.of(started),
                    null)));
  }
}
