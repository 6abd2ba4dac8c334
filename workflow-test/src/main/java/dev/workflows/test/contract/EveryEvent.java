package dev.workflows.test.contract;

import dev.workflows.ParentClosePolicy;
import dev.workflows.history.ChildEnd;
import dev.workflows.history.Event;
import dev.workflows.history.Migration;
import dev.workflows.history.StartTerms;
import dev.workflows.payload.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Events of every kind, with and without what they may leave out. */
final class EveryEvent {

  private static final Instant DUE = Instant.parse("2031-02-28T23:59:59.999999Z");
  private static final Payload VALUE =
      new Payload("{\"text\":\"\u00e4 \\\" \\n \ud83c\udf75\",\"n\":-1.50}");

  private EveryEvent() {}

  static List<Event> once() {
    return List.of(
        new Event.WorkflowStarted("order", Long.MIN_VALUE, VALUE),
        new Event.WorkflowStarted("order", Long.MAX_VALUE, null),
        new Event.ActivityScheduled("inventory.reserve", VALUE),
        new Event.ActivityScheduled("inventory.reserve", null),
        new Event.ActivityCompleted(3, 1, VALUE),
        new Event.ActivityCompleted(4, Integer.MAX_VALUE, null),
        new Event.ActivityFailed(3, 4, VALUE),
        new Event.TimerStarted("payment", DUE),
        new Event.TimerStarted(null, DUE),
        new Event.TimerFired(8),
        new Event.TimerCancelled(9),
        new Event.SignalReceived("paid", "signal:1", VALUE),
        new Event.SignalReceived("paid", "signal:2", null),
        new Event.CancelRequested("cancel", VALUE),
        new Event.CancelRequested("cancel", null),
        new Event.SignalReceived("paid", "signal:3", "ada from ::1", VALUE),
        new Event.CancelRequested("cancel", "ada", null),
        new Event.OwnerChanged(),
        new Event.Marker("patched", VALUE),
        new Event.Marker("patched", null),
        Event.Custom.of("bytes", everyByte()),
        Event.Custom.of("bytes", new byte[0]),
        new Event.ActivityCancelled(4),
        new Event.WorkflowStarted("order", 7, new UUID(7, 17), 3, VALUE),
        new Event.ChildScheduled("ship", "order-17/ship", ParentClosePolicy.CANCEL, VALUE),
        new Event.ChildScheduled("ship", "order 18", ParentClosePolicy.ABANDON, null),
        new Event.ChildCompleted(32, VALUE),
        new Event.ChildFailed(33, ChildEnd.NOT_STARTED, VALUE),
        new Event.ChildCancelRequested("ship", 33, null),
        new Event.UpdateAccepted("move", "update:1", "ada", VALUE),
        new Event.UpdateAccepted("move", "update:2", null, null),
        new Event.UpdateCompleted(37, VALUE),
        new Event.UpdateFailed(38, VALUE),
        new Event.AttributeChanged("tier", "\u00e4 = '\"\\% \ud83c\udf75"),
        new Event.AttributeChanged("tier", null),
        new Event.WorkflowStarted(
            "order", 8, null, VALUE, new StartTerms(null, null, Map.of("a.b-c_D", "1 = 2"))),
        new Event.WorkflowContinuedAsNew(new UUID(7, 18), VALUE),
        new Event.WorkflowContinuedAsNew(
            new UUID(7, 19), VALUE, new Migration(2, "migration:1", "ada")),
        new Event.WorkflowTimedOut(DUE),
        new Event.WorkflowCompleted(VALUE),
        new Event.WorkflowCompleted(null),
        new Event.WorkflowFailed(VALUE),
        new Event.WorkflowCancelled(VALUE),
        new Event.WorkflowCancelled(null),
        new Event.WorkflowTerminated("request", VALUE),
        new Event.WorkflowTerminated(null, null));
  }

  static byte[] everyByte() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
