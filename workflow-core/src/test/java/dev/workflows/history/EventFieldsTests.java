package dev.workflows.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.ErrorCode;
import dev.workflows.ParentClosePolicy;
import dev.workflows.WorkflowException;
import dev.workflows.payload.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventFieldsTests {

  private static final Instant DUE = Instant.parse("2031-02-28T23:59:59.999999Z");
  private static final UUID RUN = new UUID(7, 17);
  private static final Payload VALUE = new Payload("{\"n\":1}");

  private static final StartTerms TAGGED = new StartTerms(null, null, Map.of("tier", "gold"));
  private static final StartTerms TERMS =
      new StartTerms(Duration.ofHours(1), DUE, Map.of("tier", "gold", "customer", "a = b"));

  /** Every event with the columns it is stored as: a released format, never to be changed. */
  static Stream<Stored> everyKind() {
    return Stream.of(
        stored(
            new Event.WorkflowStarted("order", -42, VALUE),
            "workflow_started",
            "order",
            null,
            "-42"),
        stored(
            new Event.ActivityScheduled("ship", VALUE), "activity_scheduled", "ship", null, null),
        stored(new Event.ActivityCompleted(2, 3, VALUE), "activity_completed", null, 2L, "3"),
        stored(new Event.ActivityFailed(2, 3, VALUE), "activity_failed", null, 2L, "3"),
        stored(
            new Event.SignalReceived("paid", "signal:1", VALUE),
            "signal_received",
            "paid",
            null,
            "signal:1"),
        stored(
            new Event.CancelRequested("cancel", VALUE), "cancel_requested", null, null, "cancel"),
        stored(
            new Event.SignalReceived("paid", "signal:1", "ada from ::1", VALUE),
            "signal_received",
            "paid",
            null,
            "signal:1\tada from ::1"),
        stored(
            new Event.CancelRequested("cancel", "ada", VALUE),
            "cancel_requested",
            null,
            null,
            "cancel\tada"),
        stored(
            new Event.WorkflowTerminated("request-1", "ada", VALUE),
            "workflow_terminated",
            null,
            null,
            "request-1\tada"),
        stored(
            new Event.WorkflowStarted("order", -42, RUN, 1, VALUE),
            "workflow_started",
            "order",
            null,
            "-42\t" + RUN),
        stored(
            new Event.WorkflowStarted("order", -42, null, 12, VALUE),
            "workflow_started",
            "order",
            null,
            "-42\t\t12"),
        stored(
            new Event.WorkflowStarted("order", -42, RUN, 2, VALUE),
            "workflow_started",
            "order",
            null,
            "-42\t" + RUN + "\t2"),
        stored(
            new Event.ChildScheduled("ship", "order-17/ship", ParentClosePolicy.CANCEL, VALUE),
            "child_scheduled",
            "ship",
            null,
            "CANCEL\torder-17/ship"),
        stored(new Event.ChildCompleted(2, VALUE), "child_completed", null, 2L, null),
        stored(
            new Event.ChildFailed(2, ChildEnd.NOT_STARTED, VALUE),
            "child_failed",
            null,
            2L,
            "NOT_STARTED"),
        stored(
            new Event.ChildCancelRequested("ship", 2, VALUE),
            "child_cancel_requested",
            "ship",
            null,
            "2"),
        stored(
            new Event.UpdateAccepted("move", "update:1", "ada", VALUE),
            "update_accepted",
            "move",
            null,
            "update:1\tada"),
        stored(new Event.UpdateCompleted(2, VALUE), "update_completed", null, 2L, null),
        stored(new Event.UpdateFailed(2, VALUE), "update_failed", null, 2L, null),
        stored(
            new Event.WorkflowContinuedAsNew(RUN, VALUE),
            "workflow_continued_as_new",
            null,
            null,
            RUN.toString()),
        stored(
            new Event.WorkflowContinuedAsNew(RUN, VALUE, new Migration(2, "migration:1", "ada")),
            "workflow_continued_as_new",
            null,
            null,
            RUN + " 2 migration:1\tada"),
        stored(
            new Event.WorkflowContinuedAsNew(RUN, VALUE, new Migration(12, "migration:1", null)),
            "workflow_continued_as_new",
            null,
            null,
            RUN + " 12 migration:1"),
        stored(new Event.WorkflowCompleted(VALUE), "workflow_completed", null, null, null),
        stored(new Event.WorkflowFailed(VALUE), "workflow_failed", null, null, null),
        stored(new Event.WorkflowCancelled(VALUE), "workflow_cancelled", null, null, null),
        stored(
            new Event.WorkflowTerminated("request-1", VALUE),
            "workflow_terminated",
            null,
            null,
            "request-1"),
        stored(
            new Event.WorkflowStarted("order", -42, RUN, VALUE, TERMS),
            "workflow_started",
            "order",
            null,
            "-42\t"
                + RUN
                + "\u001ftimeout=PT1H\u001fdeadline=2031-02-28T23:59:59.999999Z"
                + "\u001f@customer=a = b\u001f@tier=gold"),
        stored(
            new Event.WorkflowStarted("order", 7, null, VALUE, TAGGED),
            "workflow_started",
            "order",
            null,
            "7\u001f@tier=gold"),
        stored(
            new Event.ChildScheduled("ship", "17", ParentClosePolicy.CANCEL, VALUE, TAGGED),
            "child_scheduled",
            "ship",
            null,
            "CANCEL\u001f@tier=gold\t17"),
        stored(new Event.Marker("patched", VALUE), "marker", "patched", null, null),
        stored(new Event.Custom("audit", VALUE), "custom", "audit", null, null),
        withoutPayload(
            new Event.TimerStarted("payment", DUE),
            new EventFields("timer_started", "payment", null, "2031-02-28T23:59:59.999999Z", null)),
        withoutPayload(
            new Event.AttributeChanged("tier", "gold"),
            new EventFields("attribute_changed", "tier", null, "gold", null)),
        withoutPayload(
            new Event.WorkflowTimedOut(DUE),
            new EventFields("workflow_timed_out", null, null, "2031-02-28T23:59:59.999999Z", null)),
        withoutPayload(
            new Event.TimerFired(5), new EventFields("timer_fired", null, 5L, null, null)),
        withoutPayload(
            new Event.ActivityCancelled(3),
            new EventFields("activity_cancelled", null, 3L, null, null)),
        withoutPayload(
            new Event.TimerCancelled(5), new EventFields("timer_cancelled", null, 5L, null, null)),
        withoutPayload(
            new Event.OwnerChanged(), new EventFields("owner_changed", null, null, null, null)));
  }

  static Stream<Event> withoutOptionalParts() {
    return Stream.of(
        new Event.WorkflowStarted("order", Long.MAX_VALUE, null),
        new Event.ActivityScheduled("ship", null),
        new Event.ActivityCompleted(2, Integer.MAX_VALUE, null),
        new Event.TimerStarted(null, DUE),
        new Event.SignalReceived("paid", "signal:1", null),
        new Event.CancelRequested("cancel", null),
        new Event.WorkflowCompleted(null),
        new Event.WorkflowCancelled(null),
        new Event.WorkflowTerminated(null, null),
        new Event.WorkflowTerminated(null, VALUE),
        new Event.WorkflowTerminated(null, "ada", VALUE),
        new Event.ChildScheduled("ship", "a\tb", ParentClosePolicy.ABANDON, null),
        new Event.ChildCompleted(2, null),
        new Event.ChildFailed(2, ChildEnd.CANCELLED, null),
        new Event.ChildCancelRequested("ship", 2, null),
        new Event.UpdateAccepted("move", "update:1", null, null),
        new Event.UpdateCompleted(2, null),
        new Event.WorkflowContinuedAsNew(RUN, null),
        new Event.AttributeChanged("tier", null),
        new Event.WorkflowStarted("order", 7, null, null, TERMS),
        new Event.ChildScheduled("ship", "a\tb", ParentClosePolicy.ABANDON, null, TERMS),
        new Event.Marker("patched", null));
  }

  @Test
  void tellsWhoAskedApartFromTheDetail() {
    EventFields told = EventFields.of(new Event.CancelRequested("cancel", "ada", null));
    EventFields untold = EventFields.of(new Event.CancelRequested("cancel", null));
    EventFields other = EventFields.of(new Event.TimerStarted("payment", DUE));

    assertThat(told).returns("ada", EventFields::by).returns("cancel", EventFields::plainDetail);
    assertThat(untold).returns(null, EventFields::by).returns("cancel", EventFields::plainDetail);
    assertThat(other)
        .returns(null, EventFields::by)
        .returns(DUE.toString(), EventFields::plainDetail);
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void storesEveryKindInItsColumns(Stored stored) {
    assertThat(EventFields.of(stored.event())).isEqualTo(stored.fields());
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void readsEveryKindFromItsColumns(Stored stored) {
    assertThat(stored.fields().toEvent()).isEqualTo(stored.event());
  }

  @ParameterizedTest
  @MethodSource("withoutOptionalParts")
  void keepsWhatIsLeftOut(Event event) {
    assertThat(EventFields.of(event).toEvent()).isEqualTo(event);
  }

  @ParameterizedTest
  @EnumSource
  void testsEveryKind(EventType type) {
    assertThat(everyKind().map(stored -> stored.event().type())).contains(type);
  }

  @Test
  void keepsTheBytesOfCustomEvents() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }

    Event read = EventFields.of(Event.Custom.of("audit", bytes)).toEvent();

    assertThat(((Event.Custom) read).bytes()).isEqualTo(bytes);
  }

  @Test
  void saysThatItDoesNotKnowAKind() {
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> new EventFields("child_started", null, null, null, null).toEvent())
        .withMessageContaining("'child_started'")
        .withMessageContaining("unknown to this version")
        .extracting(WorkflowException::code)
        .isEqualTo(ErrorCode.UNREADABLE_PAYLOAD);
  }

  @ParameterizedTest
  @CsvSource({
    "workflow_started, order, , ,",
    "workflow_started, order, , seed,",
    "workflow_started, , , 1,",
    "workflow_started, order, , 1\u001ftimeout,",
    "workflow_started, order, , 1\u001ftimeout=soon,",
    "workflow_started, order, , 1\u001fother=1,",
    "attribute_changed, , , gold,",
    "activity_scheduled, , , ,",
    "activity_completed, , , 1,",
    "activity_completed, , 2, ,",
    "activity_failed, , 2, 1,",
    "timer_started, , , ,",
    "timer_started, , , tomorrow,",
    "workflow_timed_out, , , ,",
    "timer_fired, , , ,",
    "signal_received, paid, , ,",
    "cancel_requested, , , ,",
    "workflow_failed, , , ,",
    "workflow_continued_as_new, , , 00000000-0000-0007-0000-000000000011 2,",
    "workflow_continued_as_new, , , 00000000-0000-0007-0000-000000000011 two m,",
    "custom, audit, , ,"
  })
  void saysThatColumnsAreMissingOrMalformed(
      String type, String name, Long refSeq, String detail, String payload) {
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> new EventFields(type, name, refSeq, detail, payload).toEvent())
        .withMessageContaining("'" + type + "'")
        .withMessageContaining("missing or malformed");
  }

  @ParameterizedTest
  @EnumSource
  void namesEveryKindInLowerCase(EventType type) {
    assertThat(type.storedName()).matches("[a-z_]+");
    assertThat(EventType.ofStoredName(type.storedName())).isSameAs(type);
  }

  @Test
  void closesARunWithTheEndingsOnly() {
    List<EventType> closing =
        everyKind().map(Stored::event).filter(Event::closes).map(Event::type).distinct().toList();

    assertThat(closing)
        .containsExactlyInAnyOrder(
            EventType.WORKFLOW_COMPLETED,
            EventType.WORKFLOW_FAILED,
            EventType.WORKFLOW_CANCELLED,
            EventType.WORKFLOW_TERMINATED,
            EventType.WORKFLOW_TIMED_OUT,
            EventType.WORKFLOW_CONTINUED_AS_NEW);
  }

  private static Stored stored(Event event, String type, String name, Long ref, String detail) {
    return new Stored(event, new EventFields(type, name, ref, detail, VALUE.json()));
  }

  private static Stored withoutPayload(Event event, EventFields fields) {
    return new Stored(event, fields);
  }

  record Stored(Event event, EventFields fields) {}
}
