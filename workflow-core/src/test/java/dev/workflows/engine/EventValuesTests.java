package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.ParentClosePolicy;
import dev.workflows.history.ChildEnd;
import dev.workflows.history.Event;
import dev.workflows.history.EventType;
import dev.workflows.history.Migration;
import dev.workflows.history.StartTerms;
import dev.workflows.payload.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventValuesTests {

  private static final Payload VALUE = new Payload("{\"n\":1}");
  private static final Instant TIME = Instant.parse("2031-02-28T23:59:59.999999Z");
  private static final StartTerms TERMS =
      new StartTerms(Duration.ofHours(1), TIME, Map.of("customer", "ada"));

  static Stream<Event> everyKind() {
    return Stream.of(
        new Event.WorkflowStarted("order", 42, new UUID(7, 17), 3, VALUE, TERMS),
        new Event.ActivityScheduled("ship", VALUE),
        new Event.ActivityCompleted(2, 3, VALUE),
        new Event.ActivityFailed(2, 3, VALUE),
        new Event.ActivityCancelled(2),
        new Event.TimerStarted("payment", TIME),
        new Event.TimerFired(2),
        new Event.TimerCancelled(2),
        new Event.SignalReceived("paid", "signal:1", "ada", VALUE),
        new Event.CancelRequested("cancel", "ada", VALUE),
        new Event.ChildScheduled("ship", "order-17", ParentClosePolicy.CANCEL, VALUE, TERMS),
        new Event.ChildCompleted(2, VALUE),
        new Event.ChildFailed(2, ChildEnd.FAILED, VALUE),
        new Event.ChildCancelRequested("ship", 2, VALUE),
        new Event.UpdateAccepted("move", "update:1", "ada", VALUE),
        new Event.UpdateCompleted(2, VALUE),
        new Event.UpdateFailed(2, VALUE),
        new Event.OwnerChanged(),
        new Event.WorkflowCompleted(VALUE),
        new Event.WorkflowFailed(VALUE),
        new Event.WorkflowCancelled(VALUE),
        new Event.WorkflowTerminated("request", "ada", VALUE),
        new Event.WorkflowTimedOut(TIME),
        new Event.WorkflowContinuedAsNew(new UUID(7, 18), VALUE),
        new Event.WorkflowContinuedAsNew(
            new UUID(7, 18), VALUE, new Migration(2, "migration:1", "ada")),
        new Event.AttributeChanged("customer", "ada"),
        new Event.Marker("patched", VALUE),
        new Event.Custom("audit", VALUE));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void keepsAllThatIsNoValue(Event event) {
    assertThat(EventValues.map(event, value -> value)).isEqualTo(event);
  }

  @ParameterizedTest
  @EnumSource
  void knowsEveryKind(EventType type) {
    assertThat(everyKind().map(Event::type)).contains(type);
  }

  @Test
  void changesTheValue() {
    Payload other = new Payload("2");

    assertThat(EventValues.map(new Event.Marker("patched", VALUE), value -> other))
        .isEqualTo(new Event.Marker("patched", other));
  }
}
