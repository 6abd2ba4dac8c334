package dev.workflows.jdbc.sequence;

import dev.workflows.RunFilter;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.RunRecord;
import dev.workflows.spi.WorkflowStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Everything that can be seen of a store. */
final class Observation {

  private static final int ALL = 1_000;

  private Observation() {}

  static String of(WorkflowStore store) {
    List<RunRecord> runs = store.runs().list(RunFilter.all(), null, ALL);
    List<UUID> ids = runs.stream().map(RunRecord::runId).toList();
    StringBuilder seen = new StringBuilder();
    for (RunRecord run : runs) {
      seen.append(run).append('\n');
      seen.append(Answers.text(store.histories().read(run.runId(), 1, Long.MAX_VALUE)));
      seen.append("\ndead letters ").append(store.runs().deadLetters(run.chainId())).append('\n');
    }
    seen.append("retries ").append(Answers.text(store.runs().retries(ids))).append('\n');
    seen.append("unanswered ").append(Answers.text(store.runs().unanswered(ids))).append('\n');
    seen.append("unread ").append(unread(store, runs));
    return seen.toString();
  }

  private static String unread(WorkflowStore store, List<RunRecord> runs) {
    return byChain(store.ownership().unreadOf(runs.stream().map(RunRecord::chainId).toList()));
  }

  /** Messages of one chain are in order, chains are in none. */
  static String byChain(List<InboxMessage> messages) {
    Map<UUID, List<InboxMessage>> chains =
        messages.stream().collect(Collectors.groupingBy(InboxMessage::chainId));
    return Answers.text(chains);
  }
}
