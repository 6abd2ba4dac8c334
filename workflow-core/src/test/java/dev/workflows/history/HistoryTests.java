package dev.workflows.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.payload.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HistoryTests {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00.000001Z");
  private static final UUID NODE = UUID.randomUUID();

  private final History history = new History();

  @Test
  void beginsEmpty() {
    assertThat(history.length()).isZero();
    assertThat(history.nextSeq()).isEqualTo(1);
    assertThat(history.eventAt(1)).isEmpty();
    assertThat(history.read(1, Long.MAX_VALUE)).isEmpty();
    assertThat(history.read(Instant.MIN, Instant.MAX)).isEmpty();
    assertThat(history.<Integer>replay(1, 0, (n, e) -> n + 1)).isZero();
  }

  @Test
  void appendsAtTheNextPosition() {
    assertThat(history.append(event(1, "a"))).isTrue();
    assertThat(history.append(event(2, "b"))).isTrue();

    assertThat(history.length()).isEqualTo(2);
    assertThat(history.nextSeq()).isEqualTo(3);
    assertThat(history.eventAt(1)).hasValue(event(1, "a"));
    assertThat(history.eventAt(2)).hasValue(event(2, "b"));
  }

  @Test
  void refusesToLeaveAGap() {
    assertRefused(ErrorCode.HISTORY_GAP, event(2, "a"));
    assertRefused(ErrorCode.HISTORY_GAP, event(0, "a"));
    assertRefused(ErrorCode.HISTORY_GAP, event(-1, "a"));
    history.append(event(1, "a"));
    assertRefused(ErrorCode.HISTORY_GAP, event(3, "b"));

    assertThat(history.length()).isEqualTo(1);
  }

  @Test
  void changesNothingWhenTheLastEventIsAppendedAgain() {
    history.append(event(1, "a"));
    history.append(event(2, "b"));

    assertThat(history.append(event(2, "b"))).isFalse();

    assertThat(history.read(1, 9)).containsExactly(event(1, "a"), event(2, "b"));
  }

  @Test
  void knowsARepetitionByTheEventWhoeverWritesItAndWhenever() {
    history.append(event(1, "a"));
    RecordedEvent later = new RecordedEvent(1, scheduled("a"), 7, null, START.plusSeconds(60));

    assertThat(history.append(later)).isFalse();

    assertThat(history.eventAt(1)).hasValue(event(1, "a"));
  }

  @Test
  void refusesAnotherEventWhereOneStands() {
    history.append(event(1, "a"));
    history.append(event(2, "b"));

    assertRefused(ErrorCode.HISTORY_CONFLICT, event(2, "other"));
    assertRefused(ErrorCode.HISTORY_CONFLICT, event(1, "a"));
    assertRefused(ErrorCode.HISTORY_CONFLICT, event(1, "other"));

    assertThat(history.read(1, 9)).containsExactly(event(1, "a"), event(2, "b"));
  }

  @Test
  void saysWhichPositionIsNext() {
    history.append(event(1, "a"));

    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> history.append(event(5, "b")))
        .withMessageContaining("at 5")
        .withMessageContaining("next position is 2");
  }

  @Test
  void readsFromOnePositionToAnother() {
    List<RecordedEvent> all = filled();

    assertThat(history.read(2, 3)).isEqualTo(all.subList(1, 3));
    assertThat(history.read(1, 1)).isEqualTo(all.subList(0, 1));
    assertThat(history.read(-3, 99)).isEqualTo(all);
    assertThat(history.read(3, 2)).isEmpty();
    assertThat(history.read(5, 9)).isEmpty();
    assertThat(history.read(Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(all);
  }

  @Test
  void readsFromOneTimeToAnotherBothIncluded() {
    List<RecordedEvent> all = filled();

    assertThat(history.read(at(2), at(3))).isEqualTo(all.subList(1, 3));
    assertThat(history.read(at(2).plusNanos(1), at(3).minusNanos(1))).isEmpty();
    assertThat(history.read(at(3), at(2))).isEmpty();
  }

  @Test
  void foldsFromAPositionOnInOrder() {
    filled();

    assertThat(history.replay(2, "", (text, e) -> text + e.seq())).isEqualTo("234");
    assertThat(history.replay(5, "none", (text, e) -> text + e.seq())).isEqualTo("none");
  }

  @Test
  void findsEventsByPosition() {
    filled();

    assertThat(history.eventAt(4)).hasValue(event(4, "d"));
    assertThat(history.eventAt(0)).isEmpty();
    assertThat(history.eventAt(5)).isEmpty();
    assertThat(history.eventAt(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void handsOutListsThatStayAsTheyAre() {
    history.append(event(1, "a"));
    List<RecordedEvent> before = history.read(1, 9);

    history.append(event(2, "b"));

    assertThat(before).containsExactly(event(1, "a"));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> before.add(event(2, "b")));
  }

  @Test
  void isMadeOfRecordedEventsWithoutGaps() {
    List<RecordedEvent> events = List.of(event(1, "a"), event(2, "b"));

    assertThat(new History(events).read(1, 9)).isEqualTo(events);
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> new History(List.of(event(1, "a"), event(3, "c"))))
        .extracting(WorkflowException::code)
        .isEqualTo(ErrorCode.HISTORY_GAP);
  }

  @Test
  void doesNotKeepTheListItIsMadeOf() {
    List<RecordedEvent> events = new ArrayList<>(List.of(event(1, "a")));
    History made = new History(events);

    events.clear();

    assertThat(made.length()).isEqualTo(1);
  }

  private List<RecordedEvent> filled() {
    List<RecordedEvent> events =
        List.of(event(1, "a"), event(2, "b"), event(3, "c"), event(4, "d"));
    events.forEach(history::append);
    return events;
  }

  private void assertRefused(ErrorCode code, RecordedEvent event) {
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> history.append(event))
        .extracting(WorkflowException::code)
        .isEqualTo(code);
  }

  private static RecordedEvent event(long seq, String activity) {
    return new RecordedEvent(seq, scheduled(activity), 1, NODE, at(seq));
  }

  private static Event scheduled(String activity) {
    return new Event.ActivityScheduled(activity, new Payload("1"));
  }

  private static Instant at(long seq) {
    return START.plusNanos(seq * 1000);
  }
}
