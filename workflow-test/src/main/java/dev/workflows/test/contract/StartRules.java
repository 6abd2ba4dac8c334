package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.WorkflowStatus;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.CommitStore.StartOutcome.Kind;
import dev.workflows.spi.RunRecord;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A workflow id has one open run, a start key one run ever, and a start may be repeated. */
abstract class StartRules extends StoreRules {

  StartRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void startsARunThatNobodyOwns() {
    StartPlan plan = plan();

    assertThat(start(plan)).isEqualTo(new StartOutcome(Kind.STARTED, plan.runId));

    RunRecord run = runs().find(plan.runId.toString()).orElseThrow();
    assertThat(run.chainId()).isEqualTo(plan.runId);
    assertThat(run.workflowId()).isEqualTo(plan.workflowId());
    assertThat(run.type()).isEqualTo(type);
    assertThat(run.status()).isEqualTo(WorkflowStatus.RUNNING);
    assertThat(run.owner()).isNull();
    assertThat(run.fence()).isZero();
    assertThat(run.startedAt()).isEqualTo(plan.recorded().get(0).recordedAt());
    assertThat(run.closedAt()).isNull();
    assertThat(run.problem()).isNull();
    assertThat(run.problemCount()).isZero();
    assertThat(histories().read(plan.runId, 1, 9)).isEqualTo(plan.recorded());
  }

  @Test
  void startsARunThatItsNodeOwnsWithTheEventsOfItsFirstTurn() {
    StartPlan plan = plan().owner(node()).records(scheduled("a"));

    start(plan);

    RunRecord run = record(plan.lease());
    assertThat(run.owner()).isEqualTo(plan.lease().node());
    assertThat(run.fence()).isEqualTo(1);
    assertThat(run.wakeAt()).isNull();
    assertThat(history(plan.lease())).isEqualTo(plan.recorded()).hasSize(2);
    assertThat(ownership().owned(plan.lease().node())).containsExactly(plan.lease());
    commit(turn(plan.lease()).records(scheduled("b")));
  }

  @Test
  void startsARunThatItsFirstTurnCloses() {
    StartPlan plan = plan().owner(node()).completes(json("7"));

    assertThat(start(plan).kind()).isEqualTo(Kind.STARTED);

    RunRecord run = record(plan.lease());
    assertThat(run.status()).isEqualTo(WorkflowStatus.COMPLETED);
    assertThat(run.result()).isEqualTo(json("7"));
    assertThat(run.closedAt()).isEqualTo(plan.recorded().get(1).recordedAt());
    assertThat(run.owner()).isNull();
    assertThat(claim(node())).isEmpty();
    assertThat(start(plan().workflowId(plan.workflowId())).kind()).isEqualTo(Kind.STARTED);
  }

  @Test
  void refusesASecondStartOfAnOpenWorkflowId() {
    StartPlan first = plan();
    start(first);
    StartPlan second = plan().workflowId(first.workflowId());

    assertThat(start(second)).isEqualTo(new StartOutcome(Kind.ALREADY_OPEN, first.runId));

    assertThat(runs().runs(List.of(second.runId))).isEmpty();
    assertThat(histories().length(second.runId)).isZero();
  }

  @Test
  void refusesASecondStartOfAnOpenWorkflowIdThatWouldCloseAtOnce() {
    StartPlan first = plan();
    start(first);
    StartPlan second = plan().workflowId(first.workflowId()).owner(node()).completes(json("7"));

    assertThat(start(second)).isEqualTo(new StartOutcome(Kind.ALREADY_OPEN, first.runId));

    assertThat(histories().length(second.runId)).isZero();
  }

  @Test
  void startsAClosedWorkflowIdAnew() {
    StartPlan first = plan().owner(node()).completes(json("1"));
    start(first);
    StartPlan second = plan().workflowId(first.workflowId());

    assertThat(start(second)).isEqualTo(new StartOutcome(Kind.STARTED, second.runId));
  }

  @Test
  void answersAUsedStartKeyWithItsRun() {
    String key = "key-" + UUID.randomUUID();
    StartPlan first = plan().startKey(key);
    start(first);
    StartOutcome sameKey = new StartOutcome(Kind.SAME_KEY, first.runId);

    assertThat(start(plan().startKey(key))).isEqualTo(sameKey);
    assertThat(start(plan().startKey(key).workflowId(first.workflowId()))).isEqualTo(sameKey);
  }

  @Test
  void answersAUsedStartKeyWithItsRunAlsoWhenThatIsClosed() {
    String key = "key-" + UUID.randomUUID();
    StartPlan first = plan().startKey(key).owner(node());
    start(first);
    commit(turn(first.lease()).completes(json("1")));

    assertThat(start(plan().startKey(key).workflowId(first.workflowId())))
        .isEqualTo(new StartOutcome(Kind.SAME_KEY, first.runId));
  }

  @Test
  void takesARepeatedStartForStarted() {
    StartPlan plan = plan().startKey("key-" + UUID.randomUUID()).owner(node());
    start(plan);
    commit(turn(plan.lease()).records(scheduled("a")));
    List<RecordedEvent> history = history(plan.lease());

    assertThat(start(plan)).isEqualTo(new StartOutcome(Kind.STARTED, plan.runId));
    commit(turn(plan.lease()).completes(json("1")));
    assertThat(start(plan)).isEqualTo(new StartOutcome(Kind.STARTED, plan.runId));

    assertThat(history(plan.lease())).startsWith(history.toArray(RecordedEvent[]::new)).hasSize(3);
    assertThat(record(plan.lease()).status()).isEqualTo(WorkflowStatus.COMPLETED);
  }

  @Test
  void startsOneOfTwoThatWantTheSameWorkflowIdInABatch() {
    StartPlan one = plan();
    StartPlan other = plan().workflowId(one.workflowId());
    StartPlan unrelated = plan();

    List<StartOutcome> outcomes = commits().start(List.of(one.run(), other.run(), unrelated.run()));

    StartOutcome winner =
        outcomes.get(0).kind() == Kind.STARTED ? outcomes.get(0) : outcomes.get(1);
    assertThat(outcomes.subList(0, 2))
        .containsExactlyInAnyOrder(
            new StartOutcome(Kind.STARTED, winner.runId()),
            new StartOutcome(Kind.ALREADY_OPEN, winner.runId()));
    assertThat(outcomes.get(2)).isEqualTo(new StartOutcome(Kind.STARTED, unrelated.runId));
    assertThat(runs().runs(List.of(one.runId, other.runId))).hasSize(1);
  }

  @Test
  void startsOneOfTwoThatWantTheSameStartKeyInABatch() {
    String key = "key-" + UUID.randomUUID();

    List<StartOutcome> outcomes =
        commits().start(List.of(plan().startKey(key).run(), plan().startKey(key).run()));

    assertThat(outcomes)
        .extracting(StartOutcome::kind)
        .containsExactlyInAnyOrder(Kind.STARTED, Kind.SAME_KEY);
    assertThat(outcomes).extracting(StartOutcome::runId).containsOnly(outcomes.get(0).runId());
  }

  @Test
  void answersABatchInItsOrder() {
    StartPlan open = plan();
    start(open);
    List<StartPlan> plans = IntStream.range(0, 30).mapToObj(i -> plan()).toList();
    plans.get(13).workflowId(open.workflowId());

    List<StartOutcome> outcomes = commits().start(plans.stream().map(StartPlan::run).toList());

    for (int i = 0; i < 30; i++) {
      assertThat(outcomes.get(i))
          .isEqualTo(
              i == 13
                  ? new StartOutcome(Kind.ALREADY_OPEN, open.runId)
                  : new StartOutcome(Kind.STARTED, plans.get(i).runId));
    }
  }

  @Test
  void startsAWorkflowIdOnceHoweverManyTry() {
    String workflowId = "order-" + UUID.randomUUID();

    List<StartOutcome> outcomes =
        Race.all(8, () -> Race.settled(() -> start(plan().workflowId(workflowId))));

    assertThat(outcomes).extracting(StartOutcome::kind).containsOnlyOnce(Kind.STARTED);
    assertThat(outcomes).extracting(StartOutcome::runId).containsOnly(outcomes.get(0).runId());
  }

  @Test
  void keepsIdsOfEveryCharacterAsTheyAre() {
    StartPlan plan = plan().workflowId("\u00c4 '%_\\\"? \ud83c\udf75 " + plan().runId);

    start(plan.startKey("K\u00e9y' " + plan.runId));

    assertThat(runs().find(plan.workflowId()).orElseThrow().runId()).isEqualTo(plan.runId);
    assertThat(start(plan().workflowId(plan.workflowId())).kind()).isEqualTo(Kind.ALREADY_OPEN);
  }

  @Test
  void tellsWorkflowIdsApartByCase() {
    StartPlan plan = plan();
    start(plan);

    assertThat(start(plan().workflowId(plan.workflowId().replace("order", "ORDER"))).kind())
        .isEqualTo(Kind.STARTED);
  }
}
