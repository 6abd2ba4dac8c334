package dev.workflows.autoconfigure.host;

import dev.workflows.Activity;
import dev.workflows.ActivityContext;
import dev.workflows.Retry;
import org.springframework.transaction.annotation.Transactional;

/** Activities whose row and record are to be one commit. */
@Transactional
class Bookings {

  private final BookingTable table;
  private final Gate gate;
  private final ActivityContext activity;

  Bookings(BookingTable table, Gate gate, ActivityContext activity) {
    this.table = table;
    this.gate = gate;
    this.activity = activity;
  }

  @Activity
  public int book(String id) {
    table.insert(id);
    return activity.attempt();
  }

  @Activity(retry = @Retry(initialInterval = "10ms"))
  public int bookAtTheSecondAttempt(String id) {
    table.insert(id);
    if (activity.attempt() == 1) {
      throw new IllegalStateException("The first attempt fails");
    }
    return activity.attempt();
  }

  /** Each attempt writes a row of its own, so that no key of the table's keeps them apart. */
  @Activity
  public int bookWhenLetGo(String id) {
    table.insert(id + " in attempt " + activity.attempt());
    gate.pass();
    return activity.attempt();
  }
}
