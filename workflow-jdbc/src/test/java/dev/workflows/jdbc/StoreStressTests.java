package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.closing;
import static dev.workflows.jdbc.Scenario.commit;
import static dev.workflows.jdbc.Scenario.json;
import static dev.workflows.jdbc.Scenario.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.StoreException;
import dev.workflows.test.invariants.Invariants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Nodes that take each other's runs, commit, release and terminate them all at once, and believe
 * too long that they own them. Whatever they do, the histories stay whole.
 */
abstract class StoreStressTests {

  private static final int RUNS = 24;
  private static final int NODES = 4;
  private static final Duration STRESS = Duration.ofSeconds(3);

  abstract TestDatabase open();

  /** What the database says about deadlocks, if it counts them. */
  abstract long deadlocks(TestDatabase database);

  @Test
  void keepsHistoriesWholeWhateverNodesDoAtOnce() throws Exception {
    try (TestDatabase database = open()) {
      List<NewRun> runs = start(database);
      List<Throwable> surprises = stress(database, runs);

      assertThat(surprises).isEmpty();
      assertThat(deadlocks(database)).isZero();
      long progress = 0;
      for (NewRun run : runs) {
        List<RecordedEvent> history =
            database.store().histories().read(run.runId(), 1, Long.MAX_VALUE);
        assertWhole(history);
        progress += history.size() - run.events().size();
      }
      assertThat(progress).isGreaterThan(RUNS);
      assertEachMessageIsInTheHistoryAtMostOnce(database);
      Invariants.ofStore(TableNames.DEFAULT_PREFIX).assertHold(database.application());
    }
  }

  private static List<NewRun> start(TestDatabase database) {
    List<NewRun> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      runs.add(owned("stress-" + i, UUID.randomUUID()));
    }
    database.store().commits().start(runs);
    return runs;
  }

  private static List<Throwable> stress(TestDatabase database, List<NewRun> runs)
      throws InterruptedException {
    ConcurrentLinkedQueue<Throwable> surprises = new ConcurrentLinkedQueue<>();
    ExecutorService nodes = Executors.newFixedThreadPool(NODES);
    for (int i = 0; i < NODES; i++) {
      Node node = new Node(database, runs, new Random(i), surprises);
      nodes.execute(node);
    }
    nodes.shutdown();
    assertThat(nodes.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    return List.copyOf(surprises);
  }

  private static void assertWhole(List<RecordedEvent> history) {
    long fence = 0;
    for (int i = 0; i < history.size(); i++) {
      RecordedEvent event = history.get(i);
      assertThat(event.seq()).isEqualTo(i + 1);
      assertThat(event.fence()).isGreaterThanOrEqualTo(fence);
      assertThat(event.event().closes() && i < history.size() - 1).isFalse();
      fence = event.fence();
    }
  }

  private static void assertEachMessageIsInTheHistoryAtMostOnce(TestDatabase database) {
    String doubled =
        """
        select run_id, detail, count(*)
        from workflow_event
        where type = 'signal_received'
        group by run_id, detail
        having count(*) > 1
        """;
    String lost =
        """
        select chain_id, message_id
        from workflow_inbox i
        where consumed_seq > 0 and not exists (
          select 1
          from workflow_event e
          where e.run_id = i.chain_id and e.seq = i.consumed_seq and e.detail = i.message_id)
        """;
    assertThat(database.sql().sql(doubled).query().listOfRows()).isEmpty();
    assertThat(database.sql().sql(lost).query().listOfRows()).isEmpty();
  }

  /** One thread that takes runs and works on them under leases that may be lost already. */
  private static final class Node implements Runnable {

    private final UUID id = UUID.randomUUID();
    private final CommitStore commits;
    private final OwnershipStore ownership;
    private final List<NewRun> runs;
    private final Random random;
    private final ConcurrentLinkedQueue<Throwable> surprises;
    private final List<LoadedRun> held = new ArrayList<>();

    Node(
        TestDatabase database,
        List<NewRun> runs,
        Random random,
        ConcurrentLinkedQueue<Throwable> surprises) {
      this.commits = database.store().commits();
      this.ownership = database.store().ownership();
      this.runs = runs;
      this.random = random;
      this.surprises = surprises;
    }

    @Override
    public void run() {
      long end = System.nanoTime() + STRESS.toNanos();
      while (System.nanoTime() < end) {
        try {
          step();
        } catch (CommitRejectedException e) {
          held.clear();
        } catch (StoreException e) {
          held.clear();
          if (e.outcome() != StoreException.Outcome.LOCKED) {
            surprises.add(e);
          }
        } catch (RuntimeException e) {
          surprises.add(e);
        }
      }
    }

    private void step() {
      switch (random.nextInt(8)) {
        case 0 -> take(ownership.takeOver(claim(), Duration.ZERO));
        case 1 -> take(ownership.claim(claim()));
        case 2 -> releaseAll();
        case 3 -> send();
        case 4 -> terminateSeldom();
        default -> commitAll();
      }
    }

    private Claim claim() {
      return new Claim(id, Set.of("order"), 1 + random.nextInt(RUNS));
    }

    private void take(List<RunLease> leases) {
      held.clear();
      held.addAll(ownership.load(leases));
    }

    private RunLease lease(LoadedRun run) {
      return new RunLease(run.run().runId(), run.run().chainId(), id, run.run().fence());
    }

    /** Whatever the answer, nothing more is written under these leases. */
    private void releaseAll() {
      List<Release> releases = held.stream().map(this::release).toList();
      held.clear();
      ownership.release(releases);
    }

    private Release release(LoadedRun run) {
      return new Release(lease(run), Scenario.now(), List.of(), null);
    }

    private void send() {
      String target = runs.get(random.nextInt(RUNS)).workflowId();
      commits.send(
          List.of(new Send(target, Message.signal("" + random.nextInt(50), "paid", null))));
    }

    private void terminateSeldom() {
      if (random.nextInt(20) == 0) {
        String target = runs.get(random.nextInt(RUNS)).workflowId();
        commits.terminate(new Termination(UUID.randomUUID(), target, json("enough"), id));
      }
    }

    private void commitAll() {
      if (!held.isEmpty()) {
        commits.commit(held.stream().map(this::turn).toList());
        held.clear();
      }
    }

    /** Takes what was unread when it was loaded; ends the run now and then. */
    private RunCommit turn(LoadedRun run) {
      RunLease lease = lease(run);
      long next = run.history().size() + 1L;
      if (run.unread().isEmpty() && random.nextInt(60) == 0) {
        return closing(lease, next);
      }
      List<RecordedEvent> events = new ArrayList<>();
      List<RunCommit.Consumed> consumed = new ArrayList<>();
      for (InboxMessage message : run.unread()) {
        String messageId = message.message().messageId();
        Event received = new Event.SignalReceived("paid", messageId, null);
        consumed.add(new RunCommit.Consumed(messageId, next));
        events.add(Scenario.event(next++, received, lease.fence(), id));
      }
      events.add(Scenario.event(next, new Event.Marker("turn", null), lease.fence(), id));
      RunCommit plain = commit(lease, events.toArray(RecordedEvent[]::new));
      return new RunCommit(
          plain.lease(), plain.events(), consumed, List.of(), List.of(), List.of(), false, null);
    }
  }
}
