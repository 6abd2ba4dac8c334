package dev.workflows.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.ActivityTransactions.Fence;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.OwnershipStore.NodeRow;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.StoreException.Outcome;
import dev.workflows.test.StoreFaults.Fate;
import dev.workflows.test.StoreFaults.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the in-memory store adds to the contract: a clock that is given, and faults. */
class InMemoryWorkflowStoreTests {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00.000001Z");
  private static final UUID NODE = UUID.randomUUID();

  private Instant now = START;
  private final InMemoryWorkflowStore store = new InMemoryWorkflowStore(() -> now);

  @Test
  void claimsADelayedRunAtTheMomentItIsDue() {
    start(newRun(null, Duration.ofHours(24)));

    now = START.plus(Duration.ofHours(24)).minusNanos(1000);
    assertThat(claim()).isEmpty();

    now = START.plus(Duration.ofHours(24));
    assertThat(claim()).hasSize(1);
  }

  @Test
  void countsANodeAsDeadOnlyAfterItsLease() {
    start(newRun(NODE, Duration.ZERO));
    register(NODE);
    Claim claim = new Claim(UUID.randomUUID(), Set.of("order"), 10);
    Duration lease = Duration.ofSeconds(10);

    now = START.plus(lease);
    assertThat(store.ownership().takeOver(claim, lease)).isEmpty();

    now = START.plus(lease).plusNanos(1000);
    assertThat(store.ownership().takeOver(claim, lease)).hasSize(1);
  }

  @Test
  void readsItsClockInMicroseconds() {
    now = START.plusNanos(999);

    assertThat(register(NODE)).isEqualTo(START);
  }

  @Test
  void refusesEventsThatADatabaseCouldNotKeepExactly() {
    RunLease lease = start(newRun(NODE, Duration.ZERO));
    RecordedEvent finer =
        new RecordedEvent(2, new Event.TimerFired(1), 1, NODE, START.plusNanos(1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.commits().commit(List.of(commit(lease, finer))));
  }

  @Test
  void saysWhetherItIsExclusive() {
    assertThat(store.ownership().exclusive()).isFalse();
    assertThat(new InMemoryWorkflowStore(() -> now, true).ownership().exclusive()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ROLLED_BACK, ROLLED_BACK, 1",
    "LOCKED, LOCKED, 1",
    "LOST_BEFORE, UNKNOWN, 1",
    "LOST_AFTER, UNKNOWN, 2"
  })
  void letsAFaultDecideAboutACommit(Fate fate, Outcome told, long length) {
    RunLease lease = start(newRun(NODE, Duration.ZERO));
    RunCommit commit = commit(lease, event(2));
    store.inject(operation -> operation == Operation.COMMIT ? fate : Fate.ANSWERED);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.commits().commit(List.of(commit)))
        .extracting(StoreException::outcome)
        .isEqualTo(told);

    assertThat(store.histories().length(lease.runId())).isEqualTo(length);
    store.inject(StoreFaults.NONE);
    store.commits().commit(List.of(commit));
    assertThat(store.histories().length(lease.runId())).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"LOST_BEFORE, 0", "LOST_AFTER, 1"})
  void losesTheAnswerOfATransactionalActivity(Fate fate, int outcomes) {
    RunLease lease = start(newRun(NODE, Duration.ZERO));
    NewRun effect = newRun(null, Duration.ZERO);
    store.inject(operation -> operation == Operation.ACTIVITY ? fate : Fate.ANSWERED);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                store
                    .activityTransactions()
                    .execute(
                        new Fence(lease, 2, 1, false),
                        () -> {
                          store.callerTransaction().start(effect);
                          return Message.outcome(lease.runId(), 2, 1, null);
                        }))
        .extracting(StoreException::outcome)
        .isEqualTo(Outcome.UNKNOWN);

    assertThat(store.ownership().unreadOf(List.of(lease.chainId()))).hasSize(outcomes);
    assertThat(store.runs().runs(List.of(effect.runId()))).hasSize(outcomes);
    assertThat(store.callerTransaction().isActive()).isFalse();
  }

  @Test
  void asksTheFaultsOnceForEachWrite() {
    List<Operation> asked = new ArrayList<>();
    store.inject(
        operation -> {
          asked.add(operation);
          return Fate.ANSWERED;
        });

    register(NODE);
    RunLease lease = start(newRun(NODE, Duration.ZERO));
    store.commits().commit(List.of(commit(lease, event(2))));
    claim();
    store.runs().find("order-1");

    assertThat(asked)
        .containsExactly(Operation.REGISTER, Operation.START, Operation.COMMIT, Operation.CLAIM);
  }

  @Test
  void rollsBackATransactionThatIsMarked() {
    NewRun run = newRun(null, Duration.ZERO);
    List<String> seen = new ArrayList<>();

    store.inTransaction(
        () -> {
          store.callerTransaction().start(run);
          store.callerTransaction().afterCommit(() -> seen.add("committed"));
          store.setRollbackOnly();
        });

    assertThat(store.runs().find(run.workflowId())).isEmpty();
    assertThat(seen).isEmpty();
  }

  @Test
  void refusesWhatNeedsATransactionOutsideOfOne() {
    assertThatIllegalStateException()
        .isThrownBy(() -> store.callerTransaction().start(newRun(null, Duration.ZERO)));
    assertThatIllegalStateException().isThrownBy(store::setRollbackOnly);
  }

  private RunLease start(NewRun run) {
    store.commits().start(List.of(run));
    return new RunLease(run.runId(), run.runId(), NODE, 1);
  }

  private List<RunLease> claim() {
    return store.ownership().claim(new Claim(NODE, Set.of("order"), 10));
  }

  private Instant register(UUID node) {
    return store.ownership().register(new NodeRow(node, "host", "1"));
  }

  private NewRun newRun(UUID owner, Duration delay) {
    UUID id = UUID.randomUUID();
    RecordedEvent started =
        new RecordedEvent(1, new Event.WorkflowStarted("order", 1, null), 0, owner, now);
    return new NewRun(id, "order-" + id, "order", null, delay, owner, List.of(started), null);
  }

  private RecordedEvent event(long seq) {
    return new RecordedEvent(seq, new Event.ActivityScheduled("ship", null), 1, NODE, now);
  }

  private static RunCommit commit(RunLease lease, RecordedEvent... events) {
    return new RunCommit(
        lease, List.of(events), List.of(), List.of(), List.of(), List.of(), false, null);
  }
}
