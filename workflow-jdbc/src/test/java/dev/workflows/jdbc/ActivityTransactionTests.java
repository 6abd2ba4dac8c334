package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.json;
import static dev.workflows.jdbc.Scenario.lease;
import static dev.workflows.jdbc.Scenario.owned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.ActivityTransactions.Fence;
import dev.workflows.spi.ActivityTransactions.Result;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Activities whose effect and record are one commit, on each database. */
abstract class ActivityTransactionTests extends TransactionTestSupport {

  private NewRun withActivity() {
    NewRun run = owned(id());
    database.store().commits().start(List.of(run));
    return run;
  }

  private static Fence fence(NewRun run) {
    return new Fence(lease(run), 2, 1, false);
  }

  private static Message outcome(NewRun run) {
    return Message.outcome(run.runId(), 2, 1, json("reserved"));
  }

  private Result execute(Fence fence, Message outcome) throws Exception {
    return database
        .store()
        .activityTransactions()
        .execute(
            fence,
            () -> {
              effect();
              return outcome;
            });
  }

  private void assertUnread(NewRun run, Message... messages) {
    assertThat(database.store().ownership().unreadOf(List.of(run.runId())))
        .extracting(m -> m.message())
        .containsExactly(messages);
  }

  @Test
  void recordsAnActivityWithItsEffect() throws Exception {
    NewRun run = withActivity();
    Message outcome = outcome(run);
    assertThat(execute(fence(run), outcome)).isEqualTo(new Result(true, outcome));
    assertThat(effects()).isOne();
    assertUnread(run, outcome);
  }

  @Test
  void rollsTheEffectBackWhenAnotherResolutionWasFirst() throws Exception {
    NewRun run = withActivity();
    execute(fence(run), outcome(run));
    assertThat(execute(fence(run), outcome(run))).isEqualTo(new Result(false, null));
    assertThat(effects()).isOne();
  }

  @Test
  void rollsTheEffectBackWhenTheRunHasAnotherOwnerOrEnded() throws Exception {
    NewRun run = withActivity();
    RunLease stale = new RunLease(run.runId(), run.runId(), UUID.randomUUID(), 1);
    assertThat(execute(new Fence(stale, 2, 1, false), outcome(run)).recorded()).isFalse();
    database.store().commits().commit(List.of(Scenario.closing(lease(run), 3)));
    assertThat(execute(fence(run), outcome(run)).recorded()).isFalse();
    assertThat(execute(new Fence(lease(run), 2, 1, true), outcome(run)).recorded()).isFalse();
    assertThat(effects()).isZero();
  }

  @Test
  void fencesARetriedActivityByItsAttempt() throws Exception {
    NewRun run = withActivity();
    RunCommit retry =
        new RunCommit(
            lease(run),
            List.of(),
            List.of(),
            List.of(new ActivityRetry(2, 2, Scenario.now(), null)),
            List.of(),
            List.of(),
            false,
            null);
    database.store().commits().commit(List.of(retry));
    assertThat(execute(new Fence(lease(run), 2, 1, true), outcome(run)).recorded()).isFalse();
    assertThat(execute(new Fence(lease(run), 2, 2, true), outcome(run)).recorded()).isTrue();
    assertThat(effects()).isOne();
  }

  @Test
  void losesAgainstATurnThatResolvedTheActivityAndWinsBefore() throws Exception {
    NewRun run = withActivity();
    execute(fence(run), outcome(run));
    RunCommit resolving =
        new RunCommit(
            lease(run),
            List.of(Scenario.completed(lease(run), 3)),
            List.of(),
            List.of(),
            List.of(),
            List.of(2L),
            false,
            null);
    assertThatThrownBy(() -> database.store().commits().commit(List.of(resolving)))
        .isInstanceOfSatisfying(
            CommitRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.OUTCOME_TAKEN));
    assertThat(database.store().histories().length(run.runId())).isEqualTo(2);
  }

  @Test
  void givesTheActivityBackItsExceptionAndItsEffectUp() {
    NewRun run = withActivity();
    IllegalStateException failure = new IllegalStateException("out of stock");
    assertThatThrownBy(
            () ->
                database
                    .store()
                    .activityTransactions()
                    .execute(
                        fence(run),
                        () -> {
                          effect();
                          throw failure;
                        }))
        .isSameAs(failure);
    assertThat(effects()).isZero();
    assertUnread(run);
  }

  @Test
  void refusesAnActivityThatReturnsFromAMarkedTransaction() {
    NewRun run = withActivity();
    assertRefused(
        run,
        () ->
            transaction.executeWithoutResult(
                status -> {
                  effect();
                  status.setRollbackOnly();
                }));
    assertThat(effects()).isZero();
  }

  @Test
  void refusesAManagerOfAnotherDatabase() {
    NewRun run = withActivity();
    try (TestDatabase other = TestDatabase.h2()) {
      JdbcWorkflowStore wrong =
          JdbcWorkflowStore.create(
              database.engine(),
              database.application(),
              other.transactionManager(),
              JdbcStoreSettings.DEFAULT);
      assertThatThrownBy(() -> wrong.activityTransactions().execute(fence(run), () -> outcome(run)))
          .isInstanceOfSatisfying(
              WorkflowException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.ACTIVITY_TRANSACTION));
    }
  }

  private void assertRefused(NewRun run, Runnable body) {
    assertThatThrownBy(
            () ->
                database
                    .store()
                    .activityTransactions()
                    .execute(
                        fence(run),
                        () -> {
                          body.run();
                          return outcome(run);
                        }))
        .isInstanceOfSatisfying(
            WorkflowException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ACTIVITY_TRANSACTION));
    assertUnread(run);
  }

  @Test
  void countsAnActivityAsRecordedWhoseCommitListenerFails() throws Exception {
    NewRun run = withActivity();
    Result result =
        database
            .store()
            .activityTransactions()
            .execute(
                fence(run),
                () -> {
                  TransactionSynchronizationManager.registerSynchronization(
                      new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                          throw new IllegalStateException("a listener");
                        }
                      });
                  return outcome(run);
                });
    assertThat(result.recorded()).isTrue();
    assertUnread(run, outcome(run));
  }
}
