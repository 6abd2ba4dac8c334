package dev.workflows.jdbc.sequence;

import dev.workflows.spi.ActivityTransactions.Fence;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunCommit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What owners write: turns, and outcomes of transactional activities. */
final class TurnSteps {

  private final Chance chance;
  private final Script script;
  private final ClientSteps clients;

  TurnSteps(Chance chance, Script script, ClientSteps clients) {
    this.chance = chance;
    this.script = script;
    this.clients = clients;
  }

  void commit() {
    if (!script.known.commits.isEmpty() && chance.percent(10)) {
      List<RunCommit> again = chance.of(script.known.commits);
      script.add("commit again " + again, door -> Transactions.commit(door, again));
      return;
    }
    List<Held> some = new ArrayList<>();
    for (int i = chance.upTo(3); i >= 0 && !script.known.held.isEmpty(); i--) {
      Held held = chance.of(script.known.held);
      if (some.stream().noneMatch(one -> one.lease().runId().equals(held.lease().runId()))) {
        some.add(held);
      }
    }
    if (!some.isEmpty()) {
      commit(some);
    }
  }

  void commit(List<Held> some) {
    List<RunCommit> batch =
        some.stream()
            .map(held -> new Turns(chance, held, script.now()).any(unreadOf(held)))
            .toList();
    script.known.commits.add(batch);
    List<String> answers = script.add("commit " + batch, door -> Transactions.commit(door, batch));
    for (int i = 0; answers != null && i < batch.size(); i++) {
      committed(some.get(i), batch.get(i), answers.get(i).equals(Transactions.DONE));
    }
  }

  private void committed(Held held, RunCommit commit, boolean written) {
    if (!written) {
      if (chance.percent(50)) {
        script.known.held.remove(held);
      }
    } else if (commit.closing() != null) {
      script.known.held.remove(held);
    } else {
      script.known.replace(held, new Held(held.lease(), held.nextSeq() + commit.events().size()));
    }
  }

  private List<InboxMessage> unreadOf(Held held) {
    return script.store().ownership().unreadOf(List.of(held.lease().chainId()));
  }

  void transact() {
    if (script.known.held.isEmpty()) {
      return;
    }
    Held held = chance.of(script.known.held);
    long seq = new Turns(chance, held, script.now()).someSeq();
    Fence fence = new Fence(held.lease(), seq, 1 + chance.upTo(3), chance.percent(40));
    UUID run = held.lease().runId();
    boolean fails = chance.percent(10);
    Send send = chance.percent(20) ? clients.someSend() : null;
    script.add(
        "activity %s fails=%s sends %s".formatted(fence, fails, send),
        door ->
            Transactions.activity(
                door, fence, Message.outcome(run, seq, fence.attempt(), Script.SOME), fails, send));
  }
}
