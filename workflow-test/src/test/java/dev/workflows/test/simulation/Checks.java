package dev.workflows.test.simulation;

import dev.workflows.RunFilter;
import dev.workflows.WorkflowStatus;
import dev.workflows.definition.Definitions;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.RunRecord;
import dev.workflows.test.InMemoryWorkflowStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What must hold, whatever goes wrong; some of it at any time, the rest at the end. */
final class Checks {

  private static final int MANY_RUNS = 1_000;

  private final InMemoryWorkflowStore store;
  private final Clients clients;
  private final Ledger ledger;
  private final Stamps stamps;
  private final List<String> violations;
  private final Map<UUID, Seen> seen = new HashMap<>();
  private final Set<UUID> blocked = new HashSet<>();

  /** A run as it was last found. */
  private record Seen(RunRecord run, List<RecordedEvent> history) {}

  /**
   * Checks of what these have seen.
   *
   * @param violations where they, and the checks themselves, write what must not be
   */
  Checks(
      InMemoryWorkflowStore store,
      Clients clients,
      Ledger ledger,
      Stamps stamps,
      List<String> violations) {
    this.violations = violations;
    this.store = store;
    this.clients = clients;
    this.ledger = ledger;
    this.stamps = stamps;
  }

  boolean allHold() {
    return violations.isEmpty();
  }

  /** How many runs were blocked when they were looked at. */
  int blocked() {
    return blocked.size();
  }

  void violated(String what) {
    violations.add(what);
  }

  /** What holds at any time, of those runs that are not as they were when it held last. */
  void onTheWay() {
    Set<String> open = new HashSet<>();
    for (RunRecord run : runs()) {
      Seen before = seen.get(run.runId());
      if (before == null
          || !before.run().equals(run)
          || before.history().size() != store.histories().length(run.runId())) {
        check(run, before);
      }
      if (run.status().isOpen() && !open.add(run.workflowId())) {
        violated("Two runs of one id are open: " + run.workflowId());
      }
    }
  }

  private void check(RunRecord run, @Nullable Seen before) {
    List<RecordedEvent> history = history(run);
    seen.put(run.runId(), new Seen(run, history));
    if (run.status() == WorkflowStatus.BLOCKED) {
      blocked.add(run.runId());
    }
    if (before != null
        && (history.size() < before.history().size()
            || !history.subList(0, before.history().size()).equals(before.history()))) {
      violated("An event that was recorded has changed in " + run.workflowId());
    }
    if (before != null && !before.run().status().isOpen() && !before.run().equals(run)) {
      violated("It had ended, and is " + run + " now");
    }
    new HistoryCheck(run, history, stamps, this::violated).check();
    new RowCheck(store, run, stamps.now(), this::violated).check();
  }

  /** What holds once nothing goes wrong any more, and all had time. */
  void atTheEnd(boolean done) {
    Map<UUID, Seen> before = Map.copyOf(seen);
    runs().forEach(run -> check(run, before.get(run.runId())));
    onTheWay();
    if (!violations.isEmpty()) {
      return;
    }
    if (!done) {
      notDone();
      return;
    }
    Map<UUID, List<RecordedEvent>> histories = new LinkedHashMap<>();
    Map<UUID, RunRecord> records = new LinkedHashMap<>();
    for (RunRecord run : runs()) {
      histories.put(run.runId(), history(run));
      records.put(run.runId(), run);
    }
    new ClientCheck(clients.calls(), records, histories, this::violated).check();
    new EffectCheck(ledger, histories, this::violated).check();
    records.values().forEach(run -> replay(run, history(run)));
  }

  private void notDone() {
    runs().stream()
        .filter(run -> run.status().isOpen())
        .forEach(run -> violated("Never ended: " + run + "\n" + text(history(run)) + unread(run)));
    if (violations.isEmpty()) {
      violated("A client never got an answer");
    }
  }

  private List<InboxMessage> unread(RunRecord run) {
    return store.ownership().unreadOf(List.of(run.chainId()));
  }

  private void replay(RunRecord run, List<RecordedEvent> history) {
    Code code = Code.of(history, store.histories());
    Definitions definitions =
        code instanceof Code.Version version ? Engines.of(version) : Engines.definitions(code);
    new ReplayCheck(run, history, this::violated).check(definitions);
  }

  private List<RunRecord> runs() {
    return store.runs().list(RunFilter.all(), null, MANY_RUNS);
  }

  private List<RecordedEvent> history(RunRecord run) {
    return store.histories().read(run.runId(), 1, Long.MAX_VALUE);
  }

  static String text(List<RecordedEvent> history) {
    StringBuilder text = new StringBuilder();
    history.forEach(event -> text.append("  ").append(event).append('\n'));
    return text.toString();
  }
}
