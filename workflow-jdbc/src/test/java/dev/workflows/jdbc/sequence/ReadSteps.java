package dev.workflows.jdbc.sequence;

import dev.workflows.RunFilter;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.spi.RunReader.Position;
import dev.workflows.spi.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What is read, and what tools append. */
final class ReadSteps {

  private static final Duration LATE = Duration.ofSeconds(2);

  private final Chance chance;
  private final Script script;
  private final ClientSteps clients;

  ReadSteps(Chance chance, Script script, ClientSteps clients) {
    this.chance = chance;
    this.script = script;
    this.clients = clients;
  }

  void read() {
    UUID node = chance.of(script.known.nodes);
    String target = clients.someTarget();
    switch (chance.upTo(8)) {
      case 0, 1 -> script.add("find " + target, door -> door.store().runs().find(target));
      case 2, 3 -> list();
      case 4 ->
          script.add("owned " + node, door -> Set.copyOf(door.store().ownership().owned(node)));
      case 5 ->
          script.add(
              "unread " + node,
              door -> Observation.byChain(door.store().ownership().unread(node, Script.ALL)));
      case 6 -> script.add("overdue", door -> door.store().runs().overdue(LATE));
      default -> append();
    }
  }

  private void list() {
    RunFilter filter =
        new RunFilter(
            chance.percent(40) ? "order" : null,
            chance.percent(40) ? chance.of(List.of(WorkflowStatus.values())) : null,
            chance.percent(30) ? clients.someId() : null,
            chance.percent(30) ? script.now().minusSeconds(chance.upTo(30)) : null);
    List<RunRecord> all = script.store().runs().list(RunFilter.all(), null, Script.ALL);
    Position after = null;
    if (!all.isEmpty() && chance.percent(50)) {
      RunRecord last = chance.of(all);
      after = new Position(last.startedAt(), last.runId());
    }
    Position from = after;
    int limit = 1 + chance.upTo(5);
    script.add(
        "list %s after %s limit %d".formatted(filter, from, limit),
        door -> door.store().runs().list(filter, from, limit));
  }

  private void append() {
    List<RunRecord> runs = script.store().runs().list(RunFilter.all(), null, Script.ALL);
    if (runs.isEmpty()) {
      return;
    }
    UUID run = chance.of(runs).runId();
    Event note = Event.Custom.of("note", new byte[] {1});
    script.add("append to " + run, door -> door.store().histories().append(run, note));
  }
}
