package dev.workflows.engine;

import dev.workflows.payload.PayloadException;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.OwnershipStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Hands unread messages to the runs that are held here. Thread-safe. */
final class InboxReader {

  private static final int MESSAGES = 2_000;

  private final OwnershipStore store;
  private final Node node;
  private final OwnedRuns runs;

  InboxReader(OwnershipStore store, Node node, OwnedRuns runs) {
    this.store = store;
    this.node = node;
    this.runs = runs;
  }

  /** Reads for all of them. */
  void read() {
    if (!runs.isEmpty()) {
      deliver(store.unread(node.id(), MESSAGES));
    }
  }

  /** Reads for some chains, after a hint. */
  void read(Collection<UUID> chains) {
    deliver(store.unreadOf(chains));
  }

  private void deliver(List<InboxMessage> messages) {
    Map<UUID, List<InboxMessage>> byChain = new HashMap<>();
    for (InboxMessage message : messages) {
      byChain.computeIfAbsent(message.chainId(), chain -> new ArrayList<>()).add(message);
    }
    byChain.forEach(
        (chain, read) -> {
          OwnedRun run = runs.ofChain(chain);
          if (run != null) {
            deliver(run, read);
          }
        });
  }

  private static void deliver(OwnedRun run, List<InboxMessage> messages) {
    Optional<PayloadException> problem = DecodedReads.problem(messages);
    if (problem.isPresent()) {
      run.cannotGoOn(problem.get());
    } else {
      run.deliver(messages);
    }
  }
}
