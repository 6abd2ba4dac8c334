package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a client writes in its own transaction happens with that one's commit or not at all. */
abstract class CallerTransactionRules extends StoreRules {

  private final StartPlan plan = plan();

  CallerTransactionRules(WorkflowStoreContract contract) {
    super(contract);
  }

  private CallerTransaction caller() {
    return store().callerTransaction();
  }

  @Test
  void knowWhetherTheThreadIsInATransaction() {
    assertThat(caller().isActive()).isFalse();

    contract.inTransaction(
        () -> {
          assertThat(caller().isActive()).isTrue();
          assertThat(Race.elsewhere(() -> caller().isActive())).isFalse();
        });

    assertThat(caller().isActive()).isFalse();
  }

  @Test
  void showAStartToOthersWhenItIsCommitted() {
    contract.inTransaction(
        () -> {
          assertThat(caller().start(plan.run()))
              .isEqualTo(new StartOutcome(StartOutcome.Kind.STARTED, plan.runId));
          assertThat(Race.elsewhere(this::isVisible)).isFalse();
        });

    assertThat(isVisible()).isTrue();
    assertThat(histories().read(plan.runId, 1, 9)).isEqualTo(plan.recorded());
    assertThat(claim(node())).extracting(RunLease::runId).containsExactly(plan.runId);
  }

  @Test
  void leaveNothingOfAStartThatIsRolledBack() {
    rollingBack(() -> caller().start(plan.run()));

    assertThat(isVisible()).isFalse();
    assertThat(histories().length(plan.runId)).isZero();
    assertThat(claim(node())).isEmpty();
    assertThat(start(plan).kind()).isEqualTo(StartOutcome.Kind.STARTED);
  }

  @Test
  void showAMessageToOthersWhenItIsCommitted() {
    RunLease lease = owned();

    contract.inTransaction(
        () -> {
          SendOutcome outcome = sendInside(lease, signal("1"));
          assertThat(outcome.kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
          assertThat(outcome.node()).isEqualTo(lease.node());
          assertThat(Race.elsewhere(() -> unread(lease))).isEmpty();
        });

    assertThat(unread(lease)).containsExactly(signal("1"));
  }

  @Test
  void leaveNothingOfAMessageThatIsRolledBack() {
    RunLease lease = owned();

    rollingBack(() -> sendInside(lease, signal("1")));

    assertThat(unread(lease)).isEmpty();
    assertThat(send(lease, signal("1")).kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
  }

  @Test
  void goOnAfterADuplicateStart() {
    StartPlan open = plan().startKey("key-" + UUID.randomUUID());
    start(open);
    List<StartOutcome> outcomes = new ArrayList<>();

    contract.inTransaction(
        () -> {
          outcomes.add(caller().start(plan().workflowId(open.workflowId()).run()));
          outcomes.add(caller().start(plan().startKey(keyOf(open)).run()));
          outcomes.add(caller().start(open.run()));
          outcomes.add(caller().start(plan.run()));
        });

    assertThat(outcomes)
        .containsExactly(
            new StartOutcome(StartOutcome.Kind.ALREADY_OPEN, open.runId),
            new StartOutcome(StartOutcome.Kind.SAME_KEY, open.runId),
            new StartOutcome(StartOutcome.Kind.STARTED, open.runId),
            new StartOutcome(StartOutcome.Kind.STARTED, plan.runId));
    assertThat(isVisible()).isTrue();
  }

  @Test
  void nameTheRunOfTheSameKeyEvenIfTheWorkflowIdIsTakenToo() {
    StartPlan open = plan();
    StartPlan own = plan().startKey("key-" + UUID.randomUUID());
    start(open);
    List<StartOutcome> outcomes = new ArrayList<>();

    contract.inTransaction(
        () -> {
          outcomes.add(caller().start(own.run()));
          StartPlan both = plan().workflowId(open.workflowId()).startKey(keyOf(own));
          outcomes.add(caller().start(both.run()));
        });

    assertThat(outcomes)
        .containsExactly(
            new StartOutcome(StartOutcome.Kind.STARTED, own.runId),
            new StartOutcome(StartOutcome.Kind.SAME_KEY, own.runId));
  }

  private static String keyOf(StartPlan plan) {
    return Objects.requireNonNull(plan.run().startKey());
  }

  @Test
  void goOnAfterAMessageThatIsRefused() {
    RunLease lease = owned();
    send(lease, signal("1"));
    RunLease closed = owned();
    send(closed, signal("1"));
    commit(turn(closed).consumes(idOf(signal("1")), 0).completes(json("1")));
    List<SendOutcome> outcomes = new ArrayList<>();

    contract.inTransaction(
        () -> {
          outcomes.add(sendInside(lease, signal("1")));
          outcomes.add(sendInside(closed, signal("1")));
          outcomes.add(sendInside(closed, signal("2")));
          outcomes.add(caller().send(new Send("no such order", signal("1"))));
          outcomes.add(sendInside(lease, signal("2")));
        });

    assertThat(outcomes)
        .extracting(SendOutcome::kind)
        .containsExactly(
            SendOutcome.Kind.DUPLICATE,
            SendOutcome.Kind.DUPLICATE,
            SendOutcome.Kind.CLOSED,
            SendOutcome.Kind.NOT_FOUND,
            SendOutcome.Kind.ACCEPTED);
    assertThat(unread(lease)).containsExactly(signal("1"), signal("2"));
  }

  @Test
  void seeWhatTheTransactionItselfHasWritten() {
    contract.inTransaction(
        () -> {
          caller().start(plan.run());
          assertThat(caller().start(plan().workflowId(plan.workflowId()).run()))
              .isEqualTo(new StartOutcome(StartOutcome.Kind.ALREADY_OPEN, plan.runId));
          assertThat(caller().send(new Send(plan.workflowId(), signal("1"))).kind())
              .isEqualTo(SendOutcome.Kind.ACCEPTED);
          assertThat(caller().send(new Send(plan.workflowId(), signal("1"))).kind())
              .isEqualTo(SendOutcome.Kind.DUPLICATE);
        });

    assertThat(ownership().unreadOf(List.of(plan.runId))).hasSize(1);
  }

  @Test
  void delayAStartThatAsksForIt() {
    contract.inTransaction(() -> caller().start(plan.delay(Duration.ofHours(1)).run()));

    assertThat(isVisible()).isTrue();
    assertThat(claim(node())).isEmpty();
  }

  @Test
  void lockAWorkflowIdThatAnOpenTransactionHasStarted() {
    contract.inTransaction(
        () -> {
          caller().start(plan.run());
          StartPlan other = plan().workflowId(plan.workflowId());
          assertThat(Race.elsewhere(() -> outcomeOfStart(other)))
              .isEqualTo(StoreException.Outcome.LOCKED);
        });

    assertThat(start(plan().workflowId(plan.workflowId())))
        .isEqualTo(new StartOutcome(StartOutcome.Kind.ALREADY_OPEN, plan.runId));
  }

  private StoreException.Outcome outcomeOfStart(StartPlan start) {
    try {
      throw new AssertionError("It was " + start(start));
    } catch (StoreException e) {
      return e.outcome();
    }
  }

  @Test
  void runTasksAfterTheCommitOnTheCommittingThread() {
    List<String> seen = new ArrayList<>();
    Thread thread = Thread.currentThread();

    contract.inTransaction(
        () -> {
          caller().start(plan.run());
          caller()
              .afterCommit(
                  () -> {
                    assertThat(Thread.currentThread()).isSameAs(thread);
                    seen.add("visible " + Race.elsewhere(this::isVisible));
                  });
          seen.add("before");
        });

    assertThat(seen).containsExactly("before", "visible true");
  }

  @Test
  void runNoTasksAfterARollback() {
    List<String> seen = new ArrayList<>();

    rollingBack(() -> caller().afterCommit(() -> seen.add("committed")));

    assertThat(seen).isEmpty();
  }

  private boolean isVisible() {
    return runs().find(plan.workflowId()).isPresent();
  }

  private SendOutcome sendInside(RunLease lease, Message message) {
    return caller().send(new Send(lease.runId().toString(), message));
  }

  private void rollingBack(Runnable work) {
    assertThatExceptionOfType(Undone.class)
        .isThrownBy(
            () ->
                contract.inTransaction(
                    () -> {
                      work.run();
                      throw new Undone();
                    }));
  }

  /** Makes a transaction roll back. */
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
