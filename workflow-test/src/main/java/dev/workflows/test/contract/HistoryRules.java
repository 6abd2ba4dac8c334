package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.history.Event;
import dev.workflows.history.EventType;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.RunLease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Histories are append-only, gap-free and apart from each other. */
abstract class HistoryRules extends StoreRules {

  private final UUID run = UUID.randomUUID();

  HistoryRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void appendsFromOneWithoutGaps() {
    assertThat(histories().append(run, 1, scheduled("a"))).isTrue();
    assertThat(histories().append(run, 2, scheduled("b"))).isTrue();
    assertThat(histories().append(run, scheduled("c"))).isEqualTo(3);

    assertThat(read(1, 3)).containsExactly(scheduled("a"), scheduled("b"), scheduled("c"));
    assertGapFree(run);
  }

  @Test
  void refusesToLeaveAGap() {
    histories().append(run, 1, scheduled("a"));

    assertRefused(ErrorCode.HISTORY_GAP, 3, scheduled("b"));
    assertRefused(ErrorCode.HISTORY_GAP, 0, scheduled("b"));
    assertRefused(ErrorCode.HISTORY_GAP, -1, scheduled("b"));
    assertThat(histories().length(run)).isEqualTo(1);
  }

  @Test
  void refusesAFirstEventAnywhereButAtOne() {
    assertRefused(ErrorCode.HISTORY_GAP, 2, scheduled("a"));
    assertThat(histories().length(run)).isZero();
  }

  @Test
  void changesNothingWhenTheLastEventIsAppendedAgain() {
    histories().append(run, 1, scheduled("a"));
    histories().append(run, 2, scheduled("b"));
    List<RecordedEvent> before = histories().read(run, 1, 2);

    assertThat(histories().append(run, 2, scheduled("b"))).isFalse();

    assertThat(histories().read(run, 1, Long.MAX_VALUE)).isEqualTo(before);
  }

  @Test
  void refusesAnotherEventWhereOneStands() {
    histories().append(run, 1, scheduled("a"));
    histories().append(run, 2, scheduled("b"));

    assertRefused(ErrorCode.HISTORY_CONFLICT, 2, scheduled("other"));
    assertRefused(ErrorCode.HISTORY_CONFLICT, 2, new Event.ActivityScheduled("b", null));
    assertRefused(ErrorCode.HISTORY_CONFLICT, 1, scheduled("a"));
    assertThat(read(1, 2)).containsExactly(scheduled("a"), scheduled("b"));
  }

  @Test
  void numbersWhatManyThreadsAppendWithoutGapsOrRepetitions() {
    int threads = 8;
    int each = 12;

    List<List<Long>> positions = Race.all(threads, () -> appendMany(each));

    assertThat(positions.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, (long) threads * each).boxed().toList());
    assertThat(histories().length(run)).isEqualTo((long) threads * each);
    assertGapFree(run);
    assertTimesGrow();
  }

  private List<Long> appendMany(int count) throws Exception {
    List<Long> positions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      positions.add(Race.settled(() -> histories().append(run, scheduled("a"))));
    }
    return positions;
  }

  private void assertTimesGrow() {
    List<Instant> times =
        histories().read(run, 1, Long.MAX_VALUE).stream().map(RecordedEvent::recordedAt).toList();
    assertThat(times).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void keepsHistoriesApart() {
    UUID other = UUID.randomUUID();
    histories().append(run, 1, scheduled("a"));
    histories().append(other, 1, scheduled("x"));
    histories().append(run, 2, scheduled("b"));

    assertThat(read(1, Long.MAX_VALUE)).containsExactly(scheduled("a"), scheduled("b"));
    assertThat(histories().read(other, 1, Long.MAX_VALUE))
        .extracting(RecordedEvent::event)
        .containsExactly(scheduled("x"));
    assertThat(histories().nextSeq(other)).isEqualTo(2);
  }

  @Test
  void readsWhatDoesNotExistAsEmpty() {
    assertThat(histories().read(run, 1, Long.MAX_VALUE)).isEmpty();
    assertThat(histories().read(run, Instant.EPOCH, databaseTime())).isEmpty();
    assertThat(histories().eventAt(run, 1)).isEmpty();
    assertThat(histories().length(run)).isZero();
    assertThat(histories().nextSeq(run)).isEqualTo(1);
    assertThat(histories().replay(run, 1, 0, (n, e) -> n + 1)).isZero();
  }

  @Test
  void readsFromOnePositionToAnother() {
    for (String activity : List.of("a", "b", "c", "d")) {
      histories().append(run, scheduled(activity));
    }

    assertThat(read(2, 3)).containsExactly(scheduled("b"), scheduled("c"));
    assertThat(read(4, 9)).containsExactly(scheduled("d"));
    assertThat(read(-5, 1)).containsExactly(scheduled("a"));
    assertThat(read(3, 2)).isEmpty();
    assertThat(read(5, 9)).isEmpty();
    assertThat(histories().eventAt(run, 3).orElseThrow().event()).isEqualTo(scheduled("c"));
    assertThat(histories().eventAt(run, 5)).isEmpty();
  }

  @Test
  void foldsFromAPositionOnInOrder() {
    for (String activity : List.of("a", "b", "c")) {
      histories().append(run, scheduled(activity));
    }

    String folded = histories().replay(run, 2, "", (text, event) -> text + event.seq() + ";");

    assertThat(folded).isEqualTo("2;3;");
  }

  @Test
  void readsFromOneTimeToAnotherBothIncluded() {
    RunLease lease = owned();
    Instant first = Instant.parse("2026-03-01T10:00:00.000001Z");
    for (int i = 0; i < 4; i++) {
      commit(turn(lease).recordedAt(first.plusNanos(i * 1000L)).records(scheduled("a" + i)));
    }

    assertThat(histories().read(lease.runId(), first.plusNanos(1000), first.plusNanos(2000)))
        .extracting(RecordedEvent::event)
        .containsExactly(scheduled("a1"), scheduled("a2"));
    assertThat(histories().read(lease.runId(), first.plusNanos(2000), first.plusNanos(1000)))
        .isEmpty();
  }

  @Test
  void keepsEveryKindOfEventAsItIs() {
    List<Event> all = EveryEvent.once();

    all.forEach(event -> histories().append(run, event));

    assertThat(all.stream().map(Event::type)).contains(EventType.values());
    assertThat(read(1, Long.MAX_VALUE)).isEqualTo(all);
  }

  @Test
  void keepsTheBytesOfCustomEvents() {
    histories().append(run, 1, Event.Custom.of("bytes", EveryEvent.everyByte()));

    Event.Custom read = (Event.Custom) histories().eventAt(run, 1).orElseThrow().event();

    assertThat(read.bytes()).isEqualTo(EveryEvent.everyByte());
  }

  @Test
  void recordsAppendedEventsAsOfTheDatabasesClockAndUnderTheRunsFence() {
    RunLease lease = owned();
    RunLease again = ownership().reclaim(List.of(lease)).get(0);
    release(again, null);
    Instant before = databaseTime();

    histories().append(lease.runId(), 2, scheduled("a"));

    RecordedEvent appended = lastEvent(lease);
    assertThat(appended.recordedAt()).isBetween(before, databaseTime());
    assertThat(appended.fence()).isEqualTo(again.fence());
    assertThat(appended.node()).isNull();
  }

  @Test
  void recordsAppendedEventsLaterThanTheOnesBefore() {
    RunLease lease = owned();
    Instant ahead = databaseTime().plusSeconds(3600);
    commit(turn(lease).recordedAt(ahead).records(scheduled("a")));

    histories().append(lease.runId(), scheduled("b"));

    assertThat(lastEvent(lease).recordedAt()).isEqualTo(ahead.plusNanos(1000));
  }

  private List<Event> read(long from, long to) {
    return histories().read(run, from, to).stream().map(RecordedEvent::event).toList();
  }

  private void assertRefused(ErrorCode code, long seq, Event event) {
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> histories().append(run, seq, event))
        .extracting(WorkflowException::code)
        .isEqualTo(code);
  }
}
