package dev.workflows.test.simulation;

import dev.workflows.RunFilter;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.RunRecord;
import dev.workflows.test.InMemoryWorkflowStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What must hold, whatever goes wrong; some of it at any time, the rest at the end. */
final class Checks {

  private static final int MANY_RUNS = 1_000;

  private final InMemoryWorkflowStore store;
  private final Clients clients;
  private final Ledger ledger;
  private final Stamps stamps;
  private final List<String> violations = new ArrayList<>();
  private final Map<UUID, List<RecordedEvent>> seen = new HashMap<>();

  Checks(InMemoryWorkflowStore store, Clients clients, Ledger ledger, Stamps stamps) {
    this.store = store;
    this.clients = clients;
    this.ledger = ledger;
    this.stamps = stamps;
  }

  List<String> violations() {
    return violations;
  }

  boolean allHold() {
    return violations.isEmpty();
  }

  void violated(String what) {
    violations.add(what);
  }

  /** What holds at any time: of histories, and that no two runs of one id are open. */
  void onTheWay() {
    Set<String> open = new HashSet<>();
    for (RunRecord run : runs()) {
      List<RecordedEvent> history = history(run);
      List<RecordedEvent> before = seen.put(run.runId(), history);
      if (before != null && !history.subList(0, before.size()).equals(before)) {
        violated("An event that was recorded has changed in " + run.workflowId());
      }
      new HistoryCheck(run, history, stamps, this::violated).check();
      if (run.status().isOpen() && !open.add(run.workflowId())) {
        violated("Two runs of one id are open: " + run.workflowId());
      }
    }
  }

  /** What holds once nothing goes wrong any more, and all had time. */
  void atTheEnd(boolean done) {
    onTheWay();
    if (!violations.isEmpty()) {
      return;
    }
    if (!done) {
      runs().stream()
          .filter(run -> run.status().isOpen())
          .forEach(run -> violated("Never ended: " + run + "\n" + text(history(run))));
      if (violations.isEmpty()) {
        violated("A client never got an answer");
      }
      return;
    }
    Map<UUID, List<RecordedEvent>> histories = new HashMap<>();
    Map<UUID, RunRecord> records = new HashMap<>();
    for (RunRecord run : runs()) {
      histories.put(run.runId(), history(run));
      records.put(run.runId(), run);
    }
    new ClientCheck(clients.calls(), records, histories, this::violated).check();
    new EffectCheck(ledger, histories, this::violated).check();
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
