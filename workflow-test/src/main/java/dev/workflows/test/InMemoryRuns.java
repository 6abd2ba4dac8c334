package dev.workflows.test;

import dev.workflows.RunFilter;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.EventType;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads runs in memory. */
final class InMemoryRuns implements RunReader {

  private static final Set<EventType> OPENING =
      Set.of(EventType.ACTIVITY_SCHEDULED, EventType.TIMER_STARTED, EventType.CHILD_SCHEDULED);

  private static final Set<WorkflowStatus> WAKING =
      Set.of(WorkflowStatus.RUNNING, WorkflowStatus.BLOCKED);

  private static final Comparator<Position> OLDEST_FIRST =
      Comparator.comparing(Position::startedAt)
          .thenComparing(Position::runId, StoreState.KEY_ORDER);

  private final StoreState state;

  InMemoryRuns(StoreState state) {
    this.state = state;
  }

  @Override
  public Optional<RunRecord> find(String id) {
    return state.read(() -> state.find(id).map(RunRow::toRecord));
  }

  @Override
  public List<RunRecord> runs(Collection<UUID> runIds) {
    return state.read(
        () ->
            runIds.stream()
                .distinct()
                .map(state.runs::get)
                .filter(Objects::nonNull)
                .map(RunRow::toRecord)
                .toList());
  }

  @Override
  public List<RunRecord> list(RunFilter filter, @Nullable Position after, int limit) {
    return state.read(
        () ->
            state.runs.values().stream()
                .map(RunRow::toRecord)
                .filter(run -> matches(filter, run))
                .filter(run -> after == null || OLDEST_FIRST.compare(position(run), after) < 0)
                .sorted(Comparator.comparing(InMemoryRuns::position, OLDEST_FIRST.reversed()))
                .limit(limit)
                .toList());
  }

  private static Position position(RunRecord run) {
    return new Position(run.startedAt(), run.runId());
  }

  private boolean matches(RunFilter filter, RunRecord run) {
    return (filter.type() == null || filter.type().equals(run.type()))
        && (filter.status() == null || filter.status() == run.status())
        && (filter.workflowId() == null || filter.workflowId().equals(run.workflowId()))
        && (filter.since() == null || !run.startedAt().isBefore(filter.since()))
        && state.attributes(run.runId()).entrySet().containsAll(filter.attributes().entrySet());
  }

  @Override
  public Map<UUID, Map<String, String>> attributes(Collection<UUID> runIds) {
    return state.read(
        () ->
            runIds.stream()
                .distinct()
                .filter(id -> !state.attributes(id).isEmpty())
                .collect(Collectors.toMap(Function.identity(), state::attributes)));
  }

  @Override
  public Map<UUID, List<ActivityRetry>> retries(Collection<UUID> runIds) {
    return byRun(runIds, state::retries);
  }

  @Override
  public Map<UUID, List<RecordedEvent>> unanswered(Collection<UUID> runIds) {
    return byRun(runIds, this::unanswered);
  }

  @Override
  public Map<UpdateKey, Message> answers(Collection<UpdateKey> updates) {
    return state.read(
        () -> {
          Map<UpdateKey, Message> found = new HashMap<>();
          for (UpdateKey update : updates) {
            InboxRow row = state.message(update.chainId(), Message.answerKey(update.messageId()));
            if (row != null) {
              found.put(update, row.message);
            }
          }
          return found;
        });
  }

  @Override
  public long deadLetters(UUID chainId) {
    return state.read(() -> state.deadLetters(chainId));
  }

  @Override
  public long overdue(Duration late) {
    return state.read(
        () -> {
          Instant before = state.now().minus(late);
          return state.runs.values().stream()
              .map(RunRow::toRecord)
              .filter(run -> run.owner() == null && WAKING.contains(run.status()))
              .map(RunRecord::wakeAt)
              .filter(wakeAt -> wakeAt != null && wakeAt.isBefore(before))
              .count();
        });
  }

  private List<RecordedEvent> unanswered(UUID runId) {
    List<RecordedEvent> events = state.history(runId).read(1, Long.MAX_VALUE);
    Set<Long> answered =
        events.stream()
            .map(e -> e.event().refSeq())
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return events.stream()
        .filter(e -> OPENING.contains(e.event().type()) && !answered.contains(e.seq()))
        .toList();
  }

  private <T> Map<UUID, List<T>> byRun(Collection<UUID> runIds, Function<UUID, List<T>> rows) {
    return state.read(
        () ->
            runIds.stream()
                .distinct()
                .filter(id -> !rows.apply(id).isEmpty())
                .collect(Collectors.toUnmodifiableMap(Function.identity(), rows)));
  }
}
