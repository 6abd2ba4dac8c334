package dev.workflows.guide.compensation;

import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

// tag::workflow
@Workflow("holiday")
public class HolidayWorkflow {

  private final Flights flights;
  private final Rooms rooms;

  HolidayWorkflow(Flights flights, Rooms rooms) {
    this.flights = flights;
    this.rooms = rooms;
  }

  @WorkflowMethod
  public String book(String guest, String town) {
    String seat = flights.book(guest, town);
    rooms.take(guest, town); // if this fails, the run does, and the seat is given back
    return seat;
  }
}
// end::workflow
