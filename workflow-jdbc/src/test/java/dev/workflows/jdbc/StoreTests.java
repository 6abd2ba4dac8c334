package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.closing;
import static dev.workflows.jdbc.Scenario.commit;
import static dev.workflows.jdbc.Scenario.completed;
import static dev.workflows.jdbc.Scenario.json;
import static dev.workflows.jdbc.Scenario.lease;
import static dev.workflows.jdbc.Scenario.owned;
import static dev.workflows.jdbc.Scenario.unowned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.RunFilter;
import dev.workflows.WorkflowStatus;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A run's life through the store, on each database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreTests {

  private TestDatabase database;
  private CommitStore commits;
  private OwnershipStore ownership;

  abstract TestDatabase open();

  @BeforeAll
  void openDatabase() {
    database = open();
    commits = database.store().commits();
    ownership = database.store().ownership();
  }

  @AfterAll
  void closeDatabase() {
    database.close();
  }

  private static String id() {
    return UUID.randomUUID() + "-order";
  }

  @Test
  void goesFromStartToCompletionInItsOwnersHands() {
    NewRun run = owned(id());
    assertThat(commits.start(List.of(run)))
        .containsExactly(new StartOutcome(StartOutcome.Kind.STARTED, run.runId()));
    commits.commit(List.of(commit(lease(run), completed(lease(run), 3))));
    commits.commit(List.of(closing(lease(run), 4)));

    assertThat(database.store().runs().find(run.workflowId()))
        .get()
        .satisfies(
            row -> {
              assertThat(row.status()).isEqualTo(WorkflowStatus.COMPLETED);
              assertThat(row.owner()).isNull();
              assertThat(row.result()).isEqualTo(json("receipt"));
            });
    assertThat(database.store().histories().read(run.runId(), 1, 10))
        .hasSize(4)
        .startsWith(run.events().get(0), run.events().get(1));
  }

  @Test
  void takesACommitThatIsSentAgainForWritten() {
    NewRun run = owned(id());
    commits.start(List.of(run));
    RunCommit commit = commit(lease(run), completed(lease(run), 3));
    RunCommit end = closing(lease(run), 4);
    commits.commit(List.of(commit));
    commits.commit(List.of(commit));
    commits.commit(List.of(end));
    commits.commit(List.of(end));
    commits.commit(List.of(commit));
    assertThat(database.store().histories().length(run.runId())).isEqualTo(4);
  }

  @Test
  void rejectsWhatCollides() {
    NewRun run = owned(id());
    NewRun other = owned(id());
    commits.start(List.of(run, other));
    commits.commit(List.of(commit(lease(run), completed(lease(run), 3))));
    RunCommit late = commit(lease(run), completed(lease(run), 3));
    RunCommit fine = commit(lease(other), completed(lease(other), 3));
    assertRejected(Reason.FENCED, late);
    assertRejected(Reason.IN_BATCH, late, fine);
    assertThat(database.store().histories().length(other.runId())).isEqualTo(2);
  }

  private void assertRejected(Reason reason, RunCommit... batch) {
    assertThatThrownBy(() -> commits.commit(List.of(batch)))
        .isInstanceOfSatisfying(
            CommitRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void doesNotCloseOverAnUnreadMessage() {
    NewRun run = owned(id());
    commits.start(List.of(run));
    CommitStore.Send send =
        new CommitStore.Send(run.workflowId(), Message.signal("m-1", "paid", json("10")));
    assertThat(commits.send(List.of(send, send)))
        .extracting(SendOutcome::kind)
        .containsExactly(SendOutcome.Kind.ACCEPTED, SendOutcome.Kind.DUPLICATE);
    assertRejected(Reason.UNREAD_MESSAGES, closing(lease(run), 3));
    assertThat(ownership.unread(Scenario.NODE, 100))
        .extracting(m -> m.message())
        .contains(send.message());
    commits.commit(List.of(closing(lease(run), 3, new RunCommit.Consumed("signal:m-1", 3))));
    assertThat(commits.send(List.of(send)).get(0).kind()).isEqualTo(SendOutcome.Kind.CLOSED);
    assertThat(commits.send(List.of(new CommitStore.Send("nobody", send.message()))).get(0).kind())
        .isEqualTo(SendOutcome.Kind.NOT_FOUND);
  }

  @Test
  void claimsWhatIsDueLoadsItAndReleasesIt() {
    NewRun run = unowned(id());
    commits.start(List.of(run));
    UUID node = UUID.randomUUID();
    Claim claim = new Claim(node, Set.of("order"), 100);
    assertThat(ownership.claim(new Claim(node, Set.of("other"), 100))).isEmpty();
    List<RunLease> claimed = ownership.claim(claim);
    assertThat(claimed).containsExactly(new RunLease(run.runId(), run.runId(), node, 1));
    assertThat(ownership.load(claimed))
        .singleElement()
        .satisfies(
            loaded -> {
              assertThat(loaded.history()).isEqualTo(run.events());
              assertThat(loaded.run().owner()).isEqualTo(node);
            });
    Release release = new Release(claimed.get(0), null, List.of("a signal"), null);
    assertThat(ownership.release(List.of(release))).containsExactly(run.runId());
    assertThat(ownership.claim(claim)).isEmpty();
    commits.send(
        List.of(new CommitStore.Send(run.runId().toString(), Message.signal("m", "paid", null))));
    List<RunLease> again = ownership.claim(claim);
    assertThat(again).extracting(RunLease::fence).containsExactly(2L);
    assertThat(ownership.load(again).get(0).unread()).hasSize(1);
    assertThat(ownership.release(List.of(new Release(again.get(0), null, List.of(), null))))
        .isEmpty();
  }

  @Test
  void takesOverWhatADeadNodeOwned() {
    NewRun run = owned(id(), UUID.randomUUID());
    commits.start(List.of(run));
    UUID node = UUID.randomUUID();
    ownership.register(new OwnershipStore.NodeRow(Scenario.NODE, "here", "1"));
    List<RunLease> taken =
        ownership.takeOver(new Claim(node, Set.of("order"), 100), Duration.ofSeconds(10));
    assertThat(taken).extracting(RunLease::runId).contains(run.runId());
    assertThat(database.store().histories().length(run.runId())).isEqualTo(3);
    assertRejected(Reason.FENCED, commit(lease(run), completed(lease(run), 3)));
    assertThat(ownership.load(List.of(lease(run)))).isEmpty();
  }

  @Test
  void terminatesFromOutside() {
    NewRun run = owned(id());
    commits.start(List.of(run));
    CommitStore.Termination termination =
        new CommitStore.Termination(run.workflowId(), json("why"), UUID.randomUUID());
    assertThat(commits.terminate(termination).kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
    assertThat(commits.terminate(termination).kind()).isEqualTo(SendOutcome.Kind.CLOSED);
    assertRejected(Reason.FENCED, closing(lease(run), 4));
  }

  @Test
  void answersStartsThatMeetEachOther() {
    NewRun first = owned(id());
    NewRun second = owned(first.workflowId());
    assertThat(commits.start(List.of(first, second, first)))
        .containsExactly(
            new StartOutcome(StartOutcome.Kind.STARTED, first.runId()),
            new StartOutcome(StartOutcome.Kind.ALREADY_OPEN, first.runId()),
            new StartOutcome(StartOutcome.Kind.STARTED, first.runId()));
  }

  @Test
  void listsNewestFirst() {
    NewRun first = owned(id());
    NewRun second = owned(id());
    commits.start(List.of(first));
    commits.start(List.of(second));
    RunFilter filter = new RunFilter("order", WorkflowStatus.RUNNING, first.workflowId(), null);
    assertThat(database.store().runs().list(filter, null, 10))
        .extracting(r -> r.runId())
        .containsExactly(first.runId());
    assertThat(database.store().runs().list(RunFilter.all(), null, 1))
        .extracting(r -> r.runId())
        .containsExactly(second.runId());
    assertThat(database.store().runs().unanswered(List.of(first.runId())).get(first.runId()))
        .hasSize(1);
  }
}
