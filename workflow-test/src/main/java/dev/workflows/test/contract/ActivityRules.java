package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.history.Event;
import dev.workflows.spi.ActivityTransactions.Result;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunLease;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * A transactional activity's effect and outcome are one, and a call has one resolution: the
 * activity's own or the turn's, whichever is first.
 */
abstract class ActivityRules extends CallingRules {

  ActivityRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void recordsTheOutcomeTogetherWithTheEffect() throws Exception {
    RunLease lease = calling();

    Result result = execute(lease);

    assertThat(result).isEqualTo(new Result(true, outcome(lease)));
    assertThat(unread(lease)).containsExactly(outcome(lease));
    assertEffect(true);
  }

  @Test
  void runsTheActivityInATransactionOfItsThread() throws Exception {
    RunLease lease = calling();
    CallerTransaction transaction = store().callerTransaction();

    store()
        .activityTransactions()
        .execute(
            fence(lease),
            () -> {
              assertThat(transaction.isActive()).isTrue();
              transaction.start(effect.run());
              assertThat(Race.elsewhere(() -> runs().find(effect.workflowId()))).isEmpty();
              return outcome(lease);
            });

    assertThat(transaction.isActive()).isFalse();
    assertEffect(true);
  }

  @Test
  void rollsBackWhenTheActivityThrowsAndPassesTheExceptionOn() {
    RunLease lease = calling();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                store()
                    .activityTransactions()
                    .execute(
                        fence(lease),
                        () -> {
                          store().callerTransaction().start(effect.run());
                          throw new IOException("no carrier");
                        }))
        .withMessage("no carrier");

    assertThat(unread(lease)).isEmpty();
    assertEffect(false);
    assertThat(store().callerTransaction().isActive()).isFalse();
  }

  @Test
  void rejectsATurnsResolutionWhenTheActivityWasFirst() throws Exception {
    RunLease lease = calling();
    execute(lease);

    assertRejected(Reason.OUTCOME_TAKEN, turn(lease).records(GIVEN_UP).claimsOutcome(2));

    assertThat(history(lease)).hasSize(2);
    assertThat(unread(lease)).containsExactly(outcome(lease));
  }

  @Test
  void fencesATurnOfAnEarlierFenceWhoseOutcomeIsTakenToo() throws Exception {
    RunLease lease = calling();
    execute(lease);
    ownership().reclaim(List.of(lease));

    assertRejected(Reason.FENCED, turn(lease).records(GIVEN_UP).claimsOutcome(2));
  }

  @Test
  void saysThatTheOutcomeIsTakenAlsoToATurnThatClosesTheRun() throws Exception {
    RunLease lease = calling();
    execute(lease);

    assertRejected(
        Reason.OUTCOME_TAKEN, turn(lease).records(GIVEN_UP).claimsOutcome(2).completes(json("1")));
  }

  @Test
  void makesAnEventOfARecordedOutcome() throws Exception {
    RunLease lease = calling();
    execute(lease);

    commit(
        turn(lease)
            .records(new Event.ActivityCompleted(2, 1, json("\"done\"")))
            .consumes(Message.outcomeKey(lease.runId(), 2), 3));

    assertThat(unread(lease)).isEmpty();
    assertThat(execute(lease).recorded()).isFalse();
  }

  @Test
  void leavesNoUnreadMessageOfAClaimedOutcome() {
    RunLease lease = calling();

    commit(turn(lease).records(GIVEN_UP).claimsOutcome(2));

    assertThat(unread(lease)).isEmpty();
    commit(turn(lease).completes(json("1")));
  }

  @Test
  void acceptsATurnThatClaimedAnOutcomeAgain() {
    RunLease lease = calling();
    Turn turn = turn(lease).records(GIVEN_UP).claimsOutcome(2);
    commit(turn);

    commit(turn);

    assertThat(history(lease)).hasSize(3);
  }

  @Test
  void claimsTheOutcomesOfTheCallsItNamesOnly() throws Exception {
    RunLease lease = calling();
    commit(turn(lease).records(scheduled("other")));

    commit(turn(lease).records(new Event.ActivityFailed(3, 1, json("{}"))).claimsOutcome(3));

    assertThat(execute(lease).recorded()).isTrue();
  }

  @Test
  void resolvesACallOnceWhenTheActivityAndTheTurnMeet() {
    for (int round = 0; round < 15; round++) {
      RunLease lease = calling();
      Turn givingUp = turn(lease).records(GIVEN_UP).claimsOutcome(2);

      List<Boolean> won = Race.all(List.of(executing(lease), committing(givingUp)));

      assertThat(won).containsExactlyInAnyOrder(true, false);
      assertThat(unread(lease)).hasSize(won.get(0) ? 1 : 0);
      assertThat(history(lease)).hasSize(won.get(1) ? 3 : 2);
    }
  }

  private Callable<Boolean> executing(RunLease lease) {
    return () ->
        Race.settled(
            () ->
                store()
                    .activityTransactions()
                    .execute(fence(lease), () -> outcome(lease))
                    .recorded());
  }

  private Callable<Boolean> committing(Turn turn) {
    return () -> {
      try {
        return Race.settled(
            () -> {
              commit(turn);
              return true;
            });
      } catch (CommitRejectedException e) {
        assertThat(e.reason()).isEqualTo(Reason.OUTCOME_TAKEN);
        return false;
      }
    };
  }

  @Test
  void refusesAnOutcomeSentByAnyOtherWayThatIsThereAlready() throws Exception {
    RunLease lease = calling();
    execute(lease);

    assertThat(send(lease, outcome(lease)).kind()).isEqualTo(SendOutcome.Kind.DUPLICATE);
  }
}
