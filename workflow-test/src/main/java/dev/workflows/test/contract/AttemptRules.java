package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.ActivityTransactions.Fence;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.RunLease;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An attempt that is no longer the run's to make leaves neither effect nor outcome. */
abstract class AttemptRules extends CallingRules {

  private static final Instant DUE = Instant.parse("2030-01-01T00:00:00Z");

  AttemptRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void rollsBackWhenTheRunHasAnotherOwner() throws Exception {
    RunLease lease = calling();

    assertNotRecorded(lease, fence(lease), () -> ownership().reclaim(List.of(lease)));
  }

  @Test
  void rollsBackWhenTheRunWasReleased() throws Exception {
    RunLease lease = calling();

    assertNotRecorded(lease, fence(lease), () -> release(lease, DUE));
  }

  @Test
  void rollsBackWhenTheRunWasTerminated() throws Exception {
    RunLease lease = calling();
    Termination end =
        new Termination(UUID.randomUUID(), lease.runId().toString(), null, UUID.randomUUID());

    assertNotRecorded(lease, fence(lease), () -> commits().terminate(end));
  }

  @Test
  void rollsBackWhenTheTurnHasResolvedTheCall() throws Exception {
    RunLease lease = calling();

    assertNotRecorded(
        lease,
        fence(lease),
        () -> {
          commit(turn(lease).records(GIVEN_UP).claimsOutcome(2));
          return true;
        });
  }

  @Test
  void rollsBackAnAttemptThatItsRowNoLongerNames() throws Exception {
    RunLease lease = calling();
    commit(turn(lease).retries(new ActivityRetry(2, 2, DUE, null)));

    assertNotRecorded(
        lease,
        new Fence(lease, 2, 2, true),
        () -> {
          commit(turn(lease).retries(new ActivityRetry(2, 3, DUE, null)));
          return true;
        });
  }

  @Test
  void rollsBackAnAttemptWhoseRowIsGone() throws Exception {
    RunLease lease = calling();
    commit(turn(lease).retries(new ActivityRetry(2, 2, DUE, null)));

    assertNotRecorded(
        lease,
        new Fence(lease, 2, 2, true),
        () -> {
          commit(turn(lease).settles(2));
          return true;
        });
  }

  @Test
  void rollsBackAnAttemptWithARowWhenTheRunHasAnotherOwner() throws Exception {
    RunLease lease = calling();
    commit(turn(lease).retries(new ActivityRetry(2, 2, DUE, null)));

    assertNotRecorded(
        lease, new Fence(lease, 2, 2, true), () -> ownership().reclaim(List.of(lease)));
  }

  @Test
  void recordsTheAttemptThatItsRowNames() throws Exception {
    RunLease lease = calling();
    commit(turn(lease).retries(new ActivityRetry(2, 2, DUE, null)));

    assertThat(execute(lease, new Fence(lease, 2, 2, true), () -> true).recorded()).isTrue();

    assertEffect(true);
  }
}
