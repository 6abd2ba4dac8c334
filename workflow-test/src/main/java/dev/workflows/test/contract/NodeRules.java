package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.OwnershipStore.NodeRow;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nodes say that they live; what a dead one owned goes to another, and the history shows it. */
abstract class NodeRules extends StoreRules {

  private static final Duration LONG = Duration.ofHours(1);

  NodeRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void answerWithTheDatabasesTimeInMicroseconds() {
    UUID node = UUID.randomUUID();

    Instant registered = ownership().register(new NodeRow(node, "host", "1"));
    Instant beat = ownership().heartbeat(node).orElseThrow();

    assertThat(beat).isAfterOrEqualTo(registered);
    assertThat(databaseTime()).isAfterOrEqualTo(beat);
    assertThat(beat).isEqualTo(beat.truncatedTo(ChronoUnit.MICROS));
  }

  @Test
  void tellAForgottenNodeToRegisterAnew() {
    UUID node = node();

    ownership().leave(node);

    assertThat(ownership().heartbeat(node)).isEmpty();
    assertThat(ownership().heartbeat(UUID.randomUUID())).isEmpty();
  }

  @Test
  void registerANodeTwiceWithoutHarm() {
    UUID node = node();

    ownership().register(new NodeRow(node, "other", "2"));

    assertThat(ownership().heartbeat(node)).isPresent();
  }

  @Test
  void forgetSilentNodesThatOwnNothing() {
    UUID idle = node();
    UUID busy = node();
    ownedBy(busy);

    Race.until(
        () -> {
          ownership().forgetNodes(Duration.ofMillis(1));
          return ownership().heartbeat(idle).isEmpty();
        });

    assertThat(ownership().heartbeat(busy)).isPresent();
  }

  @Test
  void rememberNodesThatWereSeenSince() {
    UUID idle = node();

    ownership().forgetNodes(LONG);

    assertThat(ownership().heartbeat(idle)).isPresent();
  }

  @Test
  void takeOverTheRunsOfANodeThatIsNotKnown() {
    RunLease old = ownedBy(UUID.randomUUID());
    UUID node = node();

    List<RunLease> taken = takeOver(node, LONG);

    assertThat(taken).containsExactly(new RunLease(old.runId(), old.chainId(), node, 2));
    assertThat(record(old).owner()).isEqualTo(node);
    assertThat(record(old).fence()).isEqualTo(2);
    RecordedEvent last = lastEvent(old);
    assertThat(last.seq()).isEqualTo(2);
    assertThat(last.event()).isEqualTo(new Event.OwnerChanged());
    assertThat(last.fence()).isEqualTo(2);
    assertThat(last.node()).isEqualTo(node);
    commit(turn(taken.get(0)).records(scheduled("a")));
  }

  @Test
  void takeOverTheRunsOfANodeThatHasLeft() {
    RunLease old = owned();
    ownership().leave(old.node());

    assertThat(takeOver(node(), LONG)).extracting(RunLease::runId).containsExactly(old.runId());
  }

  @Test
  void takeOverTheRunsOfANodeThatIsSilentForALease() {
    RunLease old = owned();
    UUID node = node();
    assertThat(takeOver(node, LONG)).isEmpty();

    Race.until(() -> !takeOver(node, Duration.ofMillis(1)).isEmpty());

    assertThat(record(old).owner()).isEqualTo(node);
  }

  @Test
  void leaveTheRunsOfALivingNodeAlone() {
    RunLease old = owned();

    assertThat(takeOver(node(), LONG)).isEmpty();

    assertThat(record(old).owner()).isEqualTo(old.node());
    assertThat(history(old)).hasSize(1);
  }

  @Test
  void takeNothingOverFromOneself() {
    UUID node = UUID.randomUUID();
    RunLease own = ownedBy(node);

    assertThat(takeOver(node, Duration.ZERO)).isEmpty();

    assertThat(history(own)).hasSize(1);
  }

  @Test
  void takeOverOnlyTypesThatTheNodeKnowsAndAtMostSoMany() {
    for (int i = 0; i < 3; i++) {
      ownedBy(UUID.randomUUID());
    }
    UUID node = node();

    assertThat(ownership().takeOver(new Claim(node, Set.of("other"), 10), LONG)).isEmpty();
    assertThat(ownership().takeOver(new Claim(node, Set.of(type), 2), LONG)).hasSize(2);
    assertThat(ownership().takeOver(new Claim(node, Set.of(type), 2), LONG)).hasSize(1);
  }

  @Test
  void takeOverBlockedRunsToo() {
    RunLease lease = owned();
    Payload problem = json("{\"type\":\"x\"}");
    release(new Release(lease, databaseTime().minusSeconds(1), List.of("code"), problem));
    claim(UUID.randomUUID());

    assertThat(takeOver(node(), LONG)).hasSize(1);

    assertThat(record(lease).status()).isEqualTo(WorkflowStatus.BLOCKED);
  }

  @Test
  void takeNothingOverThatIsClosedOrUnowned() {
    RunLease closed = ownedBy(UUID.randomUUID());
    commit(turn(closed).completes(json("1")));
    RunLease released = ownedBy(UUID.randomUUID());
    release(released, null);

    assertThat(takeOver(node(), LONG)).isEmpty();
  }

  @Test
  void recordATakeoverLaterThanWhatStandsBeforeIt() {
    RunLease old = ownedBy(UUID.randomUUID());
    Instant ahead = databaseTime().plusSeconds(3600);
    commit(turn(old).recordedAt(ahead).records(scheduled("a")));

    takeOver(node(), LONG);

    assertThat(lastEvent(old).recordedAt()).isEqualTo(ahead.plusNanos(1000));
  }

  @Test
  void recordATakeoverAsOfTheDatabasesClock() {
    RunLease old = ownedBy(UUID.randomUUID());
    Instant before = databaseTime();

    takeOver(node(), LONG);

    assertThat(lastEvent(old).recordedAt()).isBetween(before, databaseTime());
  }

  @Test
  void takeOverAgainAndAgainUnderGrowingFences() {
    RunLease lease = ownedBy(UUID.randomUUID());

    for (int i = 0; i < 4; i++) {
      lease = takeOver(UUID.randomUUID(), LONG).get(0);
    }

    List<RecordedEvent> history = history(lease);
    assertThat(history).extracting(RecordedEvent::fence).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(history).extracting(RecordedEvent::recordedAt).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void giveNoRunOfADeadNodeToTwoOthers() {
    UUID dead = UUID.randomUUID();
    List<RunLease> old = IntStream.range(0, 40).mapToObj(i -> ownedBy(dead)).toList();

    List<List<RunLease>> shares = Race.all(4, () -> takeOverAll(node(), dead));

    assertThat(shares.stream().flatMap(List::stream).map(RunLease::runId))
        .hasSize(40)
        .doesNotHaveDuplicates();
    assertThat(old)
        .allSatisfy(
            lease ->
                assertThat(events(lease)).hasSize(2).last().isEqualTo(new Event.OwnerChanged()));
  }

  private List<RunLease> takeOverAll(UUID node, UUID dead) throws Exception {
    List<RunLease> taken = new ArrayList<>();
    Claim few = new Claim(node, Set.of(type), 5);
    while (!ownership().owned(dead).isEmpty()) {
      taken.addAll(Race.settled(() -> ownership().takeOver(few, LONG)));
    }
    return taken;
  }

  @Test
  void tellWhatANodeOwns() {
    UUID node = node();
    RunLease open = ownedBy(node);
    commit(turn(ownedBy(node)).completes(json("1")));
    release(ownedBy(node), null);
    RunLease reclaimed = ownership().reclaim(List.of(ownedBy(node))).get(0);
    owned();

    assertThat(ownership().owned(node)).containsExactlyInAnyOrder(open, reclaimed);
    assertThat(ownership().owned(UUID.randomUUID())).isEmpty();
  }

  private List<RunLease> takeOver(UUID node, Duration lease) {
    return ownership().takeOver(new Claim(node, Set.of(type), 100), lease);
  }
}
