package dev.workflows.guide.history;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.WorkflowStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

// tag::audit
@Component
public class Audit {

  private final HistoryStore histories;

  Audit(WorkflowStore store) {
    this.histories = store.histories();
  }

  /** How long each activity of a run took, from its call to its outcome. */
  public Map<String, Duration> durations(UUID runId) {
    return histories.replay(
        runId,
        1,
        new LinkedHashMap<>(),
        (durations, recorded) -> {
          if (recorded.event() instanceof Event.ActivityCompleted outcome) {
            RecordedEvent call = histories.eventAt(runId, outcome.scheduledSeq()).orElseThrow();
            durations.put(
                ((Event.ActivityScheduled) call.event()).activity(),
                Duration.between(call.recordedAt(), recorded.recordedAt()));
          }
          return durations;
        });
  }

  /** What happened to a run on a day. */
  public List<RecordedEvent> between(UUID runId, Instant from, Instant to) {
    return histories.read(runId, from, to);
  }

  /** Leaves a note in the history of an open run. */
  public long note(UUID runId, String text) {
    return histories.append(runId, Event.Custom.of("note", text.getBytes(StandardCharsets.UTF_8)));
  }
}
// end::audit
