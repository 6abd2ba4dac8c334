package dev.workflows.test.contract;

import dev.workflows.IdReusePolicy;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.history.StartTerms;
import dev.workflows.payload.Payload;
import dev.workflows.spi.Closing;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.Parent;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A start as a test describes it; by default unowned, due at once, under a workflow id of its own.
 */
final class StartPlan {

  final UUID runId = UUID.randomUUID();
  private final Instant at;
  private final String type;
  private final List<Event> events = new ArrayList<>();
  private String workflowId = "order-" + runId;
  private @Nullable String startKey;
  private Duration delay = Duration.ZERO;
  private @Nullable UUID owner;
  private @Nullable Closing closing;
  private UUID chainId = runId;
  private IdReusePolicy idReuse = IdReusePolicy.ALLOW_DUPLICATE;
  private @Nullable Parent parent;

  StartPlan(String type, Instant at) {
    this.type = type;
    this.at = at;
    events.add(new Event.WorkflowStarted(type, 42, new Payload("{\"lines\":[1,2]}")));
  }

  StartPlan workflowId(String id) {
    workflowId = id;
    return this;
  }

  /** Gives it one attribute more. */
  StartPlan attribute(String name, String value) {
    Event.WorkflowStarted started = (Event.WorkflowStarted) events.get(0);
    Map<String, String> all = new HashMap<>(started.terms().attributes());
    all.put(name, value);
    events.set(
        0,
        new Event.WorkflowStarted(
            type, started.seed(), null, started.input(), new StartTerms(null, null, all)));
    return this;
  }

  StartPlan chain(UUID id) {
    chainId = id;
    return this;
  }

  StartPlan parent(Parent newParent) {
    parent = newParent;
    return this;
  }

  StartPlan idReuse(IdReusePolicy policy) {
    idReuse = policy;
    return this;
  }

  StartPlan startKey(String key) {
    startKey = key;
    return this;
  }

  StartPlan delay(Duration newDelay) {
    delay = newDelay;
    return this;
  }

  StartPlan owner(UUID node) {
    owner = node;
    return this;
  }

  StartPlan records(Event event) {
    events.add(event);
    return this;
  }

  StartPlan completes(Payload result) {
    events.add(new Event.WorkflowCompleted(result));
    closing = new Closing(WorkflowStatus.COMPLETED, result, null, at);
    return this;
  }

  String workflowId() {
    return workflowId;
  }

  /** Its ownership at fence 1. */
  RunLease lease() {
    return new RunLease(runId, runId, Objects.requireNonNull(owner), 1);
  }

  List<RecordedEvent> recorded() {
    List<RecordedEvent> recorded = new ArrayList<>();
    for (Event event : events) {
      recorded.add(
          new RecordedEvent(recorded.size() + 1L, event, owner == null ? 0 : 1, owner, at));
    }
    return recorded;
  }

  NewRun run() {
    return new NewRun(
        runId,
        chainId,
        workflowId,
        type,
        startKey,
        delay,
        owner,
        parent,
        recorded(),
        closing,
        idReuse);
  }
}
