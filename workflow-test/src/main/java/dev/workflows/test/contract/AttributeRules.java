package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.ParentClosePolicy;
import dev.workflows.RunFilter;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.Outgoing.ChildStart;
import dev.workflows.spi.Outgoing.Continuation;
import dev.workflows.spi.Parent;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.RunRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Attributes are what the events say that are durable, and runs are found by them. */
abstract class AttributeRules extends StoreRules {

  AttributeRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void keepWhatARunIsStartedWith() {
    StartPlan unowned = plan().attribute("tier", "gold").attribute("customer", "ä '%_\\");
    StartPlan owned =
        plan()
            .attribute("tier", "gold")
            .owner(node())
            .records(new Event.AttributeChanged("tier", null))
            .records(new Event.AttributeChanged("level", "1"));
    StartPlan without = plan();

    commits().start(List.of(unowned.run(), owned.run(), without.run()));

    assertThat(runs().attributes(List.of(unowned.runId, owned.runId, without.runId)))
        .isEqualTo(
            Map.of(
                unowned.runId,
                Map.of("tier", "gold", "customer", "ä '%_\\"),
                owned.runId,
                Map.of("level", "1")));
  }

  @Test
  void keepThemInTheOrderOfNames() {
    StartPlan plan = plan().attribute("b", "2").attribute("c", "3").attribute("a", "1");

    start(plan);

    assertThat(attributes(plan.runId).keySet()).containsExactly("a", "b", "c");
  }

  @Test
  void keepThemOfAStartThatIsRepeated() {
    StartPlan plan = plan().attribute("tier", "gold").owner(node());
    start(plan);
    commit(turn(plan.lease()).records(new Event.AttributeChanged("tier", "silver")));

    start(plan);

    assertThat(attributes(plan.runId)).isEqualTo(Map.of("tier", "silver"));
  }

  @Test
  void leaveNothingOfAStartThatIsRefused() {
    StartPlan first = plan();
    start(first);
    StartPlan second = plan().workflowId(first.workflowId()).attribute("tier", "gold");

    start(second);

    assertThat(attributes(second.runId)).isEmpty();
  }

  @Test
  void keepThemOfAStartInATransaction() {
    StartPlan plan = plan().attribute("tier", "gold");

    contract.inTransaction(() -> store().callerTransaction().start(plan.run()));

    assertThat(attributes(plan.runId)).isEqualTo(Map.of("tier", "gold"));
  }

  @Test
  void changeWithTheEventsThatSaySo() {
    RunLease lease = owned();

    commit(
        turn(lease)
            .records(
                new Event.AttributeChanged("tier", "gold"),
                scheduled("a"),
                new Event.AttributeChanged("tier", "silver"),
                new Event.AttributeChanged("level", "1"),
                new Event.AttributeChanged("level", null),
                new Event.AttributeChanged("region", "eu")));
    assertThat(attributes(lease.runId())).isEqualTo(Map.of("tier", "silver", "region", "eu"));

    commit(
        turn(lease)
            .records(
                new Event.AttributeChanged("tier", null),
                new Event.AttributeChanged("region", "us"),
                new Event.AttributeChanged("none", null)));
    assertThat(attributes(lease.runId())).isEqualTo(Map.of("region", "us"));
  }

  @Test
  void changeInABatchOfOthersEachForItself() {
    RunLease one = owned();
    RunLease other = owned();
    RunLease plain = owned();

    commit(
        turn(one).records(new Event.AttributeChanged("tier", "gold")),
        turn(plain).records(scheduled("a")),
        turn(other).records(new Event.AttributeChanged("tier", "silver")));

    assertThat(runs().attributes(List.of(one.runId(), other.runId(), plain.runId())))
        .isEqualTo(
            Map.of(one.runId(), Map.of("tier", "gold"), other.runId(), Map.of("tier", "silver")));
    assertThat(history(plain)).hasSize(2);
  }

  @Test
  void doNotChangeWithACommitThatIsRefused() {
    RunLease lease = owned();
    commit(turn(lease).records(new Event.AttributeChanged("tier", "gold")));

    assertRejected(
        Reason.FENCED, turn(lease).at(2).records(new Event.AttributeChanged("tier", "silver")));

    assertThat(attributes(lease.runId())).isEqualTo(Map.of("tier", "gold"));
  }

  @Test
  void doNotChangeOnceMoreWithACommitThatIsRepeated() {
    RunLease lease = owned();
    Turn first = turn(lease).records(new Event.AttributeChanged("tier", "gold"));
    commit(first);
    commit(turn(lease).records(new Event.AttributeChanged("tier", "silver")));

    commit(first);

    assertThat(attributes(lease.runId())).isEqualTo(Map.of("tier", "silver"));
  }

  @Test
  void stayWithARunThatHasEnded() {
    RunLease lease = owned();

    commit(
        turn(lease).records(new Event.AttributeChanged("tier", "gold")).completes(json("\"x\"")));

    assertThat(record(lease).status()).isEqualTo(WorkflowStatus.COMPLETED);
    assertThat(attributes(lease.runId())).isEqualTo(Map.of("tier", "gold"));
  }

  @Test
  void begetChildrenWithAttributesOfTheirOwn() {
    RunLease lease = owned();
    StartPlan child = child(lease, 2, plan().attribute("tier", "gold"));
    StartPlan refused = child(lease, 3, plan().attribute("tier", "none"));
    StartPlan open = plan().workflowId(refused.workflowId());
    start(open);
    Outgoing outgoing =
        new Outgoing(
            List.of(
                new ChildStart(child.run(), json("{}")), new ChildStart(refused.run(), json("{}"))),
            List.of(),
            null);

    commits().commit(List.of(reaching(turn(lease).records(scheduled("a")), null, outgoing)));

    assertThat(runs().attributes(List.of(child.runId, refused.runId, lease.runId())))
        .isEqualTo(Map.of(child.runId, Map.of("tier", "gold")));
  }

  @Test
  void goOnWithTheRunThatContinuesAnother() {
    RunLease lease = owned();
    StartPlan next =
        plan()
            .workflowId(record(lease).workflowId())
            .chain(lease.chainId())
            .attribute("tier", "gold");
    Event end = new Event.WorkflowContinuedAsNew(next.runId, null);
    Turn turn = turn(lease).records(new Event.AttributeChanged("tier", "gold"), end);
    Closing closing =
        new Closing(
            WorkflowStatus.CONTINUED_AS_NEW, null, null, turn.recorded().get(0).recordedAt());
    Outgoing outgoing = new Outgoing(List.of(), List.of(), new Continuation(next.run(), List.of()));

    commits().commit(List.of(reaching(turn, closing, outgoing)));

    assertThat(attributes(lease.runId())).isEqualTo(Map.of("tier", "gold"));
    assertThat(attributes(next.runId)).isEqualTo(Map.of("tier", "gold"));
  }

  @Test
  void findRunsThatHaveAllThatAreAskedFor() {
    StartPlan one = plan().attribute("tier", "gold").attribute("region", "eu");
    StartPlan other = plan().attribute("tier", "gold").attribute("region", "us");
    StartPlan none = plan().attribute("region", "gold");
    commits().start(List.of(one.run(), other.run(), none.run()));
    RunFilter all = new RunFilter(type, null, null, null);

    assertThat(list(all.withAttribute("tier", "gold"))).containsExactly(other.runId, one.runId);
    assertThat(list(all.withAttribute("tier", "gold").withAttribute("region", "eu")))
        .containsExactly(one.runId);
    assertThat(list(all.withAttribute("tier", "GOLD"))).isEmpty();
    assertThat(list(all.withAttribute("Tier", "gold"))).isEmpty();
    assertThat(list(all.withAttribute("tier", "%"))).isEmpty();
    assertThat(
            list(
                new RunFilter(type, WorkflowStatus.COMPLETED, null, null)
                    .withAttribute("tier", "gold")))
        .isEmpty();
  }

  @Test
  void findRunsByAsManyAsTheyMayHave() {
    StartPlan plan = plan();
    Map<String, String> most = new HashMap<>();
    for (int i = 0; i < 32; i++) {
      plan.attribute("a" + i, "v" + i);
      most.put("a" + i, "v" + i);
    }
    start(plan);

    assertThat(list(new RunFilter(type, null, null, null, most))).containsExactly(plan.runId);
    most.put("a7", "other");
    assertThat(list(new RunFilter(type, null, null, null, most))).isEmpty();
  }

  private List<UUID> list(RunFilter filter) {
    return runs().list(filter, null, 10).stream().map(RunRecord::runId).toList();
  }

  private Map<String, String> attributes(UUID runId) {
    return runs().attributes(List.of(runId)).getOrDefault(runId, Map.of());
  }

  private StartPlan child(RunLease parent, long seq, StartPlan plan) {
    return plan.parent(
        new Parent(parent.runId(), parent.chainId(), seq, ParentClosePolicy.ABANDON));
  }

  private static RunCommit reaching(Turn turn, @Nullable Closing closing, Outgoing outgoing) {
    RunCommit plain = turn.commit();
    return new RunCommit(
        plain.lease(),
        plain.events(),
        plain.consumed(),
        plain.retries(),
        plain.settledActivities(),
        plain.claimedOutcomes(),
        plain.resumes(),
        closing,
        outgoing);
  }
}
