package dev.workflows.spi;

import dev.workflows.history.RecordedEvent;
import java.util.List;

/**
 * What an owner needs to go on with a run, read in one consistent state.
 *
 * @param run its row
 * @param history all its events
 * @param unread its unread, visible messages in order
 * @param retries its activities that wait for another attempt
 */
public record LoadedRun(
    RunRecord run,
    List<RecordedEvent> history,
    List<InboxMessage> unread,
    List<ActivityRetry> retries) {}
