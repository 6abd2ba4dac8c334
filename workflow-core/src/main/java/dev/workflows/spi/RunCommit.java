package dev.workflows.spi;

import dev.workflows.history.RecordedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything one turn changes; made durable at once or not at all.
 *
 * <p>A commit with events is fenced by the history: its first position must be free. One without
 * events is fenced by the run's row, which must still name this owner and fence. Sending the same
 * commit again is harmless at any time.
 *
 * @param lease the ownership it is written under
 * @param events gap-free positions, at the end of the history; may be empty
 * @param consumed the messages it took from the inbox
 * @param retries activities whose row is to be written or replaced
 * @param settledActivities positions of activities whose row is to be deleted
 * @param claimedOutcomes positions of transactional activities that it resolves itself: it claims
 *     the place of their outcome in the inbox, and fails if the activity was there first
 * @param resumes whether a blocked run goes on: its row becomes {@code RUNNING}
 * @param closing how it ends the run; {@code null} if it stays open. Fails if a message is unread,
 *     unless the run continues as another one, which reads it then
 * @param outgoing what it does to other runs
 */
public record RunCommit(
    RunLease lease,
    List<RecordedEvent> events,
    List<Consumed> consumed,
    List<ActivityRetry> retries,
    List<Long> settledActivities,
    List<Long> claimedOutcomes,
    boolean resumes,
    @Nullable Closing closing,
    Outgoing outgoing) {

  /** Without effect on other runs. */
  public RunCommit(
      RunLease lease,
      List<RecordedEvent> events,
      List<Consumed> consumed,
      List<ActivityRetry> retries,
      List<Long> settledActivities,
      List<Long> claimedOutcomes,
      boolean resumes,
      @Nullable Closing closing) {
    this(
        lease,
        events,
        consumed,
        retries,
        settledActivities,
        claimedOutcomes,
        resumes,
        closing,
        Outgoing.NONE);
  }

  /** The same with other values in it. */
  public RunCommit with(
      List<RecordedEvent> events,
      List<ActivityRetry> retries,
      @Nullable Closing closing,
      Outgoing outgoing) {
    return new RunCommit(
        lease,
        events,
        consumed,
        retries,
        settledActivities,
        claimedOutcomes,
        resumes,
        closing,
        outgoing);
  }

  /** Whether what is unread is left to the run that goes on. */
  public boolean continues() {
    return outgoing.continuation() != null;
  }

  /**
   * A message taken from the inbox.
   *
   * @param messageId its key within the chain
   * @param seq the event it became; 0 if nothing came of it
   */
  public record Consumed(String messageId, long seq) {}
}
