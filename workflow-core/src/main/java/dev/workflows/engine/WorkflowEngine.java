package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.RunId;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowStatus;
import dev.workflows.WorkflowTurn;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.DerivedId;
import dev.workflows.replay.FailureCodec;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Driver;
import dev.workflows.spi.Driver.Lane;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.Message;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.Outgoing.Delivery;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

  private final EngineParts parts;
  private final Node node;
  private final OwnedRuns runs;
  private final Writes writes;
  private final BatchLane<RunCommit, Boolean> commits;
  private final ClientLanes requests;
  private final ActivityRunner activities;
  private final RunServices services;
  private final Recovery recovery;
  private final Poller poller;
  private final Lookout lookout;
  private final Results results;
  private final UpdateAnswers updates;
  private final WorkflowClient client;
  private volatile boolean running;

  /** An engine that is not started. */
  public WorkflowEngine(EngineParts parts) {
    this.parts = parts;
    EngineSettings settings = parts.settings();
    Driver driver = parts.driver();
    this.node = new Node(parts.store().ownership(), driver, settings, this::dropAll);
    this.runs = new OwnedRuns(settings.maxResidentRuns());
    this.writes = new Writes(driver, node::storeAnswered);
    this.commits = commitLane(settings);
    this.requests = new ClientLanes(parts.store(), driver, settings, writes);
    this.activities = new ActivityRunner(parts, node);
    this.services =
        new RunServices(
            driver,
            node,
            parts.executionParts(),
            new FailureCodec(parts.codec()),
            commits,
            activities,
            settings.history(),
            new Holder(),
            new Interceptors(parts.interceptors()));
    this.recovery = new Recovery(parts, node, runs, this::adopt);
    this.lookout = new Lookout(driver, services.parts());
    this.results = new Results(parts.store().runs());
    this.updates = new UpdateAnswers(parts.store().runs());
    this.poller =
        new Poller(driver, node, recovery, settings.poll(), List.of(results::poll, updates::poll));
    Starts starts =
        new Starts(parts.store(), node, runs, services, requests, poller, this::arrived);
    this.client = client(new EngineClient(this, parts, starts, null));
  }

  private WorkflowClient client(EngineClient direct) {
    Interceptors interceptors = services.interceptors();
    return interceptors.isEmpty() ? direct : new InterceptedClient(direct, interceptors);
  }

  private BatchLane<RunCommit, Boolean> commitLane(EngineSettings settings) {
    return new BatchLane<>(
        parts.driver(),
        new BatchLane.Limits(
            Lane.COMMIT,
            settings.maxBatch(),
            settings.committers(),
            3 * settings.committers(),
            parts.store().survivesInterrupts(),
            null),
        batch -> {
          parts.store().commits().commit(batch);
          return Collections.nCopies(batch.size(), Boolean.TRUE);
        },
        writes);
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
    requests.open();
    node.start();
    recovery.begin();
    running = true;
    lookout.start();
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
    new Drain(parts.driver(), node, runs, recovery).giveUpAll(drain);
    requests.close();
    commits.close();
    int left = runs.size();
    if (left > 0) {
      LOG.warn("{} run(s) still had something to do; other nodes take them over now", left);
    }
    dropAll();
    results.close();
    updates.close();
    lookout.stop();
    try {
      node.stop();
    } catch (RuntimeException e) {
      LOG.warn("The node could not say that it leaves: {}", e.getMessage());
    }
  }

  /**
   * Forgets everything at once and tells nobody, as if its process had been killed. For whoever
   * tests what others do then; an application stops it.
   */
  public void abandon() {
    running = false;
    dropAll();
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
        writes.failing(),
        runs.size(),
        runs.residents());
  }

  /** Nothing of what was owned may be touched any more: the lease is over, or the engine stops. */
  private void dropAll() {
    runs.all()
        .forEach(
            run -> {
              run.drop();
              runs.remove(run);
            });
  }

  private @Nullable OwnedRun adopt(LoadedRun loaded, RunLease lease) {
    WorkflowDefinition definition =
        Versions.definition(parts.definitions(), loaded.run(), loaded.history());
    RunId id = new RunId(loaded.run().workflowId(), lease.runId());
    return definition == null
        ? null
        : new OwnedRun(services, id, lease, definition, loaded.run().parent());
  }

  // ---- what clients ask for

  UUID nodeId() {
    return node.id();
  }

  void requireRunning() {
    if (!running) {
      throw new WorkflowException(
          ErrorCode.ENGINE_STOPPED,
          "The engine is not running. Use its client between start and stop of the application.");
    }
  }

  /** Sends a message; whoever holds the run here is told of it. */
  SendOutcome send(Send message) {
    return requests.await(
        requests
            .send(message)
            .thenApply(
                outcome -> {
                  arrived(outcome);
                  return outcome;
                }));
  }

  /** Ends a run from outside; its owner here need not wait for the audit. */
  SendOutcome terminate(Termination termination) {
    return requests.await(requests.terminate(termination));
  }

  /** A message is durable: whoever holds the run here is told, or it is claimed. */
  void arrived(SendOutcome outcome) {
    UUID chain = outcome.chainId();
    if (outcome.kind() != SendOutcome.Kind.ACCEPTED || chain == null) {
      return;
    }
    if (runs.ofChain(chain) != null) {
      poller.readSoon(chain);
    } else if (outcome.node() == null || outcome.node().equals(node.id())) {
      // it may have been released here between the caller's statement and its commit
      poller.claimSoon();
    }
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

  /** The run of this run id or workflow id, if it is held here; it may have ended meanwhile. */
  Optional<OwnedRun> heldBy(String id) {
    return runs.named(id);
  }

  @Nullable OwnedRun held(UUID runId) {
    return runs.get(runId);
  }

  Results results() {
    return results;
  }

  UpdateAnswers updates() {
    return updates;
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
      recovery.giveUp(release, () -> tellBlocked(run, release));
      poller.stepSoon();
    }

    private void tellBlocked(OwnedRun run, Release release) {
      if (!services.interceptors().isEmpty()) {
        Failure problem = RunFacts.read(release.problem(), services.failures());
        WorkflowTurn turn =
            new WorkflowTurn(
                run.id(), run.type(), WorkflowStatus.BLOCKED, Duration.ZERO, List.of(), problem);
        parts.driver().execute(Lane.TURN, () -> services.interceptors().tell(turn));
      }
    }

    @Override
    public void reached(OwnedRun run, Outgoing outgoing) {
      if (!outgoing.children().isEmpty() || outgoing.continuation() != null) {
        poller.claimSoon();
      }
      for (Delivery delivery : outgoing.deliveries()) {
        delivered(run, delivery);
      }
    }

    private void delivered(OwnedRun run, Delivery delivery) {
      if (delivery.message().kind() == Message.Kind.UPDATE_ANSWER) {
        updates.answered(run.lease().chainId(), delivery.message());
      } else if (runs.ofChain(delivery.chainId()) != null) {
        poller.readSoon(delivery.chainId());
      } else {
        poller.claimSoon();
      }
    }

    @Override
    public void terminate(OwnedRun run, Message request) {
      UUID runId = run.id().runId();
      Termination termination =
          new Termination(
              DerivedId.of(runId, 0), runId.toString(), request.by(), request.payload(), node.id());
      end(run, termination);
    }

    @Override
    public void timeOut(OwnedRun run, Instant deadline) {
      end(run, Termination.timedOut(run.id().runId(), deadline, node.id()));
    }

    private void end(OwnedRun run, Termination termination) {
      UUID runId = run.id().runId();
      requests.terminate(
          termination,
          outcome -> {
            run.terminated();
            runs.remove(run);
            results.pollSoon(parts.driver());
          },
          problem -> {
            LOG.debug("Run {} could not be terminated and is given up", runId, problem);
            run.lose("its termination was not written");
          });
    }

    @Override
    public void residentsChanged(int by) {
      runs.residentsChanged(by);
    }
  }
}
