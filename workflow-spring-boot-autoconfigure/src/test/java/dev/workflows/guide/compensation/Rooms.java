package dev.workflows.guide.compensation;

import dev.workflows.Activity;
import dev.workflows.PermanentException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** A hotel that is sometimes full. */
@Component
@Activity
public class Rooms {

  private final List<String> guests = new CopyOnWriteArrayList<>();

  public void take(String guest, String town) {
    if (town.equals("Full Town")) {
      throw new PermanentException("No room in " + town);
    }
    guests.add(guest);
  }

  public void leave(String guest) {
    guests.remove(guest);
  }

  // package-private, so no activity
  List<String> guests() {
    return guests;
  }
}
