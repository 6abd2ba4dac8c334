package dev.workflows.autoconfigure.host;

import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

/** Books its own id. */
@Workflow("booking")
class BookingWorkflow {

  enum Way {
    AT_ONCE,
    AT_THE_SECOND_ATTEMPT,
    WHEN_LET_GO
  }

  private final Bookings bookings;

  BookingWorkflow(Bookings bookings) {
    this.bookings = bookings;
  }

  @WorkflowMethod
  public int book(String id, Way way) {
    return switch (way) {
      case AT_ONCE -> bookings.book(id);
      case AT_THE_SECOND_ATTEMPT -> bookings.bookAtTheSecondAttempt(id);
      case WHEN_LET_GO -> bookings.bookWhenLetGo(id);
    };
  }
}
