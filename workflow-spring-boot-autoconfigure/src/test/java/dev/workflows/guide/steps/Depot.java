package dev.workflows.guide.steps;

import dev.workflows.Activity;
import dev.workflows.PermanentException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/** Packs and sends. */
@Component
@Activity
public class Depot {

  private final AtomicBoolean open = new AtomicBoolean(true);

  public String pick(String item) {
    return "boxed " + item;
  }

  public String card(String town) {
    throw new PermanentException("No card for " + town);
  }

  public String send(Parcel parcel) {
    if (!open.get()) {
      throw new PermanentException("The depot is closed");
    }
    return parcel.items().size() + " to " + parcel.town();
  }

  void setOpen(boolean isOpen) {
    open.set(isOpen);
  }
}
