package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.history.RecordedEvent;
import dev.workflows.replay.Decision;
import dev.workflows.replay.RunExecution;
import dev.workflows.replay.TurnEnd;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.Message;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turns of an owned run: decides what comes of that which waits for it, commits, and carries
 * out what was decided once that is durable. Used by whoever is busy with the run.
 */
final class RunTurns {

  private static final Logger LOG = LoggerFactory.getLogger(RunTurns.class);

  private final OwnedRun run;
  private final RunServices services;
  private final RunDesk desk;
  private final Residency residency;
  private final RunActivities activities;
  private final PendingTurns pending;
  private final TurnTeller teller;
  private Instant lastRecordedAt = Instant.EPOCH;
  private boolean blocked;
  private boolean mustGetFarther;
  private int problemCount;

  RunTurns(
      OwnedRun run,
      RunServices services,
      RunDesk desk,
      Residency residency,
      RunActivities activities) {
    this.run = run;
    this.services = services;
    this.desk = desk;
    this.residency = residency;
    this.activities = activities;
    this.pending = new PendingTurns(services.driver(), run::wake);
    this.teller = new TurnTeller(run, services);
  }

  /** The next turn follows what is durable. */
  void follow(LoadedRun durable) {
    blocked = durable.run().problem() != null;
    mustGetFarther = RunProblem.isOfProgress(durable.run().problem(), services.failures());
    problemCount = durable.run().problemCount();
    List<RecordedEvent> history = durable.history();
    teller.follow(history);
    if (!history.isEmpty()) {
      lastRecordedAt = history.get(history.size() - 1).recordedAt();
    }
  }

  /** How often in a row it was found unable to go on. */
  int problemCount() {
    return problemCount;
  }

  /** Whether everything that was carried out is durable. */
  boolean areDurable() {
    return pending.isEmpty();
  }

  /** What is pending is written by the next turn. */
  void makeDue() {
    pending.makeDue();
  }

  /** The run is held no longer. */
  void stop() {
    pending.lose();
  }

  /** The first turn of a run that does not exist yet is being made. */
  void begins() {
    teller.begins();
  }

  /** Makes a turn of what waits. */
  void take(RunExecution current) {
    teller.begins();
    Mailbox.Batch batch = desk.take();
    if (batch.problem() != null) {
      run.block(batch.problem());
      return;
    }
    if (mustTerminate(batch) || run.timesOut()) {
      return;
    }
    Turn turn;
    Instant at = turnTime();
    try {
      turn = new Turn(current, services.failures(), batch, at, activities::attemptsOf);
    } catch (RuntimeException e) {
      run.block(e);
      return;
    }
    if (current.isAwayFrom(turn.resolved())) {
      // its thread cannot tell when it will be back: the run goes on with another one
      goOnElsewhere(batch);
    } else if (turn.isEmpty() && current.hasBegun()) {
      commit(batch, turn, null);
    } else {
      current.decide(at, turn.external(), turn.requests(), new End(batch, turn));
    }
  }

  /** What follows once the code has come to rest. */
  private final class End implements TurnEnd {

    private final Mailbox.Batch batch;
    private final Turn turn;

    End(Mailbox.Batch batch, Turn turn) {
      this.batch = batch;
      this.turn = turn;
    }

    @Override
    public void decided(Decision decision) {
      commit(batch, turn, decision);
    }

    @Override
    public void failed(RuntimeException problem) {
      run.block(problem);
    }
  }

  /** Nothing that is pending may be lost by that: it would be asked for, and wait, again. */
  private void goOnElsewhere(Mailbox.Batch batch) {
    if (pending.isEmpty()) {
      readAgain(batch);
      return;
    }
    RunCommit commit = pending.before(Commits.nothing(run.lease()));
    services
        .commits()
        .submit(
            commit,
            ok -> {
              pending.durable();
              teller.durable(commit.events());
              readAgain(batch);
            },
            problem -> notCommitted(batch, problem));
  }

  private void readAgain(Mailbox.Batch batch) {
    residency.evict();
    desk.putBack(batch);
    if (!pending.isEmpty()) {
      // what came of them already finds no call in the next turn
      activities.loseFrom(pending.lose());
    }
    services.owner().needsLoad(run);
  }

  private Instant turnTime() {
    Instant now = services.node().databaseTime();
    Instant earliest = lastRecordedAt.plusNanos(1_000);
    return now.isBefore(earliest) ? earliest : now;
  }

  private void commit(Mailbox.Batch batch, Turn turn, @Nullable Decision decided) {
    RunExecution current = residency.execution();
    Outgoing outgoing = Outgoing.NONE;
    if (decided != null && current != null) {
      turn.decided(decided);
      outgoing = outgoing(decided, current);
    }
    // whoever rejected all that came has decided nothing
    Decision decision = decided == null || decided.events().isEmpty() ? null : decided;
    RunCommit commit =
        Commits.of(
            run.lease(),
            turn,
            decision,
            activities.rowsAmong(turn.resolved()),
            isResumedBy(decision),
            outgoing);
    if (decision != null
        && current != null
        && !residency.isTooLong(decision.lastSeq())
        && pending.keep(commit, turn, current)) {
      activities.resolved(turn.resolved());
      carryOut(decision, turn);
    } else if (Commits.isEmpty(commit) && !pending.isDue()) {
      run.settleDown();
    } else {
      submit(batch, turn, decision, pending.before(commit));
    }
  }

  private Outgoing outgoing(Decision decision, RunExecution current) {
    return Effects.of(run.id(), run.lease(), run.parent(), services.failures(), decision, current);
  }

  /** What a parent that has ended wants needs no code, and so no turn. */
  private boolean mustTerminate(Mailbox.Batch batch) {
    for (InboxMessage read : batch.messages()) {
      if (read.message().kind() == Message.Kind.TERMINATE) {
        run.terminate(read.message());
        return true;
      }
    }
    return false;
  }

  private void warnOfLength(Decision decision) {
    HistoryLimits limits = services.history();
    if (decision.firstSeq() <= limits.warning() && decision.lastSeq() >= limits.warning()) {
      LOG.warn(
          "The history of workflow '{}' (run {}) has {} events now; it may have {}. It is read"
              + " again whenever the run comes back into memory: let runs end sooner.",
          run.id().workflowId(),
          run.id().runId(),
          decision.lastSeq(),
          limits.most());
    }
  }

  /** Code that fits its history may still not get any farther. */
  private boolean isResumedBy(@Nullable Decision decision) {
    return blocked && (decision != null || !mustGetFarther || isAtRest());
  }

  /** Whether nothing comes by itself that could let it go on. */
  private boolean isAtRest() {
    RunExecution current = residency.execution();
    return current != null && current.pendingCalls().isEmpty() && current.pendingTimers().isEmpty();
  }

  private void submit(
      Mailbox.Batch batch, Turn turn, @Nullable Decision decision, RunCommit commit) {
    services
        .commits()
        .submitHere(
            commit,
            ok -> {
              services.owner().reached(run, commit.outgoing());
              teller.durable(commit.events());
              committed(turn, decision);
            },
            problem -> notCommitted(batch, problem));
  }

  private void committed(Turn turn, @Nullable Decision decision) {
    blocked &= !isResumedBy(decision);
    problemCount = blocked ? problemCount : 0;
    pending.durable();
    activities.resolved(turn.resolved());
    if (decision == null) {
      goOn(calls(null, turn));
    } else {
      carryOut(decision, turn);
    }
  }

  /** The first turn is durable, which was made before the run existed. */
  void begun(Decision decision) {
    tellFirst(decision);
    carryOut(decision, null);
  }

  private void tellFirst(Decision decision) {
    RunLease lease = run.lease();
    teller.durable(Commits.recorded(decision, lease.fence(), lease.node()));
  }

  /** What the first turn does to other runs; it was made before the run existed. */
  Outgoing outgoingOfFirst(Decision decision) {
    RunExecution current = residency.execution();
    return current == null ? Outgoing.NONE : outgoing(decision, current);
  }

  /** The run exists, but its first turn is not durable: that comes with what it does to others. */
  void begunBefore(Decision decision, Outgoing outgoing) {
    RunCommit commit = Commits.ofFirst(run.lease(), decision, outgoing);
    services
        .commits()
        .submitHere(
            commit,
            ok -> {
              services.owner().reached(run, outgoing);
              tellFirst(decision);
              carryOut(decision, null);
            },
            problem -> notCommitted(Mailbox.Batch.NOTHING, problem));
  }

  /** Carries out a decision that is durable, or may be carried out before it is. */
  private void carryOut(Decision decision, @Nullable Turn turn) {
    lastRecordedAt = decision.at();
    if (decision.closing().isPresent()) {
      run.closed(Commits.closing(decision.closing().get(), decision.at()));
    } else if (residency.isTooLong(decision.lastSeq())) {
      run.block(residency.tooLong(decision.lastSeq()));
    } else {
      warnOfLength(decision);
      goOn(calls(decision, turn));
    }
  }

  private List<RunActivities.Call> calls(@Nullable Decision decision, @Nullable Turn turn) {
    List<RunActivities.Call> calls = new ArrayList<>();
    if (!desk.isGone()) {
      RunExecution current = residency.execution();
      if (decision != null && current != null) {
        calls.addAll(activities.add(decision, current::pendingCall, current::waiterFor));
      }
      if (turn != null) {
        calls.addAll(activities.retryDurable(turn.retries()));
      }
    }
    return calls;
  }

  /** Threads are lent before it rests: the next turn has to see that they are away. */
  private void goOn(List<RunActivities.Call> calls) {
    activities.begin(calls);
    run.settleDown();
  }

  private void notCommitted(Mailbox.Batch batch, RuntimeException problem) {
    if (!(problem instanceof CommitRejectedException rejected)) {
      if (problem instanceof WorkflowException known && known.code() == ErrorCode.ENGINE_STOPPED) {
        run.lose("the engine stops");
      } else {
        run.block(problem);
      }
      return;
    }
    switch (rejected.reason()) {
      case FENCED, IN_BATCH -> run.lose("it has another owner or was closed");
      case UNREAD_MESSAGES, OUTCOME_TAKEN -> readAgain(batch);
    }
  }
}
