package dev.workflows.jdbc;

import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.Outgoing.ChildStart;
import dev.workflows.spi.Outgoing.Continuation;
import dev.workflows.spi.Outgoing.Delivery;
import dev.workflows.spi.Parent;
import dev.workflows.spi.RunLease;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a batch of turns does to other runs, column by column. */
final class OutgoingColumns {

  private final Columns beginning =
      new Columns(
          "uuid",
          "uuid",
          "text",
          "text",
          "timestamptz",
          "uuid",
          "uuid",
          "int8",
          "text",
          "bool",
          "text",
          "text");
  private final Columns delivering =
      new Columns("uuid", "text", "text", "text", "uuid", "int8", "text", "int8", "uuid");
  private final Columns leaving = new Columns("uuid", "text");
  private final Columns events = EventColumns.create();

  /** Runs that begin. */
  Columns beginning() {
    return beginning;
  }

  /** Messages. */
  Columns delivering() {
    return delivering;
  }

  /** Messages that were taken and are left to the next run of their chain. */
  Columns leaving() {
    return leaving;
  }

  /** The events of the runs that begin. */
  Columns events() {
    return events;
  }

  boolean isEmpty() {
    return Stream.of(beginning, delivering, leaving).allMatch(columns -> columns.size() == 0);
  }

  void add(RunLease lease, Outgoing outgoing) {
    outgoing.children().forEach(this::add);
    outgoing.deliveries().forEach(this::add);
    Continuation continuation = outgoing.continuation();
    if (continuation != null) {
      begin(continuation.next(), null);
      continuation.unread().forEach(id -> leaving.add(lease.chainId(), id));
    }
  }

  private void add(ChildStart child) {
    begin(child.run(), child.refused());
  }

  private void begin(NewRun run, @Nullable Message refused) {
    Parent parent = run.parent();
    beginning.add(
        run.runId(),
        run.chainId(),
        run.workflowId(),
        run.type(),
        Rows.time(run.startedAt()),
        parent == null ? null : parent.runId(),
        parent == null ? null : parent.chainId(),
        parent == null ? null : parent.seq(),
        parent == null ? null : parent.policy().name(),
        refused == null,
        refused == null ? null : refused.messageId(),
        refused == null ? null : Rows.json(refused.payload()));
    EventColumns.addAll(events, run.runId(), run.events());
  }

  private void add(Delivery delivery) {
    delivering.add(row(delivery));
  }

  /** A message and whom it is for. */
  static @Nullable Object[] row(Delivery delivery) {
    Message message = delivery.message();
    return new @Nullable Object[] {
      delivery.chainId(),
      message.messageId(),
      Rows.storedName(message.kind()),
      Rows.nameAndSender(message),
      message.runId(),
      message.refSeq(),
      Rows.json(message.payload()),
      delivery.consumedSeq(),
      delivery.ifOpen()
    };
  }
}
