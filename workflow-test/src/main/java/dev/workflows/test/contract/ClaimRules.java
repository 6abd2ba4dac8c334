package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunFilter;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A node takes what nobody owns and what can go on; no two nodes take the same. */
abstract class ClaimRules extends StoreRules {

  private static final Instant DUE = Instant.parse("2030-01-01T00:00:00.123456Z");

  ClaimRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void claimsAStartedRunUnderTheNextFenceWithoutAnEvent() {
    StartPlan plan = plan();
    start(plan);
    UUID node = node();

    List<RunLease> claimed = claim(node);

    assertThat(claimed).containsExactly(new RunLease(plan.runId, plan.runId, node, 1));
    assertThat(record(claimed.get(0)).owner()).isEqualTo(node);
    assertThat(record(claimed.get(0)).fence()).isEqualTo(1);
    assertThat(record(claimed.get(0)).wakeAt()).isNull();
    assertThat(histories().length(plan.runId)).isEqualTo(1);
    commit(turn(claimed.get(0)).records(scheduled("a")));
  }

  @Test
  void claimsOnlyTypesThatTheNodeKnows() {
    start(plan());
    UUID node = node();

    assertThat(ownership().claim(new Claim(node, Set.of("other"), 10))).isEmpty();
    assertThat(ownership().claim(new Claim(node, Set.of(), 10))).isEmpty();
    assertThat(ownership().claim(new Claim(node, Set.of("other", type), 10))).hasSize(1);
  }

  @Test
  void claimsNothingThatIsOwned() {
    RunLease lease = owned();
    send(lease, signal("1"));

    assertThat(claim(node())).isEmpty();
  }

  @Test
  void claimsADelayedRunNotBeforeItsTime() {
    Instant before = databaseTime();
    start(plan().delay(Duration.ofMillis(300)));
    UUID node = node();
    assertThat(claim(node)).isEmpty();

    Race.until(() -> !claim(node).isEmpty());

    assertThat(databaseTime()).isAfterOrEqualTo(before.plusMillis(300));
  }

  @Test
  void beginsADelayedRunNotBeforeItsTimeAlthoughItHasAMessage() {
    StartPlan plan = plan().delay(Duration.ofMillis(300));
    Instant before = databaseTime();
    start(plan);
    store().commits().send(List.of(new Send(plan.workflowId(), signal("early"))));
    UUID node = node();
    assertThat(claim(node)).isEmpty();

    Race.until(() -> !claim(node).isEmpty());

    assertThat(databaseTime()).isAfterOrEqualTo(before.plusMillis(300));
  }

  @Test
  void claimsAReleasedRunNotBeforeItsTime() {
    RunLease lease = owned();
    UUID node = node();
    Instant wakeAt = databaseTime().plusMillis(300);
    release(lease, wakeAt);
    assertThat(claim(node)).isEmpty();

    Race.until(() -> !claim(node).isEmpty());

    assertThat(databaseTime()).isAfterOrEqualTo(wakeAt);
  }

  @Test
  void claimsAReleasedRunThatHasAnUnreadMessage() {
    RunLease lease = owned();
    release(lease, null);
    UUID node = node();
    assertThat(claim(node)).isEmpty();

    send(lease, signal("1"));

    assertThat(claim(node)).extracting(RunLease::runId).containsExactly(lease.runId());
  }

  @Test
  void claimsNoRunForAMessageThatWasConsumed() {
    RunLease lease = owned();
    send(lease, signal("1"));
    commit(turn(lease).consumes(idOf(signal("1")), 0));
    release(lease, null);

    assertThat(claim(node())).isEmpty();
  }

  @Test
  void claimsAtMostSoManyTheLongestWaitingFirst() {
    UUID owner = node();
    List<RunLease> leases = IntStream.range(0, 4).mapToObj(i -> ownedBy(owner)).toList();
    Instant now = databaseTime();
    release(leases.get(0), now.minusSeconds(10));
    release(leases.get(1), now.minusSeconds(40));
    release(leases.get(2), now.minusSeconds(30));
    release(leases.get(3), now.minusSeconds(20));
    UUID node = node();

    assertThat(ownership().claim(new Claim(node, Set.of(type), 2)))
        .extracting(RunLease::runId)
        .containsExactlyInAnyOrder(leases.get(1).runId(), leases.get(2).runId());
    assertThat(ownership().claim(new Claim(node, Set.of(type), 0))).isEmpty();
    assertThat(claim(node)).hasSize(2);
  }

  /** The other type's runs are started, and so they have waited longer. */
  private List<UUID> others(String other, int count) {
    List<StartPlan> plans =
        IntStream.range(0, count).mapToObj(i -> new StartPlan(other, DUE)).toList();
    commits().start(plans.stream().map(StartPlan::run).toList());
    return plans.stream().map(plan -> plan.runId).toList();
  }

  private List<UUID> claim(List<String> types, int limit) {
    return ownership().claim(new Claim(node(), types, limit)).stream()
        .map(RunLease::runId)
        .toList();
  }

  @Test
  void claimsOfEachTypeInTurnHoweverManyRunsOfOneHaveWaitedLonger() {
    String other = type + "-other";
    List<UUID> many = others(other, 20);
    List<UUID> few = List.of(due(node()), due(node()));

    List<UUID> claimed = claim(List.of(other, type), 6);

    assertThat(claimed).hasSize(6).containsAll(few);
    assertThat(many).containsAll(claimed.stream().filter(run -> !few.contains(run)).toList());
  }

  /** A run that was released and is due since now. */
  private UUID due(UUID owner) {
    RunLease lease = ownedBy(owner);
    release(lease, databaseTime());
    return lease.runId();
  }

  @Test
  void claimsMoreOfOneTypeWhereTheOtherHasNotEnough() {
    String other = type + "-other";
    List<UUID> many = others(other, 9);
    UUID few = due(node());

    assertThat(claim(List.of(other, type), 7)).hasSize(7).contains(few);
    assertThat(claim(List.of(other, type), 7)).hasSize(3).isSubsetOf(many);
  }

  @Test
  void claimsOfTheFirstTypeFirstWhereThereIsNoRoomForBoth() {
    String other = type + "-other";
    List<UUID> many = others(other, 3);
    UUID few = due(node());

    assertThat(claim(List.of(type, other), 1)).containsExactly(few);
    assertThat(claim(List.of(type, other), 1)).isSubsetOf(many);
  }

  @Test
  void claimsOfEachTypeInTurnAlsoWhatHasMessages() {
    String other = type + "-other";
    UUID owner = node();
    List<RunLease> messaged = IntStream.range(0, 6).mapToObj(i -> ownedBy(owner)).toList();
    messaged.forEach(lease -> release(lease, null));
    messaged.forEach(lease -> send(lease, signal("1")));
    List<UUID> due = others(other, 2);

    List<UUID> claimed = claim(List.of(type, other), 4);

    assertThat(claimed).hasSize(4).containsAll(due);
    assertThat(claim(List.of(type, other), 10)).hasSize(4);
  }

  @Test
  void claimsTheLongestWaitingOfATypeWhetherItIsDueOrHasAMessage() {
    UUID owner = node();
    RunLease messaged = ownedBy(owner);
    release(messaged, null);
    send(messaged, signal("1"));
    RunLease earlier = ownedBy(owner);
    release(earlier, databaseTime().minusSeconds(60));

    assertThat(claim(List.of(type), 1)).containsExactly(earlier.runId());
    assertThat(claim(List.of(type), 1)).containsExactly(messaged.runId());
  }

  @Test
  void claimsARunOnceThatIsDueAndHasMessages() {
    StartPlan plan = plan();
    start(plan);
    send(plan.workflowId(), signal("1"));
    send(plan.workflowId(), signal("2"));

    assertThat(claim(node())).hasSize(1);
  }

  @Test
  void givesNoRunToTwoNodes() {
    int runs = 60;
    commits().start(IntStream.range(0, runs).mapToObj(i -> plan().run()).toList());

    List<List<RunLease>> shares = Race.all(4, () -> claimAll(node()));

    assertThat(shares.stream().flatMap(List::stream).map(RunLease::runId))
        .hasSize(runs)
        .doesNotHaveDuplicates();
    for (List<RunLease> share : shares) {
      assertThat(share)
          .allSatisfy(lease -> assertThat(record(lease).owner()).isEqualTo(lease.node()));
    }
  }

  /** Claims until nothing is left; a claim that passes over what others hold may find nothing. */
  private List<RunLease> claimAll(UUID node) throws Exception {
    List<RunLease> claimed = new ArrayList<>();
    Claim few = new Claim(node, Set.of(type), 5);
    while (unownedRunsExist()) {
      claimed.addAll(Race.settled(() -> ownership().claim(few)));
    }
    return claimed;
  }

  private boolean unownedRunsExist() {
    return runs().list(new RunFilter(type, null, null, null), null, 1000).stream()
        .anyMatch(run -> run.owner() == null);
  }

  @Test
  void reclaimsUnderAHigherFenceWithoutAnEvent() {
    RunLease lease = owned();

    List<RunLease> anew = ownership().reclaim(List.of(lease));

    RunLease expected = new RunLease(lease.runId(), lease.chainId(), lease.node(), 2);
    assertThat(anew).containsExactly(expected);
    assertThat(ownership().owned(lease.node())).containsExactly(expected);
    assertThat(history(lease)).hasSize(1);
    assertRejected(Reason.FENCED, turn(lease));
    commit(turn(expected));
  }

  @Test
  void reclaimsOnlyWhatTheNodeStillOwns() {
    RunLease stale = owned();
    ownership().reclaim(List.of(stale));
    RunLease released = owned();
    release(released, DUE);
    RunLease strangers = owned();
    RunLease good = owned();

    List<RunLease> anew =
        ownership()
            .reclaim(
                List.of(
                    stale,
                    released,
                    new RunLease(strangers.runId(), strangers.chainId(), node(), 1),
                    good));

    assertThat(anew).extracting(RunLease::runId).containsExactly(good.runId());
    assertThat(ownership().reclaim(List.of())).isEmpty();
  }

  @Test
  void loadsEverythingTheOwnerNeeds() {
    RunLease lease = owned();
    send(lease, signal("1"));
    send(lease, signal("2"));
    ActivityRetry third = new ActivityRetry(3, 2, DUE, json("{\"type\":\"x\"}"));
    ActivityRetry second = new ActivityRetry(2, 5, DUE.plusSeconds(1), null);
    commit(turn(lease).records(scheduled("a"), scheduled("b")).retries(third).retries(second));

    LoadedRun loaded = ownership().load(List.of(lease)).get(0);

    assertThat(loaded.run()).isEqualTo(record(lease));
    assertThat(loaded.history()).isEqualTo(history(lease)).hasSize(3);
    assertThat(loaded.unread())
        .extracting(InboxMessage::message)
        .containsExactly(signal("1"), signal("2"));
    assertThat(loaded.retries()).containsExactlyInAnyOrder(second, third);
  }

  @Test
  void loadsManyRunsWithoutMixingThem() {
    List<RunLease> leases = IntStream.range(0, 10).mapToObj(i -> owned()).toList();
    for (RunLease lease : leases) {
      commit(turn(lease).records(scheduled(lease.runId().toString())));
      send(lease, signal(lease.runId().toString()));
    }

    List<LoadedRun> loaded = ownership().load(leases);

    assertThat(loaded).hasSize(10);
    assertThat(loaded)
        .allSatisfy(
            run -> {
              String id = run.run().runId().toString();
              assertThat(run.history().get(1).event()).isEqualTo(scheduled(id));
              assertThat(run.unread())
                  .extracting(InboxMessage::message)
                  .containsExactly(signal(id));
              assertThat(run.retries()).isEmpty();
            });
  }

  @Test
  void leavesOutOfALoadWhatIsNoLongerOwned() {
    RunLease good = owned();
    RunLease reclaimed = owned();
    ownership().reclaim(List.of(reclaimed));
    RunLease released = owned();
    release(new Release(released, DUE, List.of("timer"), null));
    RunLease closed = owned();
    commit(turn(closed).completes(json("1")));
    RunLease strangers = owned();

    List<LoadedRun> loaded =
        ownership()
            .load(
                List.of(
                    reclaimed,
                    released,
                    closed,
                    new RunLease(strangers.runId(), strangers.chainId(), node(), 1),
                    good));

    assertThat(loaded).extracting(run -> run.run().runId()).containsExactly(good.runId());
    assertThat(ownership().load(List.of())).isEmpty();
  }
}
