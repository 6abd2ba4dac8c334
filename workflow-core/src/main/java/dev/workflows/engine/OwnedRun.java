package dev.workflows.engine;

import dev.workflows.RunId;
import dev.workflows.WorkflowException;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Event;
import dev.workflows.replay.Decision;
import dev.workflows.replay.RunExecution;
import dev.workflows.replay.TurnEnd;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.Closing;
import dev.workflows.spi.Driver.Lane;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.Message;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.Parent;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that this node owns: takes what arrives for it, sees to it that one thing is done with it
 * at a time, and leaves. Thread-safe.
 *
 * <p>Its life: idle, until something arrives; then busy with reading, a turn or a commit, one at a
 * time, until nothing waits; gone when it is closed, released, blocked or lost. What arrives
 * meanwhile queues in its mailbox.
 */
final class OwnedRun {

  private static final Logger LOG = LoggerFactory.getLogger(OwnedRun.class);

  private final RunServices services;
  private final RunId id;
  private final RunLease lease;
  private final @Nullable Parent parent;
  private final RunDesk desk = new RunDesk();
  private final RunActivities activities;
  private final Residency residency;
  private final RunTurns turns;
  private volatile boolean established;
  private volatile @Nullable Instant deadline;

  OwnedRun(RunServices services, RunId id, RunLease lease, WorkflowDefinition definition) {
    this(services, id, lease, definition, null);
  }

  /** A run that another one called. */
  OwnedRun(
      RunServices services,
      RunId id,
      RunLease lease,
      WorkflowDefinition definition,
      @Nullable Parent parent) {
    this.parent = parent;
    this.services = services;
    this.id = id;
    this.lease = lease;
    this.activities = new RunActivities(this, services.activities());
    this.residency = new Residency(services, id, definition, activities, this::wake);
    this.turns = new RunTurns(this, services, desk, residency, activities);
  }

  RunId id() {
    return id;
  }

  RunLease lease() {
    return lease;
  }

  String type() {
    return residency.type();
  }

  /** The run that called it, if one did. */
  @Nullable Parent parent() {
    return parent;
  }

  // ---- what arrives

  void deliver(Collection<InboxMessage> messages) {
    accept(box -> box.addMessages(messages));
  }

  /** The thread that brings an outcome makes the turn that takes it, if it may. */
  void settle(Attempt attempt, Event outcome) {
    Mailbox.Settled settled = new Mailbox.Settled(attempt.seq(), outcome);
    if (!desk.addIf(() -> activities.holds(attempt), box -> box.addOutcome(settled))) {
      return;
    }
    if (services.driver().mayDo(Lane.TURN)) {
      work();
    } else {
      goOn();
    }
  }

  /** An attempt failed; the next one begins once its row is durable. */
  void retry(Attempt failed, Attempt next, ActivityRetry row) {
    boolean begins =
        desk.addIf(
            () -> activities.holds(failed),
            box -> {
              activities.replace(next);
              box.addRetry(row);
            });
    if (begins) {
      goOn();
    }
  }

  /** Asks for a turn: a timer is due, or what is pending has to be written. */
  void wake() {
    accept(Mailbox::ask);
  }

  /** Something of it cannot be read by this code: its next turn blocks it. */
  void cannotGoOn(WorkflowException problem) {
    accept(box -> box.report(problem));
  }

  /**
   * Reads the run's durable state soon; {@code false} if it is not in memory. The reader is given
   * {@code null} if the run leaves memory before.
   */
  boolean read(Consumer<@Nullable RunExecution> reader) {
    if (desk.isGone() || residency.execution() == null) {
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

  /** Makes the first turn of a run that does not exist yet, in a place that was taken for it. */
  void begin(List<Event> given, Instant at, TurnEnd end) {
    if (given.get(0) instanceof Event.WorkflowStarted started) {
      deadline = started.terms().deadline();
    }
    residency.hasPlace();
    turns.begins();
    residency
        .enter()
        .decide(
            at,
            given,
            List.of(),
            new TurnEnd() {

              @Override
              public void decided(Decision decision) {
                end.decided(decision);
              }

              @Override
              public void failed(RuntimeException problem) {
                residency.evict();
                end.failed(problem);
              }
            });
  }

  /** The first turn is durable. */
  void begun(Decision decision) {
    established = true;
    LOG.debug("Workflow '{}' (run {}) is started", id.workflowId(), id.runId());
    turns.begun(decision);
  }

  /** What its first turn does to other runs: that cannot travel with its start. */
  Outgoing outgoingOfFirst(Decision decision) {
    return turns.outgoingOfFirst(decision);
  }

  /** The run exists; its first turn is made durable now. */
  void begunBefore(Decision decision, Outgoing outgoing) {
    established = true;
    LOG.debug("Workflow '{}' (run {}) is started", id.workflowId(), id.runId());
    turns.begunBefore(decision, outgoing);
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
    residency.expect();
    services.driver().execute(Lane.TURN, () -> resume(loaded));
  }

  private void resume(LoadedRun loaded) {
    if (desk.isGone()) {
      work();
      return;
    }
    turns.follow(loaded);
    if (isToTerminate(loaded) || isToTimeOut(loaded)) {
      return;
    }
    try {
      if (loaded.unreadable() != null) {
        throw loaded.unreadable();
      }
      RunProblem.refuseOwnerLoop(id.workflowId(), loaded.history(), lease);
      residency.enter(loaded);
    } catch (RuntimeException e) {
      block(e);
      return;
    }
    desk.add(box -> box.addMessages(loaded.unread()));
    desk.add(Mailbox::ask);
    work();
  }

  /** What a parent that has ended wants must not depend on whether the code can go on. */
  private boolean isToTerminate(LoadedRun loaded) {
    for (InboxMessage read : loaded.unread()) {
      if (read.message().kind() == Message.Kind.TERMINATE) {
        terminate(read.message());
        return true;
      }
    }
    return false;
  }

  /** Nor must the end of its time. */
  private boolean isToTimeOut(LoadedRun loaded) {
    if (!loaded.history().isEmpty()
        && loaded.history().get(0).event() instanceof Event.WorkflowStarted started) {
      deadline = started.terms().deadline();
    }
    return timesOut();
  }

  /** Ends it if its time is over; whether it is. */
  boolean timesOut() {
    Instant end = deadline;
    if (end == null || services.node().databaseTime().isBefore(end)) {
      return false;
    }
    LOG.warn(
        "Workflow '{}' (run {}) is over: its time was so at {}", id.workflowId(), id.runId(), end);
    services.owner().timeOut(this, end);
    return true;
  }

  // ---- what is done with it

  private void work() {
    RunExecution current = residency.execution();
    if (desk.isGone()) {
      finish();
    } else if (current == null) {
      services.owner().needsLoad(this);
    } else {
      if (turns.areDurable()) {
        answerReaders(current);
      } else if (desk.hasReaders()) {
        turns.makeDue();
      }
      if (current.hangs()) {
        residency.evict();
        settleDown();
      } else {
        turns.take(current);
      }
    }
  }

  private void answerReaders(@Nullable RunExecution current) {
    desk.takeReaders().forEach(reader -> reader.accept(current));
  }

  /** Becomes idle, or goes on with what has arrived meanwhile. */
  void settleDown() {
    residency.setAlarm(deadline);
    if (!desk.rest(services.driver().nanoTime())) {
      goOn();
    }
  }

  // ---- how it ends here

  /** Its last turn is durable. */
  void closed(Closing closing) {
    finish();
    if (closing.failure() != null) {
      String failure = services.activities().summary(closing.failure());
      LOG.warn("Workflow '{}' (run {}) has failed: {}", id.workflowId(), id.runId(), failure);
    } else {
      LOG.debug("Workflow '{}' (run {}) is {}", id.workflowId(), id.runId(), closing.status());
    }
    services.owner().closed(this, closing);
  }

  /** Stays busy, and so does nothing more, until it is dropped. */
  void terminate(Message request) {
    services.owner().terminate(this, request);
  }

  /** It is closed, by what it stayed busy for. */
  void terminated() {
    finish();
  }

  void lose(String why) {
    LOG.debug("Workflow '{}' (run {}) is given up: {}", id.workflowId(), id.runId(), why);
    finish();
    services.owner().lost(this);
  }

  void block(RuntimeException problem) {
    RunProblem why = RunProblem.of(problem);
    why.log(LOG, id, turns.problemCount(), problem);
    finish();
    Instant now = services.node().databaseTime();
    Release release = why.release(lease, turns.problemCount(), now, services.failures());
    services.owner().blocked(this, release.noLaterThan(deadline));
  }

  /** Holds it no longer: its threads end, its attempts are interrupted, nothing is written. */
  void drop() {
    if (desk.leave()) {
      finish();
    } else {
      residency.stop();
    }
  }

  /** The same, by whoever is busy with it. */
  private void finish() {
    desk.leave();
    residency.stop();
    residency.evict();
    turns.stop();
    answerReaders(null);
  }

  /**
   * Takes it out of memory if it is idle.
   *
   * @param idleFor how long it must have been idle; it stays if it wakes within that time
   * @param forced leaves also if it wakes soon, and leaves at least memory if it must stay owned
   * @return what to give up; nothing if it must stay owned, because it has something to do or to
   *     write, or an activity executes for it
   */
  Optional<Release> leave(Duration idleFor, boolean forced) {
    if (!desk.seize(services.driver().nanoTime(), idleFor)) {
      return Optional.empty();
    }
    if (!turns.areDurable()) {
      turns.makeDue();
      desk.add(Mailbox::ask);
      goOn();
      return Optional.empty();
    }
    Instant now = services.node().databaseTime();
    Instant wakeAt = residency.wakeAt(now);
    boolean soon = wakeAt != null && wakeAt.isBefore(now.plus(idleFor));
    List<String> waits = waitingFor();
    // nothing is queued, and nothing executes or will begin to
    boolean mayLeave = (!soon || forced) && desk.isEmptyAnd(activities::withdraw);
    if (!mayLeave) {
      if (forced) {
        residency.evict();
      }
      settleDown();
      return Optional.empty();
    }
    finish();
    return Optional.of(new Release(lease, wakeAt, waits, null));
  }

  /** An attempt ended without an outcome: another one, or another owner, was first. */
  void outrun(Attempt attempt) {
    activities.forget(attempt);
  }

  /** What it waits for, in words. To be called by whoever is busy with it, or by a reader. */
  List<String> waitingFor() {
    return residency.waitingFor();
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
