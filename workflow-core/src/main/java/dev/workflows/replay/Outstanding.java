package dev.workflows.replay;

import dev.workflows.definition.ActivityDefinition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run's code has asked for and has no answer to yet, by the position where it asked. */
final class Outstanding {

  private final Map<Long, ActivityCall> calls = new LinkedHashMap<>();
  private final Map<Long, Timer> timers = new LinkedHashMap<>();
  private final Map<Long, ChildCall> children = new LinkedHashMap<>();

  ActivityCall add(ActivityCall call) {
    calls.put(call.seq(), call);
    return call;
  }

  Timer add(Timer timer) {
    timers.put(timer.seq(), timer);
    return timer;
  }

  ChildCall add(ChildCall child) {
    children.put(child.seq(), child);
    return child;
  }

  @Nullable ChildCall removeChild(long seq) {
    return children.remove(seq);
  }

  Map<Long, OpenChild> children() {
    Map<Long, OpenChild> pending = new LinkedHashMap<>();
    children.forEach(
        (seq, call) -> pending.put(seq, new OpenChild(call.child().runId(), call.policy())));
    return pending;
  }

  @Nullable ActivityCall call(long seq) {
    return calls.get(seq);
  }

  @Nullable ActivityCall removeCall(long seq) {
    return calls.remove(seq);
  }

  @Nullable Timer removeTimer(long seq) {
    return timers.remove(seq);
  }

  Map<Long, ActivityDefinition> calls() {
    Map<Long, ActivityDefinition> activities = new LinkedHashMap<>();
    calls.forEach((seq, call) -> activities.put(seq, call.activity()));
    return activities;
  }

  List<Long> cancellableCalls() {
    return calls.values().stream()
        .filter(ActivityCall::isCancellable)
        .map(ActivityCall::seq)
        .toList();
  }

  Map<Long, Instant> timers() {
    Map<Long, Instant> dueTimes = new LinkedHashMap<>();
    timers.forEach((seq, timer) -> dueTimes.put(seq, timer.dueAt()));
    return dueTimes;
  }
}
