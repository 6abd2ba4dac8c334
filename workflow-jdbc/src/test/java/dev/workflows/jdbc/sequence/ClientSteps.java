package dev.workflows.jdbc.sequence;

import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What clients ask for, with and without transactions of their own. */
final class ClientSteps {

  private static final int IDS = 6;

  private final Chance chance;
  private final Script script;

  ClientSteps(Chance chance, Script script) {
    this.chance = chance;
    this.script = script;
  }

  /** Two at most: of several that want the same, a later one may be first. */
  void start() {
    List<NewRun> batch = new ArrayList<>();
    for (int i = chance.upTo(2); i >= 0; i--) {
      batch.add(
          script.known.starts.isEmpty() || chance.percent(85)
              ? newRun()
              : chance.of(script.known.starts));
    }
    List<NewRun> runs = List.copyOf(batch);
    List<StartOutcome> outcomes =
        script.add("start " + runs, door -> door.store().commits().start(runs));
    for (int i = 0; outcomes != null && i < runs.size(); i++) {
      started(runs.get(i), outcomes.get(i));
    }
  }

  private void started(NewRun run, StartOutcome outcome) {
    boolean isNew = !script.known.starts.contains(run);
    script.known.starts.add(run);
    UUID owner = run.owner();
    if (isNew
        && outcome.kind() == StartOutcome.Kind.STARTED
        && owner != null
        && run.closing() == null) {
      RunLease lease = new RunLease(run.runId(), run.runId(), owner, 1);
      script.known.held.add(new Held(lease, run.events().size() + 1L));
    }
  }

  private NewRun newRun() {
    UUID owner = chance.percent(60) ? chance.of(script.known.nodes) : null;
    List<RecordedEvent> events = new ArrayList<>();
    String type = chance.percent(80) ? "order" : "trip";
    Event first = new Event.WorkflowStarted(type, chance.upTo(99), Script.SOME);
    events.add(new RecordedEvent(1, first, owner == null ? 0 : 1, owner, script.now()));
    Closing closing = null;
    if (owner != null && chance.percent(60)) {
      events.add(
          new RecordedEvent(
              2, new Event.ActivityScheduled("steps.go", Script.SOME), 1, owner, script.now()));
    } else if (owner != null && chance.percent(20)) {
      events.add(
          new RecordedEvent(2, new Event.WorkflowCompleted(Script.SOME), 1, owner, script.now()));
      closing = new Closing(WorkflowStatus.COMPLETED, Script.SOME, null, script.now());
    }
    Duration delay =
        owner == null && chance.percent(40) ? Duration.ofMillis(chance.upTo(5_000)) : Duration.ZERO;
    String key = chance.percent(30) ? "key " + chance.upTo(5) : null;
    return new NewRun(chance.id(), someId(), type, key, delay, owner, List.copyOf(events), closing);
  }

  String someId() {
    return "order " + chance.upTo(IDS);
  }

  String someTarget() {
    return script.known.starts.isEmpty() || chance.percent(50)
        ? someId()
        : chance.of(script.known.starts).runId().toString();
  }

  Send someSend() {
    Message message =
        chance.percent(85)
            ? Message.signal("message " + chance.upTo(8), "paid", Script.SOME)
            : Message.cancel(chance.percent(50) ? Script.SOME : null);
    return new Send(someTarget(), message);
  }

  void send() {
    if (chance.percent(15)) {
      terminate();
      return;
    }
    List<Send> batch = new ArrayList<>();
    for (int i = chance.upTo(3); i >= 0; i--) {
      batch.add(someSend());
    }
    List<Send> sends = List.copyOf(batch);
    script.add("send " + sends, door -> door.store().commits().send(sends));
  }

  private void terminate() {
    Termination end =
        new Termination(chance.id(), someTarget(), Script.SOME, chance.of(script.known.nodes));
    for (int i = chance.percent(30) ? 2 : 1; i > 0; i--) {
      script.add("terminate " + end, door -> door.store().commits().terminate(end));
    }
  }

  void inTransaction() {
    List<Object> requests = new ArrayList<>();
    for (int i = chance.upTo(3); i >= 0; i--) {
      requests.add(chance.percent(50) ? unowned() : someSend());
    }
    boolean fails = chance.percent(25);
    script.add(
        "transaction fails=%s %s".formatted(fails, requests),
        door -> Transactions.caller(door, List.copyOf(requests), fails));
    if (!fails) {
      requests.stream()
          .filter(NewRun.class::isInstance)
          .map(NewRun.class::cast)
          .forEach(script.known.starts::add);
    }
  }

  private NewRun unowned() {
    NewRun run = newRun();
    Event first = run.events().get(0).event();
    return new NewRun(
        run.runId(),
        run.workflowId(),
        run.type(),
        run.startKey(),
        run.delay(),
        null,
        List.of(new RecordedEvent(1, first, 0, null, script.now())),
        null);
  }
}
