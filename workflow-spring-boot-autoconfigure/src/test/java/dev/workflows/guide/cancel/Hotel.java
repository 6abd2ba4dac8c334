package dev.workflows.guide.cancel;

import dev.workflows.Activity;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** A hotel that remembers what was asked. */
@Component
@Activity
public class Hotel {

  private final List<String> rooms = new CopyOnWriteArrayList<>();

  public String book(String guest) {
    rooms.add(guest);
    return guest;
  }

  public void giveBack(String room) {
    rooms.remove(room);
  }

  // package-private, so no activity
  List<String> rooms() {
    return rooms;
  }
}
