package dev.workflows.test;

import dev.workflows.spi.NewRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one transaction has written and nobody else sees yet. Guarded by the store's lock. */
final class Transaction {

  private final Map<NewRun, Instant> runs = new LinkedHashMap<>();
  private final List<InboxRow> messages = new ArrayList<>();
  private final List<Runnable> afterCommit = new ArrayList<>();
  private boolean rollbackOnly;

  void insert(NewRun run, Instant at) {
    runs.put(run, at);
  }

  void insert(InboxRow message) {
    messages.add(message);
  }

  void afterCommit(Runnable task) {
    afterCommit.add(task);
  }

  List<Runnable> tasks() {
    return List.copyOf(afterCommit);
  }

  void setRollbackOnly() {
    rollbackOnly = true;
  }

  boolean isRollbackOnly() {
    return rollbackOnly;
  }

  boolean hasStarted(UUID runId) {
    return runs.keySet().stream().anyMatch(own -> own.runId().equals(runId));
  }

  @Nullable UUID startedWith(@Nullable String startKey) {
    for (NewRun own : runs.keySet()) {
      if (startKey != null && startKey.equals(own.startKey())) {
        return own.runId();
      }
    }
    return null;
  }

  @Nullable NewRun openRun(String workflowId) {
    for (NewRun own : runs.keySet()) {
      if (own.workflowId().equals(workflowId)) {
        return own;
      }
    }
    return null;
  }

  /** The run of this id that the transaction itself started. */
  @Nullable NewRun started(String target) {
    for (NewRun own : runs.keySet()) {
      if (own.workflowId().equals(target) || own.runId().toString().equals(target)) {
        return own;
      }
    }
    return null;
  }

  boolean hasMessage(UUID chainId, String messageId) {
    return messages.stream()
        .anyMatch(m -> m.chainId.equals(chainId) && m.message.messageId().equals(messageId));
  }

  /** Makes it all visible. */
  void applyTo(StoreState state) {
    runs.forEach(state::insert);
    messages.forEach(state::insert);
  }
}
