package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.json;
import static dev.workflows.jdbc.Scenario.lease;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.Event;
import dev.workflows.spi.ActivityTransactions.Fence;
import dev.workflows.spi.ActivityTransactions.Result;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The outcome of a transactional activity, and what meets it. */
abstract class ActivityRaceTests extends Races {

  @BeforeAll
  void createEffects() {
    database.sql().sql("create table effect (run_id uuid)").update();
  }

  private Result execute(NewRun run, Runnable beforeCommit) throws Exception {
    return database
        .store()
        .activityTransactions()
        .execute(
            new Fence(lease(run), 2, 1, false),
            () -> {
              database.sql().sql("insert into effect values (?)").param(run.runId()).update();
              TransactionSynchronizationManager.registerSynchronization(
                  new TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                      beforeCommit.run();
                    }
                  });
              return Message.outcome(run.runId(), 2, 1, json("done"));
            });
  }

  private Result execute(NewRun run) throws Exception {
    return execute(run, () -> {});
  }

  private static Claim everything() {
    return new Claim(UUID.randomUUID(), Set.of("order"), 1000);
  }

  private List<UUID> takenOver() {
    return ownership().takeOver(everything(), Duration.ZERO).stream().map(RunLease::runId).toList();
  }

  /** The turn gives the activity up, which is an outcome as well. */
  private static RunCommit givingUp(NewRun run) {
    Event failed = new Event.ActivityFailed(2, 1, json("too late"));
    return new RunCommit(
        lease(run),
        List.of(Scenario.event(3, failed, 1, Scenario.NODE)),
        List.of(),
        List.of(),
        List.of(),
        List.of(2L),
        false,
        null);
  }

  private void assertNothingHappened(NewRun run) {
    assertThat(effects(run)).isZero();
    assertThat(ownership().unreadOf(List.of(run.runId()))).isEmpty();
  }

  private long effects(NewRun run) {
    return database
        .sql()
        .sql("select count(*) from effect where run_id = ?")
        .param(run.runId())
        .query(Long.class)
        .single();
  }

  @Test
  void isNotRecordedBesideAnotherOutcomeThatWasFirst() throws Exception {
    NewRun run = started();
    rivalCommits(givingUp(run));

    var activity = waiting(() -> execute(run));
    rival.commit();

    assertThat(answer(activity).recorded()).isFalse();
    assertNothingHappened(run);
  }

  @Test
  void isRecordedWhenTheOtherOutcomeIsGivenUp() throws Exception {
    NewRun run = started();
    rivalCommits(givingUp(run));

    var activity = waiting(() -> execute(run));
    rival.rollback();

    assertThat(answer(activity).recorded()).isTrue();
    assertThat(effects(run)).isOne();
  }

  @Test
  void keepsAnotherOutcomeThatComesAsItCommitsOut() throws Exception {
    NewRun run = started();
    dialect
        .messages(TABLES)
        .send(
            rival,
            List.of(
                new Send(
                    run.runId().toString(), Message.outcome(run.runId(), 2, 1, json("done")))));

    var turn = waiting(committing(givingUp(run)));
    rival.commit();

    assertThat(failure(turn))
        .isInstanceOfSatisfying(
            CommitRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.OUTCOME_TAKEN));
    assertThat(length(run)).isEqualTo(2);
  }

  @Test
  void isNotRecordedUnderAnOwnerThatChangesAsItIsRecorded() throws Exception {
    NewRun run = started();
    dialect.ownership(TABLES).takeOver(rival, everything(), Duration.ZERO);

    var activity = waiting(() -> execute(run));
    rival.commit();

    assertThat(answer(activity).recorded()).isFalse();
    assertNothingHappened(run);
  }

  @Test
  void keepsItsRunFromOthersUntilItIsDurable() throws Exception {
    NewRun run = started();
    NewRun other = started();
    List<UUID> taken = new ArrayList<>();

    Result result = execute(run, () -> taken.addAll(takenOver()));

    assertThat(result.recorded()).isTrue();
    assertThat(taken).contains(other.runId()).doesNotContain(run.runId());
    assertThat(takenOver()).contains(run.runId());
    assertThat(ownership().unreadOf(List.of(run.runId()))).hasSize(1);
  }
}
