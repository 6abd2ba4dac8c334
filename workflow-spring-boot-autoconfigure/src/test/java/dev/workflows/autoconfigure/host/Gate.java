package dev.workflows.autoconfigure.host;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Where a test holds an activity up, and learns what became of its transaction. */
class Gate {

  private final Map<String, Integer> invocations = new ConcurrentHashMap<>();
  private final CompletableFuture<Boolean> arrived = new CompletableFuture<>();
  private final CompletableFuture<Integer> opened = new CompletableFuture<>();
  private final CompletableFuture<Boolean> committed = new CompletableFuture<>();

  int invoked(String id) {
    return invocations.merge(id, 1, Integer::sum);
  }

  int invocations(String id) {
    return invocations.getOrDefault(id, 0);
  }

  /** Waits on, even if it is interrupted. */
  int pass() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            committed.complete(status == STATUS_COMMITTED);
          }
        });
    arrived.complete(true);
    return opened.orTimeout(20, TimeUnit.SECONDS).join();
  }

  void awaitArrival() {
    arrived.orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** Whether what waited there has committed. */
  boolean open() {
    opened.complete(1);
    return committed.orTimeout(20, TimeUnit.SECONDS).join();
  }
}
