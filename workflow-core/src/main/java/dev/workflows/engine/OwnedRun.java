package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.RunId;
import dev.workflows.WorkflowException;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.replay.Decision;
import dev.workflows.replay.RunExecution;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.Driver.Lane;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.Message;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that this node owns: takes what arrives for it, makes its turns one after the other, and
 * carries out what they decided once that is durable. Thread-safe.
 *
 * <p>Its life: idle, until something arrives; then busy with reading, a turn or a commit, one at a
 * time, until nothing waits; gone when it is closed, released or lost. What arrives meanwhile
 * queues in its mailbox. A run without an execution is evicted: it is read again before its next
 * turn.
 */
final class OwnedRun {

  private static final Logger LOG = LoggerFactory.getLogger(OwnedRun.class);

  private final RunServices services;
  private final RunId id;
  private final RunLease lease;
  private final WorkflowDefinition definition;
  private final RunActivities activities;
  private final RunAlarm alarm;
  private final RunDesk desk = new RunDesk();

  // used by whoever is busy with the run
  private volatile @Nullable RunExecution execution;
  private volatile boolean established;
  private Instant lastRecordedAt = Instant.EPOCH;
  private boolean blocked;
  private int problemCount;

  OwnedRun(RunServices services, RunId id, RunLease lease, WorkflowDefinition definition) {
    this.services = services;
    this.id = id;
    this.lease = lease;
    this.definition = definition;
    this.activities = new RunActivities(this, services.activities());
    this.alarm = new RunAlarm(services.driver(), services.node(), this::timerDue);
  }

  RunId id() {
    return id;
  }

  RunLease lease() {
    return lease;
  }

  WorkflowDefinition definition() {
    return definition;
  }

  // ---- what arrives

  void deliver(Collection<InboxMessage> messages) {
    accept(box -> box.addMessages(messages));
  }

  void settle(long seq, Event outcome) {
    accept(box -> box.addOutcome(new Mailbox.Settled(seq, outcome)));
  }

  /** An attempt failed; the next one begins once its row is durable. */
  void retry(Attempt next, ActivityRetry row) {
    accept(
        box -> {
          activities.replace(next);
          box.addRetry(row);
        });
  }

  /** Something of it cannot be read by this code: its next turn blocks it. */
  void cannotGoOn(WorkflowException problem) {
    accept(box -> box.report(problem));
  }

  private void timerDue() {
    accept(Mailbox::ask);
  }

  /**
   * Reads the run's durable state soon; {@code false} if it is not in memory. The reader is given
   * {@code null} if the run leaves memory before.
   */
  boolean read(Consumer<@Nullable RunExecution> reader) {
    if (desk.isGone() || execution == null) {
      return false;
    }
    if (desk.addReader(reader)) {
      goOn();
    } else if (desk.isGone()) {
      answerReaders(null);
    }
    return true;
  }

  private void accept(Consumer<Mailbox> arrival) {
    if (desk.add(arrival)) {
      goOn();
    }
  }

  private void goOn() {
    services.driver().execute(Lane.TURN, this::work);
  }

  // ---- how it begins

  /** Makes the first turn of a run that does not exist yet. */
  Decision begin(Event.WorkflowStarted started, Instant at) {
    RunExecution fresh = newExecution();
    try {
      return fresh.decide(at, List.of(started));
    } catch (RuntimeException e) {
      setExecution(null);
      throw e;
    }
  }

  /** The first turn is durable. */
  void begun(Decision decision) {
    established = true;
    LOG.debug("Workflow '{}' (run {}) is started", id.workflowId(), id.runId());
    afterCommit(null, decision);
  }

  /** The first turn was not written: the run does not exist. */
  void discard() {
    finish();
  }

  /** The database does not hold it under this ownership any longer. */
  void notFound() {
    lose("it is owned no longer");
  }

  /** Takes what the database holds of it and goes on. */
  void loaded(LoadedRun loaded) {
    established = true;
    services.driver().execute(Lane.TURN, () -> resume(loaded));
  }

  private void resume(LoadedRun loaded) {
    if (desk.isGone()) {
      work();
      return;
    }
    blocked = loaded.run().problem() != null;
    problemCount = loaded.run().problemCount();
    if (loaded.unreadable() != null) {
      block(loaded.unreadable());
      return;
    }
    List<RecordedEvent> history = loaded.history();
    lastRecordedAt = history.get(history.size() - 1).recordedAt();
    try {
      RunProblem.refuseOwnerLoop(id.workflowId(), history, lease);
      RunExecution fresh = newExecution();
      fresh.replay(history);
      activities.resume(withoutRecorded(fresh.pendingCalls(), loaded), history, loaded.retries());
    } catch (RuntimeException e) {
      block(e);
      return;
    }
    desk.add(box -> box.addMessages(loaded.unread()));
    desk.add(Mailbox::ask);
    work();
  }

  /** The calls without an outcome, neither in the history nor in the inbox. */
  private static Map<Long, ActivityDefinition> withoutRecorded(
      Map<Long, ActivityDefinition> pending, LoadedRun loaded) {
    Map<Long, ActivityDefinition> left = new LinkedHashMap<>(pending);
    for (InboxMessage read : loaded.unread()) {
      Message message = read.message();
      if (loaded.run().runId().equals(message.runId()) && message.refSeq() != null) {
        left.remove(message.refSeq());
      }
    }
    return left;
  }

  private RunExecution newExecution() {
    RunExecution fresh = new RunExecution(id, definition, services.parts());
    setExecution(fresh);
    return fresh;
  }

  private void setExecution(@Nullable RunExecution newExecution) {
    RunExecution before = execution;
    execution = newExecution;
    if (before != null && before.hasThreads()) {
      // ending executes code of the application, which is nobody's to wait for but that of turns
      services.driver().execute(Lane.TURN, before::end);
    }
    int change = (newExecution == null ? 0 : 1) - (before == null ? 0 : 1);
    if (change != 0) {
      services.owner().residentsChanged(change);
    }
  }

  // ---- turns

  private void work() {
    RunExecution current = execution;
    if (desk.isGone()) {
      finish();
    } else if (current == null) {
      services.owner().needsLoad(this);
    } else {
      answerReaders(current);
      if (current.hangs()) {
        setExecution(null);
        settleDown();
      } else {
        takeTurn(current);
      }
    }
  }

  private void answerReaders(@Nullable RunExecution current) {
    desk.takeReaders().forEach(reader -> reader.accept(current));
  }

  private void takeTurn(RunExecution current) {
    Mailbox.Batch batch = desk.take();
    if (batch.problem() != null) {
      block(batch.problem());
      return;
    }
    Turn turn;
    Decision decision = null;
    Instant at = turnTime();
    try {
      turn = new Turn(current, services.failures(), batch, at, activities::attemptsOf);
      if (!turn.external().isEmpty() || !current.hasBegun()) {
        decision = current.decide(at, turn.external());
      }
    } catch (RuntimeException e) {
      block(e);
      return;
    }
    commit(batch, turn, decision);
  }

  private Instant turnTime() {
    Instant now = services.node().databaseTime();
    Instant earliest = lastRecordedAt.plusNanos(1_000);
    return now.isBefore(earliest) ? earliest : now;
  }

  private void commit(Mailbox.Batch batch, Turn turn, @Nullable Decision decision) {
    RunCommit commit =
        Commits.of(lease, turn, decision, activities.rowsAmong(turn.resolved()), blocked);
    if (Commits.isEmpty(commit)) {
      settleDown();
      return;
    }
    services
        .commits()
        .submit(commit, ok -> committed(turn, decision), problem -> notCommitted(batch, problem));
  }

  private void committed(Turn turn, @Nullable Decision decision) {
    blocked = false;
    problemCount = 0;
    afterCommit(turn, decision);
  }

  /** The effects of a commit that is durable. */
  private void afterCommit(@Nullable Turn turn, @Nullable Decision decision) {
    if (turn != null) {
      activities.resolved(turn.resolved());
    }
    if (decision != null) {
      lastRecordedAt = decision.at();
      if (decision.closing().isPresent()) {
        finish();
        closed(Commits.closing(decision.closing().get(), decision.at()));
        return;
      }
    }
    if (!desk.isGone()) {
      startActivities(turn, decision);
    }
    settleDown();
  }

  private void closed(Closing closing) {
    if (closing.failure() != null) {
      String failure = services.activities().summary(closing.failure());
      LOG.warn("Workflow '{}' (run {}) has failed: {}", id.workflowId(), id.runId(), failure);
    } else {
      LOG.debug("Workflow '{}' (run {}) is {}", id.workflowId(), id.runId(), closing.status());
    }
    services.owner().closed(this, closing);
  }

  private void startActivities(@Nullable Turn turn, @Nullable Decision decision) {
    if (decision != null) {
      activities.start(decision, pendingOf(execution));
    }
    if (turn != null) {
      activities.retryDurable(turn.retries());
    }
  }

  private static Map<Long, ActivityDefinition> pendingOf(@Nullable RunExecution current) {
    return current == null ? Map.of() : current.pendingCalls();
  }

  private void notCommitted(Mailbox.Batch batch, RuntimeException problem) {
    if (!(problem instanceof CommitRejectedException rejected)) {
      if (problem instanceof WorkflowException known && known.code() == ErrorCode.ENGINE_STOPPED) {
        lose("the engine stops");
      } else {
        block(problem);
      }
      return;
    }
    switch (rejected.reason()) {
      case FENCED, IN_BATCH -> lose("it has another owner or was closed");
      case UNREAD_MESSAGES, OUTCOME_TAKEN -> {
        setExecution(null);
        desk.putBack(batch);
        services.owner().needsLoad(this);
      }
    }
  }

  private void settleDown() {
    RunExecution current = execution;
    if (current != null) {
      alarm.set(current.pendingTimers().values());
    }
    if (!desk.rest(services.driver().nanoTime())) {
      goOn();
    }
  }

  // ---- how it ends here

  private void lose(String why) {
    LOG.debug("Workflow '{}' (run {}) is given up: {}", id.workflowId(), id.runId(), why);
    finish();
    services.owner().lost(this);
  }

  private void block(RuntimeException problem) {
    RunProblem why = RunProblem.of(problem);
    why.log(LOG, id, problem);
    finish();
    Instant now = services.node().databaseTime();
    services.owner().blocked(this, why.release(lease, problemCount, now, services.failures()));
  }

  /** Holds it no longer: its threads end, its attempts are interrupted, nothing is written. */
  void drop() {
    if (desk.leave()) {
      finish();
    } else {
      alarm.stop();
      activities.abandon();
    }
  }

  /** The same, by whoever is busy with it. */
  private void finish() {
    desk.leave();
    alarm.stop();
    activities.abandon();
    setExecution(null);
    answerReaders(null);
  }

  /**
   * Takes it out of memory if it is idle.
   *
   * @param idleFor how long it must have been idle; it stays if it wakes within that time
   * @param forced leaves also if it wakes soon, and leaves at least memory if it must stay owned
   * @return what to give up; nothing if it must stay owned, because it has something to do or an
   *     activity executes for it
   */
  Optional<Release> leave(Duration idleFor, boolean forced) {
    if (!desk.seize(services.driver().nanoTime(), idleFor)) {
      return Optional.empty();
    }
    Instant now = services.node().databaseTime();
    Instant wakeAt = alarm.earliest(activities.nextAttemptAt(pendingOf(execution).keySet(), now));
    boolean soon = wakeAt != null && wakeAt.isBefore(now.plus(idleFor));
    List<String> waits = waitingFor();
    if ((soon && !forced) || !mayLeave()) {
      if (forced) {
        setExecution(null);
      }
      settleDown();
      return Optional.empty();
    }
    Release release = new Release(lease, wakeAt, waits, null);
    finish();
    return Optional.of(release);
  }

  /** Nothing is queued, and nothing executes or will begin to. */
  private boolean mayLeave() {
    return desk.isEmptyAnd(activities::withdraw);
  }

  /** An attempt ended without an outcome: another one, or another owner, was first. */
  void outrun(Attempt attempt) {
    activities.forget(attempt);
  }

  /** What it waits for, in words. To be called by whoever is busy with it, or by a reader. */
  List<String> waitingFor() {
    RunExecution current = execution;
    List<String> waits =
        current == null ? activities.describe() : current.waitingFor(activities::describe);
    return waits.isEmpty() ? List.of("its next turn") : waits;
  }

  boolean isIdle() {
    return desk.isIdle();
  }

  long idleSince() {
    return desk.idleSince();
  }

  /** Whether its row is known to exist: not before the start of a new run is durable. */
  boolean isEstablished() {
    return established;
  }
}
