package dev.workflows.spi;

import dev.workflows.RunFilter;
import dev.workflows.history.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads runs without owning them. Never writes. Thread-safe; throws {@link StoreException}. */
public interface RunReader {

  /** A run by its run id, or by a workflow id: its open run, else its latest. */
  Optional<RunRecord> find(String id);

  /** These runs, in no order; those that do not exist are left out. */
  List<RunRecord> runs(Collection<UUID> runIds);

  /**
   * Runs in the order of their start, newest first.
   *
   * @param after where the page before this one ended
   */
  List<RunRecord> list(RunFilter filter, @Nullable Position after, int limit);

  /** The attributes of these runs, by run, in the order of names; runs without any are left out. */
  Map<UUID, Map<String, String>> attributes(Collection<UUID> runIds);

  /** The activities that wait for another attempt, by run. */
  Map<UUID, List<ActivityRetry>> retries(Collection<UUID> runIds);

  /** The opening events (activities, timers, children) without an answer, by run. */
  Map<UUID, List<RecordedEvent>> unanswered(Collection<UUID> runIds);

  /** The answers to these updates, by the update; those without one are left out. */
  Map<UpdateKey, Message> answers(Collection<UpdateKey> updates);

  /** How many messages a chain has that were accepted, but not read before its end. */
  long deadLetters(UUID chainId);

  /** How many runs that nobody owns have been due for longer than this. */
  long overdue(Duration late);

  /** An update: the message id that it came as. */
  record UpdateKey(UUID chainId, String messageId) {}

  /** A place in the order of a list. */
  record Position(Instant startedAt, UUID runId) {}
}
