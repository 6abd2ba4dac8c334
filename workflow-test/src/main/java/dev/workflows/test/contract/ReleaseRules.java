package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.WorkflowStatus;
import dev.workflows.payload.Payload;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An owner gives a run up unless there is something for it to do. */
abstract class ReleaseRules extends StoreRules {

  private static final Instant DUE = Instant.parse("2030-01-01T00:00:00.123456Z");
  private static final Payload PROBLEM = new Payload("{\"type\":\"mismatch\"}");

  ReleaseRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void noteWhenAndForWhatAReleasedRunWaits() {
    RunLease lease = owned();
    List<String> waitingFor = List.of("payment until 14:05 (signals: paid)", "attempt 3 of 5");

    assertThat(release(new Release(lease, DUE, waitingFor, null))).isTrue();

    RunRecord run = record(lease);
    assertThat(run.status()).isEqualTo(WorkflowStatus.RUNNING);
    assertThat(run.owner()).isNull();
    assertThat(run.fence()).isEqualTo(lease.fence());
    assertThat(run.wakeAt()).isEqualTo(DUE);
    assertThat(run.waitingFor()).isEqualTo(waitingFor);
    assertThat(ownership().owned(lease.node())).isEmpty();
  }

  @Test
  void keepARunThatHasAnUnreadMessage() {
    RunLease lease = owned();
    send(lease, signal("1"));

    assertThat(release(lease, DUE)).isFalse();

    assertThat(record(lease).owner()).isEqualTo(lease.node());
    commit(turn(lease).consumes(idOf(signal("1")), 0));
    assertThat(release(lease, DUE)).isTrue();
  }

  @Test
  void refuseWhatIsNoLongerOwned() {
    RunLease released = owned();
    release(released, DUE);
    RunLease reclaimed = owned();
    ownership().reclaim(List.of(reclaimed));

    assertThat(release(released, null)).isFalse();
    assertThat(release(reclaimed, null)).isFalse();

    assertThat(record(released).wakeAt()).isEqualTo(DUE);
    assertThat(record(reclaimed).owner()).isEqualTo(reclaimed.node());
  }

  @Test
  void giveUpManyAtOnceEachForItself() {
    RunLease free = owned();
    RunLease busy = owned();
    send(busy, signal("1"));
    RunLease blocked = owned();

    Set<UUID> released =
        ownership()
            .release(
                List.of(
                    new Release(free, DUE, List.of("timer"), null),
                    new Release(busy, DUE, List.of("timer"), null),
                    new Release(blocked, null, List.of("code"), PROBLEM)));

    assertThat(released).containsExactlyInAnyOrder(free.runId(), blocked.runId());
    assertThat(record(blocked).status()).isEqualTo(WorkflowStatus.BLOCKED);
    assertThat(record(free).status()).isEqualTo(WorkflowStatus.RUNNING);
    assertThat(ownership().release(List.of())).isEmpty();
  }

  @Test
  void letTheNextOwnerHaveAHigherFence() {
    RunLease lease = owned();
    release(lease, databaseTime().minusSeconds(1));

    RunLease next = claim(node()).get(0);

    assertThat(next.fence()).isGreaterThan(lease.fence());
    assertRejected(Reason.FENCED, turn(lease));
    assertThat(release(lease, null)).isFalse();
    commit(turn(next).records(scheduled("a")));
  }

  @Test
  void blockARunThatHasAProblem() {
    RunLease lease = owned();

    assertThat(release(new Release(lease, DUE, List.of("other code"), PROBLEM))).isTrue();

    RunRecord run = record(lease);
    assertThat(run.status()).isEqualTo(WorkflowStatus.BLOCKED);
    assertThat(run.problem()).isEqualTo(PROBLEM);
    assertThat(run.problemCount()).isEqualTo(1);
    assertThat(run.wakeAt()).isEqualTo(DUE);
    assertThat(run.waitingFor()).containsExactly("other code");
    assertThat(run.owner()).isNull();
  }

  @Test
  void blockARunAlsoIfItHasUnreadMessages() {
    RunLease lease = owned();
    send(lease, signal("1"));

    assertThat(release(new Release(lease, DUE, List.of("other code"), PROBLEM))).isTrue();
  }

  @Test
  void wakeABlockedRunOnlyWhenItIsDue() {
    RunLease lease = owned();
    release(new Release(lease, DUE, List.of("other code"), PROBLEM));
    send(lease, signal("1"));
    UUID node = node();

    assertThat(claim(node)).isEmpty();

    RunLease other = owned();
    release(new Release(other, databaseTime().minusSeconds(1), List.of("other code"), PROBLEM));
    assertThat(claim(node)).extracting(RunLease::runId).containsExactly(other.runId());
    assertThat(record(other).status()).isEqualTo(WorkflowStatus.BLOCKED);
  }

  @Test
  void countTheProblemsInARowAndForgetThemWhenTheRunResumes() {
    RunLease lease = blockedAgain(blockedAgain(owned()));
    assertThat(record(lease).problemCount()).isEqualTo(2);
    assertThat(record(lease).status()).isEqualTo(WorkflowStatus.BLOCKED);

    commit(turn(lease).resumes());

    RunRecord run = record(lease);
    assertThat(run.status()).isEqualTo(WorkflowStatus.RUNNING);
    assertThat(run.problem()).isNull();
    assertThat(run.problemCount()).isZero();
  }

  @Test
  void resumeABlockedRunTogetherWithItsEvents() {
    RunLease lease = blockedAgain(owned());

    commit(turn(lease).records(scheduled("a")).resumes());

    assertThat(record(lease).status()).isEqualTo(WorkflowStatus.RUNNING);
    assertThat(history(lease)).hasSize(2);
  }

  @Test
  void keepABlockedRunBlockedThatIsReleasedWithoutHavingGoneOn() {
    RunLease lease = blockedAgain(owned());

    release(lease, DUE);

    assertThat(record(lease).status()).isEqualTo(WorkflowStatus.BLOCKED);
    assertThat(record(lease).problem()).isEqualTo(PROBLEM);
  }

  @Test
  void closeABlockedRun() {
    RunLease lease = blockedAgain(owned());

    commit(turn(lease).completes(json("1")));

    assertThat(record(lease).status()).isEqualTo(WorkflowStatus.COMPLETED);
    assertThat(record(lease).problem()).isNull();
    assertThat(record(lease).problemCount()).isZero();
  }

  @Test
  void terminateABlockedRun() {
    RunLease lease = blockedAgain(owned());
    String target = lease.runId().toString();

    commits().terminate(new Termination(UUID.randomUUID(), target, null, node()));

    assertThat(record(lease).problem()).isNull();
    assertThat(record(lease).problemCount()).isZero();
  }

  /** Blocks a run and has it claimed once more. */
  private RunLease blockedAgain(RunLease lease) {
    Instant past = databaseTime().minusSeconds(1);
    assertThat(release(new Release(lease, past, List.of("other code"), PROBLEM))).isTrue();
    return claim(node()).get(0);
  }
}
