package dev.workflows.test.simulation;

import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.RunRecord;
import dev.workflows.test.simulation.Call.Answer;
import dev.workflows.test.simulation.Call.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** What clients were promised, and what became of it. */
final class ClientCheck {

  private final List<Call> calls;
  private final Map<UUID, RunRecord> runs;
  private final Map<UUID, List<RecordedEvent>> histories;
  private final Consumer<String> violated;

  ClientCheck(
      List<Call> calls,
      Map<UUID, RunRecord> runs,
      Map<UUID, List<RecordedEvent>> histories,
      Consumer<String> violated) {
    this.calls = calls;
    this.runs = runs;
    this.histories = histories;
    this.violated = violated;
  }

  void check() {
    starts();
    signals();
    noPhantoms();
    calls.stream().filter(call -> accepted(call, Kind.CANCEL)).forEach(this::cancelled);
    calls.stream().filter(call -> accepted(call, Kind.TERMINATE)).forEach(this::terminated);
    calls.stream().filter(call -> call.answer() == Answer.ROLLED_BACK).forEach(this::rolledBack);
  }

  private static boolean accepted(Call call, Kind kind) {
    return call.kind() == kind && call.answer() == Answer.ACCEPTED;
  }

  /** What was asked for in a transaction that was rolled back never was. */
  private void rolledBack(Call call) {
    UUID run = Objects.requireNonNull(call.runId());
    boolean isAnothers =
        calls.stream().anyMatch(other -> accepted(other, Kind.START) && run.equals(other.runId()));
    require(
        call.kind() != Kind.START || isAnothers || !runs.containsKey(run),
        "A start that was rolled back happened: " + call);
    require(
        call.kind() != Kind.SIGNAL || !runs.containsKey(run) || !received(run).contains(call.key()),
        "A signal that was rolled back arrived: " + call);
  }

  private void starts() {
    Map<String, UUID> byKey = new HashMap<>();
    for (Call call : calls) {
      if (!accepted(call, Kind.START)) {
        continue;
      }
      UUID run = Objects.requireNonNull(call.runId());
      require(runs.containsKey(run), "An acknowledged start is gone: " + call);
      if (call.key() != null) {
        UUID other = byKey.putIfAbsent(call.key(), run);
        require(other == null || other.equals(run), "One key named two runs: " + call);
      }
    }
  }

  /** Acknowledged ones arrive once; those of one sender in their order. */
  private void signals() {
    Map<UUID, Map<String, Integer>> last = new HashMap<>();
    for (Call call : calls) {
      if (!accepted(call, Kind.SIGNAL)) {
        continue;
      }
      UUID run = Objects.requireNonNull(call.runId());
      String text = Objects.requireNonNull(call.key());
      int at = receivedFrom(run).indexOf(text);
      boolean terminated = lastOf(run).status() == WorkflowStatus.TERMINATED;
      require(
          at >= 0 || terminated || call.joined(), "An acknowledged signal never arrived: " + call);
      String sender = text.substring(0, text.lastIndexOf('-'));
      Integer before =
          last.computeIfAbsent(lastOf(run).chainId(), any -> new HashMap<>()).put(sender, at);
      require(at < 0 || before == null || before < at, "Signals changed their order: " + call);
    }
  }

  private void noPhantoms() {
    Set<String> sent = new HashSet<>();
    calls.stream()
        .filter(call -> call.kind() == Kind.SIGNAL && call.answer() != Answer.ROLLED_BACK)
        .forEach(call -> sent.add(Objects.requireNonNull(call.key())));
    for (UUID run : histories.keySet()) {
      Set<String> before = new HashSet<>();
      for (String text : received(run)) {
        require(sent.contains(text), "Nobody sent " + text);
        require(before.add(text), "It was sent once and received twice: " + text);
      }
    }
  }

  private List<String> received(UUID run) {
    List<String> texts = new ArrayList<>();
    for (RecordedEvent event : Objects.requireNonNull(histories.get(run))) {
      if (event.event() instanceof Event.SignalReceived signal) {
        texts.add(Objects.requireNonNull(signal.arguments()).json().replace("\"", ""));
      }
    }
    return texts;
  }

  /** What a run and those in which it goes on have received. */
  private List<String> receivedFrom(UUID run) {
    return chain(run).stream().flatMap(id -> received(id).stream()).toList();
  }

  /** The runs of the same series, in their order. */
  private List<UUID> chain(UUID run) {
    UUID chain = Objects.requireNonNull(runs.get(run)).chainId();
    return runs.values().stream()
        .filter(other -> other.chainId().equals(chain))
        .sorted(Comparator.comparing(RunRecord::startedAt))
        .map(RunRecord::runId)
        .toList();
  }

  private RunRecord lastOf(UUID run) {
    List<UUID> chain = chain(run);
    return Objects.requireNonNull(runs.get(chain.get(chain.size() - 1)));
  }

  private void cancelled(Call call) {
    UUID run = Objects.requireNonNull(call.runId());
    long recorded =
        chain(run).stream()
            .flatMap(id -> Objects.requireNonNull(histories.get(id)).stream())
            .filter(event -> event.event() instanceof Event.CancelRequested)
            .count();
    boolean terminated = lastOf(run).status() == WorkflowStatus.TERMINATED;
    require(recorded == 1 || terminated, "An acknowledged cancel never arrived: " + call);
  }

  private void terminated(Call call) {
    UUID run = Objects.requireNonNull(call.runId());
    require(
        Objects.requireNonNull(runs.get(run)).status() == WorkflowStatus.TERMINATED,
        "An acknowledged end did not happen: " + call);
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      violated.accept(what + "\n" + calls + "\n" + all());
    }
  }

  private String all() {
    StringBuilder text = new StringBuilder();
    histories.forEach(
        (run, events) -> text.append(runs.get(run)).append('\n').append(Checks.text(events)));
    return text.toString();
  }
}
