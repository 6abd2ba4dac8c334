package dev.workflows.test.simulation;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.HistoryStore;
import java.util.List;
import java.util.UUID;

/** The code that a node was deployed with: it differs in whether a changed leg has a new step. */
sealed interface Code {

  /** What only new code does. */
  String NEW_STEP = "new";

  /** Whether a run's changed leg has the new step. */
  boolean hasNewStep(UUID runId, String changed);

  /** What made a history, as far as it tells. */
  static Code of(List<RecordedEvent> history, HistoryStore histories) {
    long changed = count(history, "/changed\"");
    long isNew = count(history, "/" + NEW_STEP + '"');
    boolean isMixed = isNew > 0 && changed > isNew;
    return isMixed ? new Both(histories) : isNew > 0 ? Version.NEW : Version.OLD;
  }

  /** Code of one version: it cannot go on with a changed leg that the other began. */
  record Version(boolean isNew) implements Code {

    static final Version OLD = new Version(false);
    static final Version NEW = new Version(true);

    Version other() {
      return isNew ? OLD : NEW;
    }

    @Override
    public boolean hasNewStep(UUID runId, String changed) {
      return isNew;
    }
  }

  /** Code that goes on with the histories of both: it does what is recorded, else the new. */
  record Both(HistoryStore histories) implements Code {

    @Override
    public boolean hasNewStep(UUID runId, String changed) {
      List<RecordedEvent> history = histories.read(runId, 1, Long.MAX_VALUE);
      String newStep = changed.substring(0, changed.lastIndexOf('/') + 1) + NEW_STEP;
      return asks(history, newStep + '"') || !asks(history, changed + '"');
    }
  }

  /** Whether the code asked for a call whose name ends like this. */
  private static boolean asks(List<RecordedEvent> history, String end) {
    return count(history, end) > 0;
  }

  private static long count(List<RecordedEvent> history, String end) {
    return history.stream()
        .filter(
            recorded ->
                recorded.event() instanceof Event.ActivityScheduled call
                    && call.arguments() != null
                    && call.arguments().json().contains(end))
        .count();
  }
}
