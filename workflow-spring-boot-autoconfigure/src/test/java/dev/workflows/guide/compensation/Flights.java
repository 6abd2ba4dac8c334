package dev.workflows.guide.compensation;

import dev.workflows.Activity;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** An airline that remembers what was booked. */
// tag::activities
@Component
public class Flights {

  private final List<String> seats = new CopyOnWriteArrayList<>();

  @Activity(compensateWith = "giveBack")
  public String book(String guest, String town) {
    String seat = town + " " + guest;
    seats.add(seat);
    return seat;
  }

  @Activity
  public void giveBack(String guest, String town, String seat) {
    seats.remove(seat);
  }

  List<String> seats() {
    return seats;
  }
}
// end::activities
