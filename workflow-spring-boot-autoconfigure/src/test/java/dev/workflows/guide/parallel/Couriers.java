package dev.workflows.guide.parallel;

import dev.workflows.Activity;
import java.util.concurrent.CountDownLatch;
import org.springframework.stereotype.Component;

/** Couriers, of whom some take their time. */
@Component
@Activity
public class Couriers {

  private final CountDownLatch never = new CountDownLatch(1);

  public String bike(String parcel) {
    return "bike with " + parcel;
  }

  public String van(String parcel) throws InterruptedException {
    never.await();
    return "van with " + parcel;
  }
}
