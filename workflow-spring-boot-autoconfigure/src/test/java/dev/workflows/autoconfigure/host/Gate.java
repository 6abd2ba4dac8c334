package dev.workflows.autoconfigure.host;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Where a test holds an activity up, and learns what became of its transaction. */
class Gate {

  private final CompletableFuture<Boolean> arrived = new CompletableFuture<>();
  private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
  private final CompletableFuture<Boolean> committed = new CompletableFuture<>();

  /** Waits on, even if it is interrupted. */
  void pass() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            committed.complete(status == STATUS_COMMITTED);
          }
        });
    arrived.complete(true);
    opened.orTimeout(20, TimeUnit.SECONDS).join();
  }

  void awaitArrival() {
    arrived.orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** Whether what waited there has committed. */
  boolean open() {
    opened.complete(true);
    return committed.orTimeout(20, TimeUnit.SECONDS).join();
  }
}
