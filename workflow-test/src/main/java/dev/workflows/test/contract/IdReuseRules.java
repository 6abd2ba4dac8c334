package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.IdReusePolicy;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartAndSend;
import dev.workflows.spi.CommitStore.StartAndSendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.CommitStore.StartOutcome.Kind;
import dev.workflows.spi.RunLease;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A start may ask that its workflow id was not used before, and no other start slips in. */
abstract class IdReuseRules extends StoreRules {

  IdReuseRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void beginWhereNothingWasBefore() {
    assertThat(start(plan().idReuse(IdReusePolicy.REJECT_DUPLICATE)).kind())
        .isEqualTo(Kind.STARTED);
    assertThat(start(plan().idReuse(IdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY)).kind())
        .isEqualTo(Kind.STARTED);
  }

  @Test
  void refuseAnIdWhoseRunHasEnded() {
    StartPlan before = ended(completing());
    StartPlan second =
        plan()
            .workflowId(before.workflowId())
            .attribute("tier", "gold")
            .idReuse(IdReusePolicy.REJECT_DUPLICATE);

    assertThat(start(second)).isEqualTo(new StartOutcome(Kind.CLOSED_BEFORE, before.runId));

    assertThat(runs().runs(List.of(second.runId))).isEmpty();
    assertThat(histories().length(second.runId)).isZero();
    assertThat(runs().attributes(List.of(second.runId))).isEmpty();
    assertThat(start(plan().workflowId(before.workflowId())).kind()).isEqualTo(Kind.STARTED);
  }

  @Test
  void beginAfterARunThatDidNotComplete() {
    StartPlan completed = ended(completing());
    StartPlan failed = ended(plan().workflowId(completed.workflowId()).owner(node()), false);

    assertThat(start(again(failed, IdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY)).kind())
        .isEqualTo(Kind.STARTED);
  }

  @Test
  void refuseAnIdWhoseLatestRunCompleted() {
    StartPlan failed = ended(plan().owner(node()), false);
    StartPlan completed = ended(plan().workflowId(failed.workflowId()).owner(node()), true);

    assertThat(start(again(failed, IdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY)))
        .isEqualTo(new StartOutcome(Kind.CLOSED_BEFORE, completed.runId));
    assertThat(start(again(failed, IdReusePolicy.REJECT_DUPLICATE)).kind())
        .isEqualTo(Kind.CLOSED_BEFORE);
  }

  @Test
  void meetAnOpenRunAsAnyStart() {
    StartPlan open = plan();
    start(open);

    assertThat(start(again(open, IdReusePolicy.REJECT_DUPLICATE)))
        .isEqualTo(new StartOutcome(Kind.ALREADY_OPEN, open.runId));
  }

  @Test
  void takeARepeatedStartForStartedWhateverWasSince() {
    StartPlan first = plan().owner(node()).idReuse(IdReusePolicy.REJECT_DUPLICATE);
    start(first);
    commit(turn(first.lease()).completes(json("1")));
    ended(plan().workflowId(first.workflowId()).owner(node()), true);

    assertThat(start(first)).isEqualTo(new StartOutcome(Kind.STARTED, first.runId));
  }

  @Test
  void answerAUsedStartKeyWithItsRun() {
    String key = "key-" + UUID.randomUUID();
    StartPlan first = plan().owner(node()).startKey(key);
    start(first);
    commit(turn(first.lease()).completes(json("1")));
    StartPlan second = again(first, IdReusePolicy.REJECT_DUPLICATE);

    assertThat(start(second.startKey(key))).isEqualTo(new StartOutcome(Kind.SAME_KEY, first.runId));
  }

  @Test
  void answerABatchInItsOrder() {
    StartPlan before = ended(completing());
    List<StartPlan> plans =
        IntStream.range(0, 8)
            .mapToObj(i -> i % 2 == 0 ? plan() : plan().idReuse(IdReusePolicy.REJECT_DUPLICATE))
            .toList();
    plans.get(3).workflowId(before.workflowId());

    List<StartOutcome> outcomes = commits().start(plans.stream().map(StartPlan::run).toList());

    for (int i = 0; i < 8; i++) {
      assertThat(outcomes.get(i))
          .isEqualTo(
              i == 3
                  ? new StartOutcome(Kind.CLOSED_BEFORE, before.runId)
                  : new StartOutcome(Kind.STARTED, plans.get(i).runId));
    }
  }

  @Test
  void refuseAStartWithAMessageAsWell() {
    StartPlan before = ended(completing());
    StartPlan second = again(before, IdReusePolicy.REJECT_DUPLICATE);

    StartAndSendOutcome outcome =
        commits().startAndSend(List.of(new StartAndSend(second.run(), signal("1")))).get(0);

    assertThat(outcome.start()).isEqualTo(new StartOutcome(Kind.CLOSED_BEFORE, before.runId));
    assertThat(outcome.sent().kind()).isEqualTo(SendOutcome.Kind.CLOSED);
    assertThat(runs().runs(List.of(second.runId))).isEmpty();
  }

  @Test
  void refuseAStartInATransactionAndLetThatGoOn() {
    StartPlan before = ended(completing());
    StartPlan other = plan();

    contract.inTransaction(
        () -> {
          assertThat(
                  store()
                      .callerTransaction()
                      .start(again(before, IdReusePolicy.REJECT_DUPLICATE).run())
                      .kind())
              .isEqualTo(Kind.CLOSED_BEFORE);
          store().callerTransaction().start(other.run());
        });

    assertThat(runs().runs(List.of(other.runId))).hasSize(1);
  }

  @Test
  void beginOnceHoweverManyTryAndHoweverSoonTheyEnd() {
    for (int round = 0; round < 5; round++) {
      String workflowId = "order-" + UUID.randomUUID();

      List<Boolean> begun = Race.all(6, () -> Race.settled(beginning(workflowId)));

      assertThat(begun).containsOnlyOnce(true);
    }
  }

  /** Starts a run and ends it at once. */
  private Callable<Boolean> beginning(String workflowId) {
    StartPlan plan =
        plan()
            .workflowId(workflowId)
            .owner(UUID.randomUUID())
            .idReuse(IdReusePolicy.REJECT_DUPLICATE);
    return () -> {
      boolean isBegun = start(plan).kind() == Kind.STARTED;
      if (isBegun && record(plan.lease()).status().isOpen()) {
        commit(turn(plan.lease()).completes(json("1")));
      }
      return isBegun;
    };
  }

  private StartPlan completing() {
    return plan().owner(node());
  }

  private StartPlan again(StartPlan before, IdReusePolicy policy) {
    return plan().workflowId(before.workflowId()).idReuse(policy);
  }

  private StartPlan ended(StartPlan plan) {
    return ended(plan, true);
  }

  private StartPlan ended(StartPlan plan, boolean completes) {
    start(plan);
    RunLease lease = plan.lease();
    Turn turn = turn(lease);
    if (completes) {
      commit(turn.completes(json("1")));
    } else {
      Event failed = new Event.WorkflowFailed(json("{}"));
      commit(
          turn.closes(
              failed,
              new Closing(
                  WorkflowStatus.FAILED, null, json("{}"), plan.recorded().get(0).recordedAt())));
    }
    return plan;
  }
}
