package dev.workflows.autoconfigure.journey;

import dev.workflows.Activity;
import dev.workflows.ActivityContext;
import dev.workflows.Retry;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Component
class Stations {

  private final TravelLog log;
  private final ActivityContext activity;

  Stations(TravelLog log, ActivityContext activity) {
    this.log = log;
    this.activity = activity;
  }

  @Activity
  public String pass() {
    note();
    return "passed";
  }

  @Activity(retry = @Retry(initialInterval = "1500ms"))
  public String missOnce() {
    note();
    if (activity.attempt() == 1) {
      throw new IllegalStateException("The train has left");
    }
    return "caught";
  }

  @Activity
  public String waitForArrival() throws InterruptedException {
    note();
    return log.arrival.await(20, TimeUnit.SECONDS) ? "arrived" : "never";
  }

  @Activity
  @Transactional(readOnly = true)
  public String look() {
    return TransactionSynchronizationManager.isActualTransactionActive()
            && TransactionSynchronizationManager.isCurrentTransactionReadOnly()
        ? "only looked"
        : "could have written";
  }

  private void note() {
    log.attempts.add(
        new TravelLog.Attempt(activity.activity(), activity.attempt(), activity.idempotencyKey()));
  }
}
