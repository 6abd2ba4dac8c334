package dev.workflows.test;

import dev.workflows.history.History;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.Message;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One commit of a batch: whether it may be written, and how. */
final class TurnWrite {

  private final StoreState state;
  private final RunCommit commit;
  private final RunLease lease;

  TurnWrite(StoreState state, RunCommit commit) {
    this.state = state;
    this.commit = commit;
    this.lease = commit.lease();
  }

  /** Whether an earlier try wrote it: its events stand there, by the same owner, at that time. */
  boolean isWritten() {
    return !commit.events().isEmpty() && standing().equals(commit.events());
  }

  private List<RecordedEvent> standing() {
    List<RecordedEvent> events = commit.events();
    return history().read(events.get(0).seq(), events.get(events.size() - 1).seq());
  }

  /** Why it may not be written, {@code null} if it may. */
  @Nullable Reason objection() {
    if (isFenced() || !consumedAreThere()) {
      return Reason.FENCED;
    }
    if (commit.closing() != null && !commit.continues() && leavesUnread()) {
      return Reason.UNREAD_MESSAGES;
    }
    if (outcomeIsTaken()) {
      return holdsRow() ? Reason.OUTCOME_TAKEN : Reason.FENCED;
    }
    return null;
  }

  private boolean isFenced() {
    boolean needsRow = commit.events().isEmpty() || commit.resumes() || commit.closing() != null;
    if (needsRow && !holdsRow()) {
      return true;
    }
    if (commit.events().isEmpty()) {
      return false;
    }
    long first = commit.events().get(0).seq();
    if (first > history().nextSeq()) {
      throw History.refuse(first, history().nextSeq());
    }
    return first < history().nextSeq();
  }

  private boolean holdsRow() {
    RunRow row = state.runs.get(lease.runId());
    return row != null && row.isHeldUnder(lease);
  }

  private boolean consumedAreThere() {
    return commit.consumed().stream()
        .allMatch(
            consumed -> {
              InboxRow row = state.message(lease.chainId(), consumed.messageId());
              return row != null && row.mayBecome(consumed.seq());
            });
  }

  private boolean leavesUnread() {
    Set<String> taken =
        Stream.concat(
                commit.consumed().stream().map(RunCommit.Consumed::messageId),
                commit.claimedOutcomes().stream().map(this::outcomeKey))
            .collect(Collectors.toSet());
    return state.unread(lease.chainId()).stream()
        .anyMatch(row -> !taken.contains(row.message.messageId()));
  }

  private boolean outcomeIsTaken() {
    return commit.claimedOutcomes().stream()
        .anyMatch(seq -> state.message(lease.chainId(), outcomeKey(seq)) != null);
  }

  /** Writes it; nothing objects. */
  void apply() {
    commit.events().forEach(event -> state.append(lease.runId(), event));
    commit.consumed().forEach(this::consume);
    commit.claimedOutcomes().forEach(this::claim);
    commit.retries().forEach(retry -> state.put(lease.runId(), retry));
    commit.settledActivities().forEach(seq -> state.deleteRetry(lease.runId(), seq));
    applyToRow(Objects.requireNonNull(state.runs.get(lease.runId())));
    applyToOthers(commit.outgoing());
  }

  private void applyToOthers(Outgoing outgoing) {
    Outgoing.Continuation continuation = outgoing.continuation();
    if (continuation != null) {
      state.insert(continuation.next(), state.now());
      continuation.unread().forEach(id -> found(id).giveBack());
    }
    outgoing.children().forEach(this::begin);
    for (Outgoing.Delivery delivery : outgoing.deliveries()) {
      if (delivery.ifOpen() == null || isOpen(delivery.ifOpen())) {
        state.deliver(delivery.chainId(), delivery.message(), delivery.consumedSeq());
      }
    }
  }

  private void begin(Outgoing.ChildStart child) {
    if (state.openRun(child.run().workflowId()) == null) {
      state.insert(child.run(), state.now());
    } else {
      state.deliver(lease.chainId(), child.refused(), null);
    }
  }

  private boolean isOpen(UUID run) {
    RunRow row = state.runs.get(run);
    return row != null && row.isOpen();
  }

  private void applyToRow(RunRow row) {
    if (commit.resumes()) {
      row.resume();
    }
    if (commit.closing() != null) {
      row.close(commit.closing());
      state.closed(row, commit.continues());
    }
  }

  private void consume(RunCommit.Consumed consumed) {
    found(consumed.messageId()).consume(consumed.seq());
  }

  private InboxRow found(String messageId) {
    return Objects.requireNonNull(state.message(lease.chainId(), messageId));
  }

  private void claim(long seq) {
    Message place =
        new Message(
            outcomeKey(seq), Message.Kind.ACTIVITY_OUTCOME, null, lease.runId(), seq, null, null);
    InboxRow row = state.newMessage(lease.chainId(), place);
    row.consume(resolutionOf(seq));
    state.insert(row);
  }

  private long resolutionOf(long seq) {
    return commit.events().stream()
        .filter(e -> Objects.equals(e.event().refSeq(), seq))
        .mapToLong(RecordedEvent::seq)
        .findFirst()
        .orElse(0);
  }

  private String outcomeKey(long seq) {
    return Message.outcomeKey(lease.runId(), seq);
  }

  private History history() {
    return state.history(lease.runId());
  }
}
