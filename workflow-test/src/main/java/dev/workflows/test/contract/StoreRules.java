package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.Message;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.RunRecord;
import dev.workflows.spi.WorkflowStore;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the parts of the contract share: the store, and how runs come into being in it. */
abstract class StoreRules {

  final WorkflowStoreContract contract;

  /** Of this test alone, so that its claims find no other test's runs. */
  final String type = "type-" + UUID.randomUUID();

  private final Stamps stamps = new Stamps();

  StoreRules(WorkflowStoreContract contract) {
    this.contract = contract;
  }

  WorkflowStore store() {
    return contract.store();
  }

  CommitStore commits() {
    return store().commits();
  }

  OwnershipStore ownership() {
    return store().ownership();
  }

  HistoryStore histories() {
    return store().histories();
  }

  RunReader runs() {
    return store().runs();
  }

  /** A node that has just been seen. */
  UUID node() {
    UUID id = UUID.randomUUID();
    ownership().register(new OwnershipStore.NodeRow(id, "host", "1"));
    return id;
  }

  Instant databaseTime() {
    return ownership().register(new OwnershipStore.NodeRow(UUID.randomUUID(), "observer", "1"));
  }

  StartPlan plan() {
    return new StartPlan(type, stamps.next());
  }

  CommitStore.StartOutcome start(StartPlan plan) {
    return commits().start(List.of(plan.run())).get(0);
  }

  /** A run that a node owns at fence 1, with one event. */
  RunLease ownedBy(UUID node) {
    StartPlan plan = plan().owner(node);
    start(plan);
    return plan.lease();
  }

  /** The same, by a node that has just been seen. */
  RunLease owned() {
    return ownedBy(node());
  }

  Turn turn(RunLease lease) {
    return new Turn(lease, histories().nextSeq(lease.runId()), stamps.next());
  }

  void commit(Turn... turns) {
    commits().commit(commitsOf(turns));
  }

  void assertRejected(Reason reason, Turn... turns) {
    List<RunCommit> batch = commitsOf(turns);
    assertThatExceptionOfType(CommitRejectedException.class)
        .isThrownBy(() -> commits().commit(batch))
        .extracting(CommitRejectedException::reason)
        .isEqualTo(reason);
  }

  private static List<RunCommit> commitsOf(Turn... turns) {
    return Stream.of(turns).map(Turn::commit).toList();
  }

  CommitStore.SendOutcome send(RunLease lease, Message message) {
    return send(lease.runId().toString(), message);
  }

  CommitStore.SendOutcome send(String target, Message message) {
    return commits().send(List.of(new CommitStore.Send(target, message))).get(0);
  }

  static Message signal(String senderId) {
    return Message.signal(senderId, "paid", new Payload("{\"by\":\"card\"}"));
  }

  static String idOf(Message message) {
    return message.messageId();
  }

  List<Message> unread(RunLease lease) {
    return ownership().unreadOf(List.of(lease.chainId())).stream()
        .map(InboxMessage::message)
        .toList();
  }

  List<RunLease> claim(UUID node) {
    return ownership().claim(new Claim(node, Set.of(type), 100));
  }

  boolean release(RunLease lease, @Nullable Instant wakeAt) {
    return release(new Release(lease, wakeAt, List.of("signal paid"), null));
  }

  boolean release(Release release) {
    return ownership().release(List.of(release)).equals(Set.of(release.lease().runId()));
  }

  RunRecord record(RunLease lease) {
    return runs().find(lease.runId().toString()).orElseThrow();
  }

  List<RecordedEvent> history(RunLease lease) {
    return histories().read(lease.runId(), 1, Long.MAX_VALUE);
  }

  List<Event> events(RunLease lease) {
    return history(lease).stream().map(RecordedEvent::event).toList();
  }

  RecordedEvent lastEvent(RunLease lease) {
    List<RecordedEvent> history = history(lease);
    return history.get(history.size() - 1);
  }

  void assertGapFree(UUID runId) {
    List<RecordedEvent> history = histories().read(runId, 1, Long.MAX_VALUE);
    assertThat(history).isNotEmpty();
    for (int i = 0; i < history.size(); i++) {
      assertThat(history.get(i).seq()).isEqualTo(i + 1);
    }
  }

  static Event scheduled(String activity) {
    return new Event.ActivityScheduled(activity, new Payload("\"tea\""));
  }

  static Payload json(String text) {
    return new Payload(text);
  }
}
