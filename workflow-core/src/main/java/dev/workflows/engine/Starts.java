package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.IdConflictPolicy;
import dev.workflows.IdReusePolicy;
import dev.workflows.RunId;
import dev.workflows.WorkflowAlreadyExistsException;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.history.StartTerms;
import dev.workflows.payload.Payload;
import dev.workflows.replay.Decision;
import dev.workflows.replay.TurnEnd;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartAndSend;
import dev.workflows.spi.CommitStore.StartAndSendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Begins runs. One that may begin at once does so here, if there is room: its first turn is made in
 * memory and travels with its start. Any other is written without an owner, and whoever has room
 * claims it. Thread-safe.
 */
final class Starts {

  /** How often a message is sent to a run that ends before it arrives. */
  private static final int TRIES = 20;

  private final WorkflowStore store;
  private final Node node;
  private final OwnedRuns runs;
  private final RunServices services;
  private final ClientLanes lanes;
  private final Poller poller;
  private final Consumer<SendOutcome> arrived;

  /**
   * @param arrived is told of messages that are durable
   */
  Starts(
      WorkflowStore store,
      Node node,
      OwnedRuns runs,
      RunServices services,
      ClientLanes lanes,
      Poller poller,
      Consumer<SendOutcome> arrived) {
    this.store = store;
    this.node = node;
    this.runs = runs;
    this.services = services;
    this.lanes = lanes;
    this.poller = poller;
    this.arrived = arrived;
  }

  /**
   * What a client asks for, checked.
   *
   * @param workflowId {@code null} for the run id as text
   * @param startKey names the start for ever, {@code null} if it may be repeated
   * @param delay how long it waits before it begins
   * @param terms what else is agreed
   * @param idReuse whether the workflow id may have had a run before
   * @param idConflict what happens if it has an open one
   * @param memo what goes with the run for people to read
   */
  record Request(
      WorkflowDefinition definition,
      @Nullable String workflowId,
      @Nullable String startKey,
      Duration delay,
      @Nullable Payload input,
      StartTerms terms,
      IdReusePolicy idReuse,
      IdConflictPolicy idConflict,
      @Nullable Payload memo) {

    /** Whether it may close its run at once, and so without ever holding the id. */
    boolean mayReuseId() {
      return idReuse == IdReusePolicy.ALLOW_DUPLICATE;
    }
  }

  /** How long it is until a time; zero if that has passed. */
  Duration until(Instant time) {
    Duration left = Duration.between(node.databaseTime(), time);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * Begins a run, in the transaction of the calling thread if it has one.
   *
   * @return the new run, or that of an earlier start with the same key
   */
  RunId start(Request request) {
    RunId id = newId(request);
    StartOutcome outcome = start(id, request, started(request));
    return switch (outcome.kind()) {
      case STARTED -> id;
      case SAME_KEY -> existing(id.workflowId(), outcome.runId());
      case CLOSED_BEFORE -> throw usedBefore(id, outcome);
      case ALREADY_OPEN -> {
        if (request.idConflict() == IdConflictPolicy.USE_EXISTING) {
          yield existing(id.workflowId(), outcome.runId());
        }
        throw new WorkflowAlreadyExistsException(
            "Workflow '%s' is open already (run %s). Use another id, or an idempotency key."
                .formatted(id.workflowId(), outcome.runId()));
      }
    };
  }

  private RunId newId(Request request) {
    UUID runId = Ids.ordered(node.databaseTime(), services.driver().random());
    String workflowId = request.workflowId();
    return new RunId(workflowId == null ? runId.toString() : workflowId, runId);
  }

  private static WorkflowAlreadyExistsException usedBefore(RunId id, StartOutcome outcome) {
    return new WorkflowAlreadyExistsException(
        ErrorCode.ID_USED_BEFORE,
        ("Workflow id '%s' was used before (run %s) and may not be used again. Take it for done, or"
                + " use another id.")
            .formatted(id.workflowId(), outcome.runId()));
  }

  /**
   * Begins a run and sends it a message, or sends that to the run that has its id.
   *
   * @return what became of the message
   */
  SendOutcome startAndSend(Request request, Message message) {
    RunId id = newId(request);
    NewRun run = unowned(id, request, started(request));
    CallerTransaction transaction = store.callerTransaction();
    if (transaction.isActive()) {
      SendOutcome sent = startAndSend(id, run, message, transaction);
      transaction.afterCommit(() -> arrived.accept(sent));
      return sent;
    }
    StartAndSendOutcome both =
        lanes.await(
            lanes
                .startAndSend(new StartAndSend(run, message))
                .thenApply(
                    answer -> {
                      arrived.accept(answer.sent());
                      return answer;
                    }));
    refuseUsedBefore(id, both.start());
    return both.sent();
  }

  /** The run that is open may end before the message reaches it: then this one begins. */
  private static SendOutcome startAndSend(
      RunId id, NewRun run, Message message, CallerTransaction transaction) {
    SendOutcome sent;
    StartOutcome start;
    int tries = 0;
    do {
      start = transaction.start(run);
      refuseUsedBefore(id, start);
      sent = transaction.send(new Send(start.runId().toString(), message));
    } while (start.kind() == StartOutcome.Kind.ALREADY_OPEN
        && sent.kind() == SendOutcome.Kind.CLOSED
        && ++tries < TRIES);
    return sent;
  }

  private static void refuseUsedBefore(RunId id, StartOutcome start) {
    if (start.kind() == StartOutcome.Kind.CLOSED_BEFORE) {
      throw usedBefore(id, start);
    }
  }

  private List<Event> started(Request request) {
    Event.WorkflowStarted started =
        new Event.WorkflowStarted(
            request.definition().type(),
            services.driver().random().nextLong(),
            null,
            request.definition().version(),
            request.input(),
            request.terms().from(node.databaseTime().plus(request.delay())));
    return Effects.withMemo(started, request.memo());
  }

  private StartOutcome start(RunId id, Request request, List<Event> started) {
    CallerTransaction transaction = store.callerTransaction();
    if (transaction.isActive()) {
      StartOutcome outcome = transaction.start(unowned(id, request, started));
      transaction.afterCommit(poller::claimSoon);
      return outcome;
    }
    if (request.delay().isZero() && takesPlace()) {
      return lanes.await(here(id, request, started));
    }
    StartOutcome outcome = lanes.await(lanes.start(unowned(id, request, started)));
    if (request.delay().isZero()) {
      poller.claimSoon();
    }
    return outcome;
  }

  private boolean takesPlace() {
    if (runs.surplus() > 0) {
      poller.stepSoon();
    }
    return node.isAlive() && runs.takePlace();
  }

  /**
   * It is held before it is durable, so that nothing of its first turn has to be read again; until
   * then nothing of it happens. If its answer is lost for good, the audit finds it.
   */
  private CompletableFuture<StartOutcome> here(RunId id, Request request, List<Event> started) {
    RunLease lease = new RunLease(id.runId(), id.runId(), node.id(), 1);
    OwnedRun run = new OwnedRun(services, id, lease, request.definition());
    CompletableFuture<StartOutcome> answer = new CompletableFuture<>();
    run.begin(
        started,
        node.databaseTime(),
        new TurnEnd() {

          @Override
          public void decided(Decision decision) {
            runs.add(run);
            Outgoing outgoing = run.outgoingOfFirst(decision);
            boolean isWhole = isWhole(request, decision, outgoing);
            lanes.start(
                isWhole
                    ? owned(lease, id, request, decision)
                    : ownedBefore(lease, id, request, decision),
                outcome -> answered(run, decision, isWhole ? null : outgoing, outcome, answer),
                problem -> notAnswered(run, problem, answer));
          }

          @Override
          public void failed(RuntimeException problem) {
            answer.completeExceptionally(problem);
          }
        });
    return answer;
  }

  /**
   * Whether the first turn may travel with the start. What it does to others cannot; and a run that
   * it closes would never hold its workflow id, which others must find taken.
   */
  private static boolean isWhole(Request request, Decision decision, Outgoing outgoing) {
    return outgoing.isEmpty() && (request.mayReuseId() || decision.closing().isEmpty());
  }

  private void answered(
      OwnedRun run,
      Decision decision,
      @Nullable Outgoing toFollow,
      StartOutcome outcome,
      CompletableFuture<StartOutcome> answer) {
    try {
      if (outcome.kind() == StartOutcome.Kind.STARTED) {
        if (toFollow == null) {
          run.begun(decision);
        } else {
          run.begunBefore(decision, toFollow);
        }
      } else {
        giveUp(run);
      }
    } finally {
      answer.complete(outcome);
    }
  }

  private void notAnswered(
      OwnedRun run, RuntimeException problem, CompletableFuture<StartOutcome> answer) {
    giveUp(run);
    answer.completeExceptionally(problem);
  }

  private void giveUp(OwnedRun run) {
    runs.remove(run);
    run.discard();
  }

  private static NewRun owned(RunLease lease, RunId id, Request request, Decision decision) {
    List<RecordedEvent> whole = Commits.recorded(decision, lease.fence(), lease.node());
    return newRun(id, request, Duration.ZERO, lease.node(), whole, Commits.closing(decision));
  }

  /**
   * A start whose first turn follows in a commit of its own, and so a moment later: if it does not,
   * whoever takes the run over makes that turn anew.
   */
  private static NewRun ownedBefore(RunLease lease, RunId id, Request request, Decision decision) {
    List<Event> given = decision.events().subList(0, Commits.given(decision));
    List<RecordedEvent> first = Commits.recorded(given, decision.at().minusNanos(1_000));
    return newRun(id, request, Duration.ZERO, lease.node(), first, null);
  }

  private NewRun unowned(RunId id, Request request, List<Event> started) {
    List<RecordedEvent> first = Commits.recorded(started, node.databaseTime());
    return newRun(id, request, request.delay(), null, first, null);
  }

  private static NewRun newRun(
      RunId id,
      Request request,
      Duration delay,
      @Nullable UUID owner,
      List<RecordedEvent> events,
      @Nullable Closing closing) {
    return new NewRun(
            id.runId(),
            id.workflowId(),
            request.definition().type(),
            request.startKey(),
            delay,
            owner,
            events,
            closing)
        .withIdReuse(request.idReuse());
  }

  private RunId existing(String workflowId, UUID runId) {
    return store
        .runs()
        .find(runId.toString())
        .map(run -> new RunId(run.workflowId(), run.runId()))
        .orElse(new RunId(workflowId, runId));
  }
}
