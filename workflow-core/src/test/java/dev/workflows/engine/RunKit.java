package dev.workflows.engine;

import dev.workflows.RunId;
import dev.workflows.WorkflowInterceptor;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.Definitions;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.payload.Payload;
import dev.workflows.replay.Decision;
import dev.workflows.replay.FailureCodec;
import dev.workflows.replay.RunExecution;
import dev.workflows.replay.RunScope;
import dev.workflows.replay.TurnEnd;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.ArgumentValidator;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.Message;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Owned runs without an engine: a test decides when something happens, what becomes of commits and
 * of activities, and sees what runs tell their owner.
 */
final class RunKit implements AutoCloseable {

  private final ExecutorService fibers =
      Executors.newCachedThreadPool(ThreadDriver.platformFibers());
  private final RunScope scope = new RunScope();
  private final Definitions definitions;
  private int positions;

  final ManualDriver driver = new ManualDriver(fibers);
  final FakeNodes nodes = new FakeNodes(driver);
  final EngineSettings settings = EngineSettings.defaults(false);
  final Node node = new Node(nodes, driver, settings, () -> {});
  final JacksonPayloadCodec codec = new JacksonPayloadCodec();
  final FailureCodec failures = new FailureCodec(codec);
  final FakeStore store = new FakeStore(nodes);
  final OwnedRuns runs = new OwnedRuns(20);

  /** What activities were invoked with, in order. */
  final List<String> invoked = new ArrayList<>();

  /** What they answer, their argument otherwise. Exceptions are thrown, code is called. */
  final Deque<Object> answers = new ArrayDeque<>();

  /** What runs told their owner, in order. */
  final List<String> told = new ArrayList<>();

  final List<Release> blocked = new ArrayList<>();

  /** What the query does. */
  Runnable onQuery = () -> {};

  /** What the owner does when a run has to be read. */
  Consumer<OwnedRun> onNeedsLoad = run -> {};

  /** What the owner does with a run that is blocked. */
  Consumer<Release> onBlocked = release -> {};

  /** Runs of a type that is not deployed. */
  final Set<RunLease> notDeployed = new HashSet<>();

  final EngineParts parts;
  final RunServices services;

  /** What runs execute: a test may deploy other code. */
  Scripted.Code code = Scripted::callOnce;

  RunKit() {
    this(List.of());
  }

  /** Runs that somebody looks at. */
  RunKit(List<WorkflowInterceptor> interceptors) {
    definitions = Scripted.definitions(scope, self -> code.run(self), () -> onQuery.run());
    parts =
        new EngineParts(
            store,
            definitions,
            codec,
            this::invoke,
            driver,
            scope,
            new ActivityScope(),
            settings,
            ArgumentValidator.NONE,
            InterfaceStubs.INSTANCE,
            interceptors);
    services =
        new RunServices(
            driver,
            node,
            parts.executionParts(),
            failures,
            new BatchLane<>(
                driver,
                new BatchLane.Limits(dev.workflows.spi.Driver.Lane.COMMIT, 100, 2, 2, true, null),
                this::commit,
                new Writes(driver, node::storeAnswered)),
            new ActivityRunner(parts, node),
            settings.history(),
            new Owner(),
            new Interceptors(interceptors));
    node.start();
  }

  private @Nullable Object invoke(ActivityDefinition activity, @Nullable Object[] arguments)
      throws Throwable {
    invoked.add(activity.method().getName() + " " + arguments[0]);
    Object answer = answers.isEmpty() ? arguments[0] : answers.remove();
    if (answer instanceof Throwable thrown) {
      throw thrown;
    }
    return answer instanceof Callable<?> code ? code.call() : answer;
  }

  private List<Boolean> commit(List<RunCommit> batch) {
    store.commit(batch);
    return Collections.nCopies(batch.size(), Boolean.TRUE);
  }

  /** Lets time go on for an engine that reaches its database. */
  void advance(Duration duration) {
    for (Duration left = duration; !left.isNegative(); left = left.minus(settings.heartbeat())) {
      node.storeAnswered();
      Duration step = settings.heartbeat();
      driver.advance(left.compareTo(step) < 0 ? left : step);
    }
  }

  /** How many runs are in memory. */
  int residents() {
    return runs.residents();
  }

  /** An activity by the name of its method. */
  ActivityDefinition activity(String method) {
    return definitions.activities().stream()
        .filter(activity -> activity.method().getName().equals(method))
        .findFirst()
        .orElseThrow();
  }

  /** What keeps the runs here in line with the database, as an engine that has just begun. */
  Recovery recovery() {
    Recovery recovery =
        new Recovery(
            parts,
            node,
            runs,
            (loaded, lease) -> notDeployed.contains(lease) ? null : owned(lease));
    onNeedsLoad = recovery::needsLoad;
    onBlocked = recovery::giveUp;
    recovery.begin();
    return recovery;
  }

  // ---- runs

  /** An ownership of a run by this node. */
  RunLease lease(int run, long fence) {
    UUID id = new UUID(7, run);
    return new RunLease(id, id, node.id(), fence);
  }

  OwnedRun owned(RunLease lease) {
    RunId id = new RunId("order-" + lease.runId().getLeastSignificantBits(), lease.runId());
    return new OwnedRun(
        services, id, lease, Objects.requireNonNull(definitions.workflow("scripted")));
  }

  /** Makes the first turn of a run; throws what made that fail. */
  Decision firstTurn(OwnedRun run) {
    AtomicReference<@Nullable Decision> made = new AtomicReference<>();
    run.begin(
        List.of(begin()),
        node.databaseTime(),
        new TurnEnd() {

          @Override
          public void decided(Decision decision) {
            made.set(decision);
          }

          @Override
          public void failed(RuntimeException problem) {
            throw problem;
          }
        });
    return Objects.requireNonNull(made.get());
  }

  /** A run whose start is durable; its first turn was made here. */
  OwnedRun started(Scripted.Code newCode) {
    code = newCode;
    RunLease lease = lease(17, 1);
    OwnedRun run = owned(lease);
    runs.takePlace();
    Decision decision = firstTurn(run);
    store.append(lease.runId(), Commits.recorded(decision, 1, node.id()));
    run.begun(decision);
    return run;
  }

  /** The ownership of a run that nobody holds, with a call that has not been attempted. */
  RunLease calling(Scripted.Code newCode) {
    OwnedRun run = started(newCode);
    run.drop();
    driver.run();
    return run.lease();
  }

  /** Ownerships of runs that a client has written, unowned. */
  List<RunLease> written(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(number -> lease(number, 1))
        .peek(this::written)
        .toList();
  }

  /** A run that is written, unowned; nobody has executed it. */
  void written(RunLease lease) {
    store.append(
        lease.runId(), List.of(new RecordedEvent(1, begin(), 0, null, node.databaseTime())));
  }

  Event.WorkflowStarted begin() {
    return new Event.WorkflowStarted("scripted", 42, null);
  }

  /** A run under another ownership, with what is durable of it; nothing is executed yet. */
  OwnedRun loaded(RunLease lease, InboxMessage... unread) {
    OwnedRun run = owned(lease);
    run.loaded(store.durable(lease, unread));
    return run;
  }

  /** A signal that the inbox accepted. */
  InboxMessage push(RunLease lease, String value) {
    Payload payload = codec.encodeArguments(List.of(String.class), new Object[] {value});
    return new InboxMessage(
        lease.chainId(), ++positions, Message.signal("m" + positions, "push", payload));
  }

  /** The outcome of a transactional activity that the inbox accepted. */
  InboxMessage outcome(RunLease lease, long seq, String result) {
    return new InboxMessage(
        lease.chainId(),
        ++positions,
        Message.outcome(lease.runId(), seq, 1, codec.encode(result, String.class)));
  }

  /** Asks the code its query. */
  @Nullable Object ask(RunExecution execution) {
    return execution.query("ask", null).value();
  }

  /** The next commit is not written. */
  void refuse(CommitRejectedException.Reason reason) {
    store.refusals.add(new CommitRejectedException(reason));
  }

  ActivityRetry retry(long seq, int attempt, Instant dueAt) {
    return new ActivityRetry(
        seq, attempt, dueAt, failures.encode(new IllegalStateException("x"), null));
  }

  @Override
  public void close() {
    driver.run();
    fibers.shutdownNow();
  }

  /** Writes down what it is told. */
  private final class Owner implements RunServices.Owner {

    @Override
    public void needsLoad(OwnedRun run) {
      told.add("needs load");
      onNeedsLoad.accept(run);
    }

    @Override
    public void closed(OwnedRun run, Closing closing) {
      told.add("closed " + closing.status());
      runs.remove(run);
    }

    @Override
    public void lost(OwnedRun run) {
      told.add("lost");
      runs.remove(run);
    }

    @Override
    public void blocked(OwnedRun run, Release release) {
      told.add("blocked");
      blocked.add(release);
      onBlocked.accept(release);
    }

    @Override
    public void reached(OwnedRun run, Outgoing outgoing) {
      if (!outgoing.isEmpty()) {
        told.add("reached others");
      }
    }

    @Override
    public void terminate(OwnedRun run, Message request) {
      told.add("terminate");
      run.terminated();
    }

    @Override
    public void timeOut(OwnedRun run, Instant deadline) {
      told.add("time out " + deadline);
      run.terminated();
    }

    @Override
    public void residentsChanged(int by) {
      runs.residentsChanged(by);
    }
  }

  /** A run that was claimed and sleeps here. */
  OwnedRun sleeping(Recovery recovery, int number) {
    code = Scripted::sleep;
    store.ownership.claimable.add(written(number, number));
    recovery.claim();
    driver.run();
    return runs.get(new UUID(7, number));
  }
}
