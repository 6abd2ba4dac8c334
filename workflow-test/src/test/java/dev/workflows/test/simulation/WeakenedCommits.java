package dev.workflows.test.simulation;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.RunRecord;
import dev.workflows.spi.WorkflowStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** What commits become where a guard is missing. */
final class WeakenedCommits {

  private WeakenedCommits() {}

  static RunCommit claimingNothing(RunCommit c) {
    return new RunCommit(
        c.lease(),
        c.events(),
        c.consumed(),
        c.retries(),
        c.settledActivities(),
        List.of(),
        c.resumes(),
        c.closing(),
        c.outgoing());
  }

  static RunCommit consumingNothing(RunCommit c) {
    return new RunCommit(
        c.lease(),
        c.events(),
        List.of(),
        c.retries(),
        c.settledActivities(),
        c.claimedOutcomes(),
        c.resumes(),
        c.closing(),
        c.outgoing());
  }

  static RunCommit behindNewOwners(WorkflowStore store, RunCommit commit) {
    return row(store, commit).fence() > commit.lease().fence() ? atTheEnd(store, commit) : commit;
  }

  /** Under whatever ownership there is now, behind whatever stands there. */
  static RunCommit atTheEnd(WorkflowStore store, RunCommit commit) {
    RunRecord row = row(store, commit);
    UUID owner = row.owner();
    List<RecordedEvent> there = there(store, commit);
    boolean written = !there.isEmpty() && there.get(0).equals(commit.events().get(0));
    if (written) {
      return commit;
    }
    UUID node = owner == null ? commit.lease().node() : owner;
    RunLease lease = new RunLease(runId(commit), row.chainId(), node, row.fence());
    return new RunCommit(
        lease,
        moved(store, commit),
        commit.consumed(),
        commit.retries(),
        commit.settledActivities(),
        commit.claimedOutcomes(),
        commit.resumes(),
        commit.closing(),
        commit.outgoing());
  }

  /** What stands there already is written again. */
  static RunCommit onceMore(WorkflowStore store, RunCommit commit) {
    if (commit.closing() != null || !there(store, commit).equals(commit.events())) {
      return commit;
    }
    return new RunCommit(
        commit.lease(),
        commit.events().isEmpty() ? List.of() : moved(store, commit),
        List.of(),
        commit.retries(),
        List.of(),
        List.of(),
        commit.resumes(),
        null,
        commit.outgoing());
  }

  static List<RecordedEvent> there(WorkflowStore store, RunCommit commit) {
    return commit.events().isEmpty()
        ? List.of()
        : store.histories().read(runId(commit), commit.events().get(0).seq(), Long.MAX_VALUE);
  }

  private static List<RecordedEvent> moved(WorkflowStore store, RunCommit commit) {
    List<RecordedEvent> events = new ArrayList<>();
    long seq = store.histories().nextSeq(runId(commit));
    for (RecordedEvent e : commit.events()) {
      events.add(new RecordedEvent(seq++, e.event(), e.fence(), e.node(), e.recordedAt()));
    }
    return events;
  }

  /** Whatever outcome a turn found answered already is recorded nevertheless. */
  static RunCommit answeringAgain(WorkflowStore store, RunCommit commit) {
    RunCommit weak = claimingNothing(commit);
    List<RecordedEvent> events = new ArrayList<>(weak.events());
    for (InboxMessage read : store.ownership().unreadOf(List.of(commit.lease().chainId()))) {
      Message message = read.message();
      boolean isDropped =
          message.kind() == Message.Kind.ACTIVITY_OUTCOME
              && commit.consumed().contains(new RunCommit.Consumed(message.messageId(), 0));
      if (isDropped && commit.closing() == null) {
        events.add(answer(store, commit, events, message));
      }
    }
    return weak.with(events, weak.retries(), weak.closing(), weak.outgoing());
  }

  private static RecordedEvent answer(
      WorkflowStore store, RunCommit commit, List<RecordedEvent> before, Message message) {
    long seq = store.histories().nextSeq(runId(commit)) + before.size();
    Event event =
        new Event.ActivityCompleted(
            Objects.requireNonNull(message.refSeq()),
            Objects.requireNonNull(message.attempts()),
            message.payload());
    RunLease lease = commit.lease();
    List<RecordedEvent> last = store.histories().read(runId(commit), 1, Long.MAX_VALUE);
    return new RecordedEvent(
        seq,
        event,
        lease.fence(),
        lease.node(),
        (before.isEmpty() ? last.get(last.size() - 1) : before.get(0)).recordedAt());
  }

  static UUID runId(RunCommit commit) {
    return commit.lease().runId();
  }

  static RunRecord row(WorkflowStore store, RunCommit commit) {
    return store.runs().find(runId(commit).toString()).orElseThrow();
  }
}
