package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome.Kind;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a run has not read when it closes is marked, counted and never read again. */
abstract class DeadLetterRules extends StoreRules {

  DeadLetterRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void areTheMessagesThatATerminatedRunLeavesUnread() {
    RunLease lease = owned();
    send(lease, signal("1"));
    commit(turn(lease).consumes(idOf(signal("1")), 0));
    send(lease, signal("2"));
    send(lease, signal("3"));

    terminate(lease);

    assertThat(runs().deadLetters(lease.chainId())).isEqualTo(2);
    assertNothingIsUnread(lease);
  }

  @Test
  void areNotWhatARunHasRead() {
    RunLease lease = owned();
    send(lease, signal("1"));
    assertThat(runs().deadLetters(lease.chainId())).isZero();

    commit(turn(lease).consumes(idOf(signal("1")), 0).completes(json("1")));

    assertThat(runs().deadLetters(lease.chainId())).isZero();
  }

  @Test
  void areKnownWhenTheyAreSentAgain() {
    RunLease lease = owned();
    send(lease, signal("1"));
    terminate(lease);

    assertThat(send(lease, signal("1")).kind()).isEqualTo(Kind.DUPLICATE);

    assertThat(runs().deadLetters(lease.chainId())).isEqualTo(1);
  }

  /** The sender saw an open run; whoever closed it did not see the message. */
  @Test
  void areAlsoMessagesThatBecomeDurableAfterTheirRunWasTerminated() {
    RunLease lease = owned();

    sendingWhile(lease, () -> terminate(lease));

    assertThat(ownership().markDeadLetters()).isPositive();
    assertThat(runs().deadLetters(lease.chainId())).isEqualTo(1);
    assertNothingIsUnread(lease);
  }

  @Test
  void areAlsoMessagesThatBecomeDurableAfterTheirRunHasEnded() {
    RunLease lease = owned();

    sendingWhile(lease, () -> commit(turn(lease).completes(json("1"))));

    assertThat(ownership().markDeadLetters()).isPositive();
    assertThat(runs().deadLetters(lease.chainId())).isEqualTo(1);
    assertNothingIsUnread(lease);
  }

  @Test
  void areNotMessagesOfOpenRunsWhoeverOwnsThem() {
    RunLease held = owned();
    RunLease parked = owned();
    release(parked, null);
    RunLease blocked = owned();
    StartPlan plan = plan();
    start(plan);
    RunLease unowned = new RunLease(plan.runId, plan.runId, node(), 1);
    List<RunLease> open = List.of(held, parked, blocked, unowned);
    open.forEach(lease -> send(lease, signal("1")));
    release(new Release(blocked, Instant.now(), List.of(), json("{}")));

    ownership().markDeadLetters();

    assertThat(open).allSatisfy(lease -> assertThat(unread(lease)).containsExactly(signal("1")));
  }

  @Test
  void areAllThatIsAcceptedAndNotReadWhenSendersMeetATermination() {
    for (int round = 0; round < 15; round++) {
      RunLease lease = owned();
      List<Callable<Kind>> tasks = new ArrayList<>(senders(lease));
      tasks.add(() -> Race.settled(() -> terminate(lease)));

      List<Kind> kinds = Race.all(tasks);

      ownership().markDeadLetters();
      assertThat(kinds.get(kinds.size() - 1)).isEqualTo(Kind.ACCEPTED);
      assertThat(runs().deadLetters(lease.chainId())).isEqualTo(accepted(kinds) - 1);
      assertNothingIsUnread(lease);
    }
  }

  @Test
  void areAllThatIsAcceptedWhenSendersMeetAClosing() {
    for (int round = 0; round < 15; round++) {
      RunLease lease = owned();
      Turn closing = turn(lease).completes(json("1"));
      List<Callable<Kind>> tasks = new ArrayList<>(senders(lease));
      tasks.add(() -> Race.settled(() -> closes(closing)));

      List<Kind> kinds = Race.all(tasks);

      ownership().markDeadLetters();
      boolean closed = kinds.get(kinds.size() - 1) == Kind.ACCEPTED;
      assertThat(record(lease).status().isOpen()).isNotEqualTo(closed);
      long letters = accepted(kinds) - (closed ? 1 : 0);
      assertThat(runs().deadLetters(lease.chainId())).isEqualTo(closed ? letters : 0);
      assertThat(unread(lease)).hasSize(closed ? 0 : (int) letters);
    }
  }

  private List<Callable<Kind>> senders(RunLease lease) {
    Callable<Kind> sender =
        () -> Race.settled(() -> send(lease, signal(UUID.randomUUID().toString())).kind());
    return IntStream.range(0, 4).mapToObj(i -> sender).toList();
  }

  private static long accepted(List<Kind> kinds) {
    assertThat(kinds).containsAnyOf(Kind.ACCEPTED, Kind.CLOSED).doesNotContain(Kind.NOT_FOUND);
    return kinds.stream().filter(Kind.ACCEPTED::equals).count();
  }

  private Kind closes(Turn closing) {
    try {
      commit(closing);
      return Kind.ACCEPTED;
    } catch (CommitRejectedException e) {
      assertThat(e.reason()).isEqualTo(Reason.UNREAD_MESSAGES);
      return Kind.CLOSED;
    }
  }

  /** A message that is on its way, seen by nobody yet, while something else happens. */
  private void sendingWhile(RunLease lease, Runnable work) {
    contract.inTransaction(
        () -> {
          Send send = new Send(lease.runId().toString(), signal("late"));
          assertThat(store().callerTransaction().send(send).kind()).isEqualTo(Kind.ACCEPTED);
          Race.elsewhere(
              () -> {
                work.run();
                return true;
              });
        });
    assertThat(unread(lease)).containsExactly(signal("late"));
  }

  private Kind terminate(RunLease lease) {
    return commits()
        .terminate(new Termination(UUID.randomUUID(), lease.runId().toString(), null, lease.node()))
        .kind();
  }

  private void assertNothingIsUnread(RunLease lease) {
    assertThat(unread(lease)).isEmpty();
    assertThat(ownership().unread(lease.node(), 10)).isEmpty();
    assertThat(claim(node())).isEmpty();
  }
}
