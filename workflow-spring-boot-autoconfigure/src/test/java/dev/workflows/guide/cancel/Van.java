package dev.workflows.guide.cancel;

import dev.workflows.Activity;
import java.util.concurrent.CountDownLatch;
import org.springframework.stereotype.Component;

/** A van that reaches some addresses only. */
@Component
@Activity
public class Van {

  private final CountDownLatch never = new CountDownLatch(1);

  public String drive(String parcel, String address) throws InterruptedException {
    if (address.startsWith("old")) {
      never.await();
    }
    return parcel + " at " + address;
  }
}
