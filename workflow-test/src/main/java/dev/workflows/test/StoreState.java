package dev.workflows.test;

import dev.workflows.history.Attributes;
import dev.workflows.history.Event;
import dev.workflows.history.History;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.StoreException.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables, and the one lock that makes every method of the store a transaction. All methods but
 * {@link #read} and {@link #write} are called under it.
 */
final class StoreState {

  /** As databases order keys: by unsigned bytes. */
  static final Comparator<UUID> KEY_ORDER =
      Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
          .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

  final Map<UUID, RunRow> runs = new LinkedHashMap<>();
  final Map<UUID, Instant> nodes = new LinkedHashMap<>();
  private final Map<String, UUID> openKeys = new LinkedHashMap<>();
  private final Map<String, UUID> startKeys = new HashMap<>();
  private final Map<UUID, History> histories = new HashMap<>();
  private final Map<UUID, Map<String, InboxRow>> inboxes = new HashMap<>();
  private final Map<UUID, TreeMap<Long, ActivityRetry>> activities = new HashMap<>();
  private final Map<UUID, Map<String, String>> attributes = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final InstantSource clock;
  private StoreFaults faults = StoreFaults.NONE;
  private long lastPosition;

  StoreState(InstantSource clock) {
    this.clock = clock;
  }

  static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  /** The database's time. */
  Instant now() {
    return micros(clock.instant());
  }

  void faults(StoreFaults newFaults) {
    lock.lock();
    try {
      faults = newFaults;
    } finally {
      lock.unlock();
    }
  }

  <T> T read(Supplier<T> transaction) {
    lock.lock();
    try {
      return transaction.get();
    } finally {
      lock.unlock();
    }
  }

  /** Executes a transaction, unless the faults have something else in mind. */
  <T> T write(StoreFaults.Operation operation, Supplier<T> transaction) {
    lock.lock();
    try {
      StoreFaults.Fate fate = faults.next(operation);
      switch (fate) {
        case ROLLED_BACK -> throw failure(Outcome.ROLLED_BACK, operation);
        case LOCKED -> throw failure(Outcome.LOCKED, operation);
        case LOST_BEFORE -> throw failure(Outcome.UNKNOWN, operation);
        case ANSWERED, LOST_AFTER -> {}
      }
      T answer = transaction.get();
      if (fate == StoreFaults.Fate.LOST_AFTER) {
        throw failure(Outcome.UNKNOWN, operation);
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  private static StoreException failure(Outcome outcome, StoreFaults.Operation operation) {
    return new StoreException(outcome, "An injected fault ended " + operation + ".", null);
  }

  // Runs

  @Nullable RunRow openRun(String workflowId) {
    UUID runId = openKeys.get(workflowId);
    return runId == null ? null : runs.get(runId);
  }

  @Nullable UUID startedWith(@Nullable String startKey) {
    return startKey == null ? null : startKeys.get(startKey);
  }

  Collection<RunRow> openRuns() {
    return openKeys.values().stream().map(runs::get).toList();
  }

  /** By run id, else the open run of a workflow id, else its latest. */
  Optional<RunRow> find(String id) {
    RunRow byRunId = runId(id).map(runs::get).orElse(null);
    RunRow found = byRunId == null ? openRun(id) : byRunId;
    return found == null ? latestRun(id) : Optional.of(found);
  }

  /** The run that a message to this id reaches: a run id means the open run of its chain. */
  Optional<RunRow> addressed(String id) {
    Optional<RunRow> found = find(id);
    RunRow open = found.map(run -> openRun(run.workflowId)).orElse(null);
    return found.isPresent() && open != null && open.chainId().equals(found.get().chainId())
        ? Optional.of(open)
        : found;
  }

  /** The run of a workflow id that was started last. */
  Optional<RunRow> latestRun(String workflowId) {
    return runs.values().stream()
        .filter(r -> r.workflowId.equals(workflowId))
        .max(Comparator.comparing(RunRow::startedAt).thenComparing(r -> r.runId, KEY_ORDER));
  }

  private static Optional<UUID> runId(String text) {
    try {
      UUID id = UUID.fromString(text);
      return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  void insert(NewRun run, Instant now) {
    RunRow row = new RunRow(run, now);
    runs.put(row.runId, row);
    if (row.isOpen()) {
      openKeys.put(row.workflowId, row.runId);
    }
    if (row.startKey != null) {
      startKeys.put(row.startKey, row.runId);
    }
    run.events().forEach(e -> append(row.runId, e));
  }

  /** What closing a row means for the other tables. */
  void closed(RunRow row, boolean continues) {
    openKeys.remove(row.workflowId, row.runId);
    activities.remove(row.runId);
    if (!continues) {
      unreadAtAnyTime(row.chainId()).forEach(InboxRow::bury);
    }
  }

  /** The open children of a run, of whatever series. */
  List<RunRow> openChildren(UUID runId) {
    return openRuns().stream()
        .filter(run -> run.parent != null && run.parent.runId().equals(runId))
        .toList();
  }

  // Histories

  History history(UUID runId) {
    return histories.computeIfAbsent(runId, id -> new History());
  }

  void append(UUID runId, RecordedEvent event) {
    if (!micros(event.recordedAt()).equals(event.recordedAt())) {
      throw new IllegalArgumentException("recordedAt is finer than microseconds: " + event);
    }
    history(runId).append(event);
    Attributes.changes(List.of(event)).forEach((name, value) -> attribute(runId, name, value));
  }

  private void attribute(UUID runId, String name, @Nullable String value) {
    Map<String, String> all = attributes.computeIfAbsent(runId, id -> new TreeMap<>());
    if (value == null) {
      all.remove(name);
    } else {
      all.put(name, value);
    }
  }

  Map<String, String> attributes(UUID runId) {
    return new TreeMap<>(attributes.getOrDefault(runId, Map.of()));
  }

  /** An event at the end, as the database itself writes it: its time, but later than the last. */
  RecordedEvent next(UUID runId, Event event, long fence, @Nullable UUID node) {
    History history = history(runId);
    Instant now = now();
    Instant at =
        history
            .eventAt(history.length())
            .map(last -> last.recordedAt().plus(1, ChronoUnit.MICROS))
            .filter(soonest -> soonest.isAfter(now))
            .orElse(now);
    return new RecordedEvent(history.nextSeq(), event, fence, node, at);
  }

  // Inboxes

  @Nullable InboxRow message(UUID chainId, String messageId) {
    return inbox(chainId).get(messageId);
  }

  InboxRow newMessage(UUID chainId, Message message) {
    return newMessage(chainId, message, Duration.ZERO);
  }

  InboxRow newMessage(UUID chainId, Message message, Duration delay) {
    Instant now = now();
    return new InboxRow(chainId, ++lastPosition, message, now, micros(now.plus(delay)));
  }

  /** Inserts a message unless the chain has one of its id. */
  void deliver(UUID chainId, Message message, @Nullable Long consumedSeq) {
    if (message(chainId, message.messageId()) == null) {
      InboxRow row = newMessage(chainId, message);
      if (consumedSeq != null) {
        row.consume(consumedSeq);
      }
      insert(row);
    }
  }

  void insert(InboxRow row) {
    inboxes
        .computeIfAbsent(row.chainId, id -> new LinkedHashMap<>())
        .put(row.message.messageId(), row);
  }

  /** What is unread and may be read now. */
  List<InboxRow> unread(UUID chainId) {
    Instant now = now();
    return unreadAtAnyTime(chainId).stream().filter(row -> row.isVisible(now)).toList();
  }

  /** What is unread, also if it is not to be read yet. */
  List<InboxRow> unreadAtAnyTime(UUID chainId) {
    return inbox(chainId).values().stream()
        .filter(InboxRow::isUnread)
        .sorted(Comparator.comparing(row -> row.position))
        .toList();
  }

  List<InboxMessage> unreadMessages(UUID chainId) {
    return unread(chainId).stream().map(InboxRow::toMessage).toList();
  }

  /** Buries what is unread although its run has ended; how many messages. */
  long markDeadLetters() {
    Set<UUID> open = openRuns().stream().map(RunRow::chainId).collect(Collectors.toSet());
    List<InboxRow> dead =
        inboxes.keySet().stream()
            .filter(chain -> !open.contains(chain))
            .flatMap(chain -> unreadAtAnyTime(chain).stream())
            .toList();
    dead.forEach(InboxRow::bury);
    return dead.size();
  }

  long deadLetters(UUID chainId) {
    return inbox(chainId).values().stream().filter(InboxRow::isDead).count();
  }

  private Map<String, InboxRow> inbox(UUID chainId) {
    return inboxes.getOrDefault(chainId, Map.of());
  }

  // Activities

  List<ActivityRetry> retries(UUID runId) {
    TreeMap<Long, ActivityRetry> rows = activities.get(runId);
    return rows == null ? List.of() : List.copyOf(rows.values());
  }

  @Nullable ActivityRetry retry(UUID runId, long seq) {
    TreeMap<Long, ActivityRetry> rows = activities.get(runId);
    return rows == null ? null : rows.get(seq);
  }

  /** Writes or replaces a row; one of a later attempt stays. */
  void put(UUID runId, ActivityRetry retry) {
    activities
        .computeIfAbsent(runId, id -> new TreeMap<>())
        .merge(retry.seq(), retry, (old, now) -> old.attempt() > now.attempt() ? old : now);
  }

  void deleteRetry(UUID runId, long seq) {
    TreeMap<Long, ActivityRetry> rows = activities.get(runId);
    if (rows != null) {
      rows.remove(seq);
    }
  }
}
