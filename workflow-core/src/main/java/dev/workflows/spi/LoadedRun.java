package dev.workflows.spi;

import dev.workflows.WorkflowException;
import dev.workflows.history.RecordedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an owner needs to go on with a run, read in one consistent state.
 *
 * @param run its row
 * @param history all its events
 * @param unread its unread, visible messages in order
 * @param retries its activities that wait for another attempt
 * @param unreadable why this version cannot read it, so that one run keeps no others from being
 *     read; history and messages are empty then
 */
public record LoadedRun(
    RunRecord run,
    List<RecordedEvent> history,
    List<InboxMessage> unread,
    List<ActivityRetry> retries,
    @Nullable WorkflowException unreadable) {

  /** A run that can be read. */
  public LoadedRun(
      RunRecord run,
      List<RecordedEvent> history,
      List<InboxMessage> unread,
      List<ActivityRetry> retries) {
    this(run, history, unread, retries, null);
  }

  /** A run that this version cannot read. */
  public static LoadedRun unreadable(RunRecord run, WorkflowException why) {
    return new LoadedRun(run, List.of(), List.of(), List.of(), why);
  }

  /** The same of whose messages only requests to end it at once are kept, which need no code. */
  public static LoadedRun unreadable(
      RunRecord run, List<InboxMessage> unread, WorkflowException why) {
    List<InboxMessage> requests =
        unread.stream().filter(read -> read.message().kind() == Message.Kind.TERMINATE).toList();
    return new LoadedRun(run, List.of(), requests, List.of(), why);
  }
}
