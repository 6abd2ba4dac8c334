package dev.workflows.autoconfigure.host;

import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import dev.workflows.autoconfigure.host.BookingWorkflow.Way;
import java.time.Duration;
import org.springframework.transaction.annotation.Transactional;

/** Writes a row and starts a workflow in one transaction of the application's. */
class Desk {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final BookingTable table;
  private final Workflows<BookingWorkflow> workflows;

  Desk(BookingTable table, Workflows<BookingWorkflow> workflows) {
    this.table = table;
    this.workflows = workflows;
  }

  @Transactional
  public WorkflowHandle<BookingWorkflow> take(String id, Way way) {
    table.insert("order of " + id);
    return workflows.start(id, booking -> booking.book(id, way));
  }

  @Transactional
  public void takeAndThinkBetter(String id) {
    take(id, Way.AT_ONCE);
    throw new IllegalStateException("Thought better of " + id);
  }

  @Transactional(readOnly = true)
  public long count(String id) {
    return table.count(id);
  }

  int result(String id) {
    return workflows.get(id).result(Integer.class, SOON);
  }

  WorkflowHandle<BookingWorkflow> get(String id) {
    return workflows.get(id);
  }
}
