package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.RunId;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowException;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Event;
import dev.workflows.replay.Decision;
import dev.workflows.replay.FailureCodec;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Driver;
import dev.workflows.spi.Driver.Lane;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: owns runs, makes their turns and carries out their effects. Thread-safe.
 *
 * <p>After a crash nothing has to be done: another node, or this one when it starts again, takes
 * the runs over once the lease is over.
 */
public final class WorkflowEngine {

  private static final Logger LOG = LoggerFactory.getLogger(WorkflowEngine.class);
  private static final Duration STOP_STEP = Duration.ofMillis(20);

  private final EngineParts parts;
  private final Node node;
  private final OwnedRuns runs;
  private final BatchLane<RunCommit, Boolean> commits;
  private final BatchLane<NewRun, StartOutcome> starts;
  private final BatchLane<Send, SendOutcome> sends;
  private final BatchLane<Termination, SendOutcome> terminations;
  private final ActivityRunner activities;
  private final RunServices services;
  private final Recovery recovery;
  private final Poller poller;
  private final Results results;
  private final WorkflowClient client;
  private volatile boolean running;

  /** An engine that is not started. */
  public WorkflowEngine(EngineParts parts) {
    this.parts = parts;
    EngineSettings settings = parts.settings();
    Driver driver = parts.driver();
    this.node = new Node(parts.store().ownership(), driver, settings, this::leaseLost);
    this.runs = new OwnedRuns(settings.maxResidentRuns());
    this.commits = commitLane(settings.committers());
    this.starts =
        new BatchLane<>(
            driver,
            Lane.CLIENT,
            settings.maxBatch(),
            settings.committers(),
            parts.store().commits()::start,
            node::storeAnswered);
    this.sends =
        new BatchLane<>(
            driver,
            Lane.CLIENT,
            settings.maxBatch(),
            settings.committers(),
            parts.store().commits()::send,
            node::storeAnswered);
    this.terminations =
        new BatchLane<>(
            driver,
            Lane.CLIENT,
            1,
            settings.committers(),
            batch -> batch.stream().map(parts.store().commits()::terminate).toList(),
            node::storeAnswered);
    this.activities = new ActivityRunner(parts, node);
    this.services =
        new RunServices(
            driver,
            node,
            parts.executionParts(),
            new FailureCodec(parts.codec()),
            commits,
            activities,
            new Holder());
    this.recovery = new Recovery(parts, node, runs, this::adopt);
    this.results = new Results(parts.store().runs());
    this.poller = new Poller(driver, node, recovery, settings.poll(), results::poll);
    this.client = new EngineClient(this, parts);
  }

  private BatchLane<RunCommit, Boolean> commitLane(int committers) {
    return new BatchLane<>(
        parts.driver(),
        Lane.COMMIT,
        parts.settings().maxBatch(),
        committers,
        batch -> {
          parts.store().commits().commit(batch);
          return java.util.Collections.nCopies(batch.size(), Boolean.TRUE);
        },
        node::storeAnswered);
  }

  // ---- life

  /**
   * Joins the nodes of the database and begins to work; also after it was stopped.
   *
   * @throws dev.workflows.spi.StoreException if the database cannot be reached
   */
  public synchronized void start() {
    if (running) {
      return;
    }
    activities.resume();
    commits.open();
    starts.open();
    sends.open();
    terminations.open();
    node.start();
    running = true;
    poller.start();
  }

  /**
   * Takes no more work, lets what executes end for a while, gives everything up and leaves. What
   * still executes then is another node's at once; heartbeats end last.
   *
   * @param drain how long activities that execute now may take to end
   */
  public synchronized void stop(Duration drain) {
    if (!running) {
      return;
    }
    running = false;
    poller.stop();
    activities.stop();
    giveUpAll(drain);
    starts.close();
    sends.close();
    terminations.close();
    commits.close();
    int left = runs.size();
    if (left > 0) {
      LOG.warn("{} run(s) still had something to do; other nodes take them over now", left);
    }
    runs.all().forEach(OwnedRun::drop);
    results.close();
    try {
      node.stop();
    } catch (RuntimeException e) {
      LOG.warn("The node could not say that it leaves: {}", e.getMessage());
    }
  }

  private void giveUpAll(Duration drain) {
    Driver driver = parts.driver();
    long until = driver.nanoTime() + drain.toNanos();
    boolean more = true;
    while (more) {
      CompletableFuture<Void> step = new CompletableFuture<>();
      driver.schedule(Lane.POLL, STOP_STEP, () -> giveUpStep(step));
      step.orTimeout(Math.max(drain.toMillis(), 1_000), TimeUnit.MILLISECONDS)
          .exceptionally(e -> null)
          .join();
      more = !runs.isEmpty() && driver.nanoTime() - until < 0;
    }
  }

  private void giveUpStep(CompletableFuture<Void> done) {
    try {
      recovery.readInbox();
      recovery.loadEvicted();
      recovery.releaseAll();
      node.storeAnswered();
    } catch (RuntimeException e) {
      LOG.warn("Giving runs up failed and is tried again: {}", e.getMessage());
    } finally {
      done.complete(null);
    }
  }

  /** Whether it takes part now. */
  public boolean isRunning() {
    return running;
  }

  /** The client of this engine; needs the engine to be running. */
  public WorkflowClient client() {
    return client;
  }

  /** How it is. */
  public EngineHealth health() {
    return new EngineHealth(
        running,
        node.id().toString(),
        running && node.isAlive(),
        node.sinceHeartbeat(),
        runs.size(),
        runs.residents());
  }

  /** The lease is over: nothing of what was owned may be touched any more. */
  private void leaseLost() {
    runs.all()
        .forEach(
            run -> {
              run.drop();
              runs.remove(run);
            });
  }

  private @Nullable OwnedRun adopt(LoadedRun loaded, RunLease lease) {
    WorkflowDefinition definition = parts.definitions().workflow(loaded.run().type());
    RunId id = new RunId(loaded.run().workflowId(), lease.runId());
    return definition == null ? null : new OwnedRun(services, id, lease, definition);
  }

  // ---- what clients ask for

  /** The database's time, as far as it is known here. */
  Instant now() {
    return node.databaseTime();
  }

  UUID nodeId() {
    return node.id();
  }

  UUID newRunId() {
    return Ids.ordered(node.databaseTime(), parts.driver().random());
  }

  long newSeed() {
    return parts.driver().random().nextLong();
  }

  void requireRunning() {
    if (!running) {
      throw new WorkflowException(
          ErrorCode.ENGINE_STOPPED,
          "The engine is not running. Use its client between start and stop of the application.");
    }
  }

  /** Whether a run that starts now can be executed here at once. */
  boolean hasRoom() {
    if (runs.surplus() > 0) {
      poller.stepSoon();
    }
    return node.isAlive() && runs.room() > 0;
  }

  /** Starts a run here: its first turn is made now and travels with its start. */
  CompletableFuture<StartOutcome> startHere(
      RunId id, WorkflowDefinition definition, @Nullable String startKey, Event.WorkflowStarted e) {
    UUID owner = node.id();
    RunLease lease = new RunLease(id.runId(), id.runId(), owner, 1);
    OwnedRun run = new OwnedRun(services, id, lease, definition);
    Decision decision = run.begin(e, node.databaseTime());
    runs.add(run);
    NewRun start =
        new NewRun(
            id.runId(),
            id.workflowId(),
            definition.type(),
            startKey,
            Duration.ZERO,
            owner,
            Commits.recorded(decision, 1, owner),
            decision.closing().map(c -> Commits.closing(c, decision.at())).orElse(null));
    CompletableFuture<StartOutcome> answer = new CompletableFuture<>();
    starts.submit(
        start,
        outcome -> {
          startedHere(run, decision, outcome);
          answer.complete(outcome);
        },
        problem -> {
          discard(run);
          answer.completeExceptionally(problem);
        });
    return answer;
  }

  private void startedHere(OwnedRun run, Decision decision, StartOutcome outcome) {
    if (outcome.kind() == StartOutcome.Kind.STARTED) {
      run.begun(decision);
    } else {
      discard(run);
    }
  }

  private void discard(OwnedRun run) {
    runs.remove(run);
    run.discard();
  }

  /** Starts a run that whoever has room will claim. */
  CompletableFuture<StartOutcome> startAnywhere(NewRun start) {
    CompletableFuture<StartOutcome> answer = new CompletableFuture<>();
    starts.submit(
        start,
        outcome -> {
          if (start.delay().isZero()) {
            poller.claimSoon();
          }
          answer.complete(outcome);
        },
        answer::completeExceptionally);
    return answer;
  }

  CompletableFuture<SendOutcome> send(Send message) {
    CompletableFuture<SendOutcome> answer = new CompletableFuture<>();
    sends.submit(
        message,
        outcome -> {
          arrived(outcome);
          answer.complete(outcome);
        },
        answer::completeExceptionally);
    return answer;
  }

  CompletableFuture<SendOutcome> terminate(Termination termination) {
    CompletableFuture<SendOutcome> answer = new CompletableFuture<>();
    terminations.submit(termination, answer::complete, answer::completeExceptionally);
    return answer;
  }

  /** A message or a start is durable: whoever holds the run here is told, or it is claimed. */
  void arrived(SendOutcome outcome) {
    UUID chain = outcome.chainId();
    if (outcome.kind() != SendOutcome.Kind.ACCEPTED || chain == null) {
      return;
    }
    if (runs.ofChain(chain) != null) {
      poller.readSoon(chain);
    } else if (outcome.node() == null) {
      poller.claimSoon();
    }
  }

  void runBecameDue() {
    poller.claimSoon();
  }

  /** A run was closed from outside: its owner here need not wait for the audit. */
  void closedOutside(UUID runId) {
    OwnedRun run = runs.get(runId);
    if (run != null) {
      run.drop();
      runs.remove(run);
    }
    results.pollSoon(parts.driver());
  }

  /** What names a run held here, by the text of its run id. */
  Optional<RunId> heldId(String id) {
    try {
      return Optional.ofNullable(runs.get(UUID.fromString(id))).map(OwnedRun::id);
    } catch (IllegalArgumentException noRunId) {
      return Optional.empty();
    }
  }

  @Nullable OwnedRun held(UUID runId) {
    return runs.get(runId);
  }

  Results results() {
    return results;
  }

  RunServices services() {
    return services;
  }

  /** What runs tell. */
  private final class Holder implements RunServices.Owner {

    @Override
    public void needsLoad(OwnedRun run) {
      recovery.needsLoad(run);
      poller.stepSoon();
    }

    @Override
    public void closed(OwnedRun run, Closing closing) {
      runs.remove(run);
      results.closed(run.id().runId(), closing);
    }

    @Override
    public void lost(OwnedRun run) {
      runs.remove(run);
    }

    @Override
    public void blocked(OwnedRun run, Release release) {
      recovery.giveUp(release);
      poller.stepSoon();
    }

    @Override
    public void residentsChanged(int by) {
      runs.residentsChanged(by);
    }
  }
}
