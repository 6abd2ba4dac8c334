package dev.workflows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one run.
 *
 * @param summary the same as in a list
 * @param historyLength how many events its history has
 * @param input the workflow method's arguments as JSON: one is the value itself, several an array;
 *     what is {@link Sensitive} is masked
 * @param result what the method returned, as JSON, masked likewise
 * @param failure why the run ended, if not by returning
 * @param reason why it was asked to end, if it was cancelled or terminated and a reason was given
 * @param problem why it is blocked
 * @param pendingActivities calls without an outcome
 * @param pendingTimers timers that have not fired
 * @param pendingChildren children whose end it does not know
 * @param links the runs it belongs to
 * @param deadLetters how many messages were accepted, but not read before the run ended
 * @param deadline when its time is over, if it has a time-out
 * @param memo what it was given at its start for people to read, as JSON
 */
public record RunDescription(
    RunSummary summary,
    long historyLength,
    @Nullable String input,
    @Nullable String result,
    @Nullable Failure failure,
    @Nullable String reason,
    @Nullable Failure problem,
    List<PendingActivity> pendingActivities,
    List<PendingTimer> pendingTimers,
    List<PendingChild> pendingChildren,
    RunLinks links,
    long deadLetters,
    @Nullable Instant deadline,
    @Nullable String memo) {

  /** Shows no values: they may be what logs must not hold. */
  @Override
  public String toString() {
    return "RunDescription[%s, %d events]".formatted(summary, historyLength);
  }

  /** By which it is found, by name. */
  public Map<String, String> attributes() {
    return summary.attributes();
  }

  /** The run's status. */
  public WorkflowStatus status() {
    return summary.status();
  }
}
