package dev.workflows.guide.update;

import dev.workflows.Activity;
import dev.workflows.PermanentException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * A restaurant with tables of up to six seats, which answers large parties only when it is open.
 */
@Component
@Activity
public class Restaurant {

  private final CountDownLatch open = new CountDownLatch(1);

  /** Returns the name of the table. */
  public String move(int seats) {
    if (seats > 6) {
      throw new PermanentException("no table has " + seats + " seats");
    }
    if (seats == 6) {
      awaitOpening();
    }
    return "table for " + seats;
  }

  private void awaitOpening() {
    try {
      if (!open.await(20, TimeUnit.SECONDS)) {
        throw new PermanentException("closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void open() {
    open.countDown();
  }
}
