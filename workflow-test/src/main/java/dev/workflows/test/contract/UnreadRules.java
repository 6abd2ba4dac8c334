package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.Event;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunLease;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What lies unread is found by those who have to read it, in its order, until it is consumed. */
abstract class UnreadRules extends StoreRules {

  UnreadRules(WorkflowStoreContract contract) {
    super(contract);
  }

  @Test
  void readsMessagesInTheOrderOfTheirAcceptance() {
    RunLease lease = owned();
    List<Message> sent = IntStream.range(0, 20).mapToObj(i -> signal("m" + (19 - i))).toList();

    sent.forEach(message -> send(lease, message));

    assertThat(unread(lease)).isEqualTo(sent);
    assertThat(ownership().unreadOf(List.of(lease.chainId())))
        .extracting(InboxMessage::position)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(ownership().load(List.of(lease)).get(0).unread())
        .extracting(InboxMessage::message)
        .isEqualTo(sent);
  }

  @Test
  void readsMessagesOfABatchInItsOrder() {
    RunLease lease = owned();
    List<Message> sent = IntStream.range(0, 20).mapToObj(i -> signal("m" + (19 - i))).toList();

    commits().send(sent.stream().map(m -> new Send(lease.runId().toString(), m)).toList());

    assertThat(unread(lease)).isEqualTo(sent);
  }

  @Test
  void neverReadsAConsumedMessageAgain() {
    RunLease lease = owned();
    send(lease, signal("1"));
    send(lease, signal("2"));
    send(lease, signal("3"));

    commit(turn(lease).records(received("signal:2")).consumes(idOf(signal("2")), 2));
    commit(turn(lease).consumes(idOf(signal("3")), 0));

    assertThat(unread(lease)).containsExactly(signal("1"));
    assertThat(ownership().unread(lease.node(), 10))
        .extracting(InboxMessage::message)
        .containsExactly(signal("1"));
    assertThat(ownership().load(List.of(lease)).get(0).unread())
        .extracting(InboxMessage::message)
        .containsExactly(signal("1"));
  }

  @Test
  void readsTheMessagesOfANodesOwnRunsOnly() {
    UUID node = node();
    RunLease mine = ownedBy(node);
    RunLease released = ownedBy(node);
    release(released, null);
    List.of(mine, released, owned()).forEach(lease -> send(lease, signal("1")));

    assertThat(ownership().unread(node, 10))
        .extracting(InboxMessage::chainId)
        .containsExactly(mine.chainId());
  }

  @Test
  void readsAtMostSoManyMessagesTheOldestFirst() {
    UUID node = node();
    RunLease one = ownedBy(node);
    RunLease other = ownedBy(node);
    send(one, signal("1"));
    send(other, signal("2"));
    send(one, signal("3"));

    assertThat(ownership().unread(node, 2))
        .extracting(InboxMessage::message)
        .containsExactly(signal("1"), signal("2"));
  }

  @Test
  void readsMessagesOfEveryRunHoweverManyAreSentToOne() {
    UUID node = node();
    RunLease flooded = ownedBy(node);
    List<Message> flood = IntStream.range(0, 30).mapToObj(i -> signal("m" + i)).toList();
    commits().send(flood.stream().map(m -> new Send(flooded.runId().toString(), m)).toList());
    List<RunLease> others = List.of(ownedBy(node), ownedBy(node));
    others.forEach(lease -> send(lease, signal("1")));

    List<InboxMessage> read = ownership().unread(node, 5);

    assertThat(read).hasSize(5);
    assertThat(read).extracting(InboxMessage::chainId).containsAll(chains(others));
    assertThat(read)
        .filteredOn(message -> message.chainId().equals(flooded.chainId()))
        .extracting(InboxMessage::message)
        .isEqualTo(flood.subList(0, 3));
  }

  @Test
  void readsTheMessagesOfTheseChainsOnly() {
    RunLease one = owned();
    RunLease other = owned();
    RunLease third = owned();
    List.of(one, other, third).forEach(lease -> send(lease, signal("1")));

    assertThat(ownership().unreadOf(List.of(one.chainId(), third.chainId())))
        .extracting(InboxMessage::chainId)
        .containsExactly(one.chainId(), third.chainId());
    assertThat(ownership().unreadOf(List.of())).isEmpty();
  }

  private static List<UUID> chains(List<RunLease> leases) {
    return leases.stream().map(RunLease::chainId).toList();
  }

  private static Event received(String messageId) {
    return new Event.SignalReceived("paid", messageId, null);
  }
}
