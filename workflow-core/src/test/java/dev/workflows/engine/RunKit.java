package dev.workflows.engine;

import dev.workflows.Activity;
import dev.workflows.QueryMethod;
import dev.workflows.Retry;
import dev.workflows.RunId;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.WorkflowStatus;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.ActivitySettings;
import dev.workflows.definition.DefinitionReader;
import dev.workflows.definition.Definitions;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.payload.Payload;
import dev.workflows.replay.Decision;
import dev.workflows.replay.ExecutionParts;
import dev.workflows.replay.FailureCodec;
import dev.workflows.replay.RunScope;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.Closing;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.Message;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.RunRecord;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Owned runs without an engine: a test decides when something happens, what becomes of commits and
 * of activities, and sees what runs tell their owner.
 */
final class RunKit implements AutoCloseable {

  /** Code of a method. */
  interface Code {
    @Nullable String run(Scripted self) throws Exception;
  }

  /** What the code may call. */
  interface Calls {
    @Activity
    String plain(String text);

    @Activity(retry = @Retry(maxAttempts = 1))
    String once(String text);

    @Activity
    String txCall(String text);
  }

  /** Executes its test's code and keeps what it is sent. */
  @Workflow("scripted")
  static class Scripted {
    final WorkflowContext context;
    final Calls calls;
    final List<String> log = new ArrayList<>();
    private final Code code;

    Scripted(WorkflowContext context, Calls calls, Code code) {
      this.context = context;
      this.calls = calls;
      this.code = code;
    }

    @WorkflowMethod
    public @Nullable String run() throws Exception {
      return code.run(this);
    }

    @SignalMethod
    public void push(String value) {
      log.add(value);
    }

    @QueryMethod
    public List<String> log() {
      return List.copyOf(log);
    }
  }

  private static final UUID CLIENTS_NODE = new UUID(9, 9);

  private final ExecutorService fibers =
      Executors.newCachedThreadPool(ThreadDriver.platformFibers());
  private final RunScope scope = new RunScope();
  private final Definitions definitions;

  final ManualDriver driver = new ManualDriver(fibers);
  final FakeNodes nodes = new FakeNodes(driver);
  final EngineSettings settings = EngineSettings.defaults(false);
  final Node node = new Node(nodes, driver, settings, () -> {});
  final JacksonPayloadCodec codec = new JacksonPayloadCodec();
  final FailureCodec failures = new FailureCodec(codec);
  final FakeStore store = new FakeStore();

  /** What activities were invoked with, in order; an answer that is an exception is thrown. */
  final List<String> invoked = new ArrayList<>();

  final Deque<Object> answers = new ArrayDeque<>();

  /** What runs told their owner, in order. */
  final List<String> told = new ArrayList<>();

  final List<Release> blocked = new ArrayList<>();
  int residents;

  final RunServices services;
  private int positions;

  RunKit(Code code) {
    DefinitionReader reader = new DefinitionReader(codec, ActivitySettings.standard());
    reader.addActivities(Calls.class, (method, type) -> method.getName().startsWith("tx"));
    Calls[] calls = new Calls[1];
    reader.addWorkflow(Scripted.class, type -> context -> new Scripted(context, calls[0], code));
    definitions = reader.read();
    calls[0] = recorded();
    EngineParts parts =
        new EngineParts(
            store, definitions, codec, this::invoke, driver, scope, new ActivityScope(), settings);
    ExecutionParts execution = parts.executionParts();
    services =
        new RunServices(
            driver,
            node,
            execution,
            failures,
            new BatchLane<>(
                driver,
                new BatchLane.Limits(dev.workflows.spi.Driver.Lane.COMMIT, 100, 2, null),
                this::commit,
                node::storeAnswered),
            new ActivityRunner(parts, node),
            new Owner());
    node.start();
  }

  private Calls recorded() {
    return Calls.class.cast(
        Proxy.newProxyInstance(
            Calls.class.getClassLoader(),
            new Class<?>[] {Calls.class},
            (proxy, method, arguments) -> scope.call(definition(method), arguments)));
  }

  private ActivityDefinition definition(Method method) {
    return Objects.requireNonNull(definitions.activity(method));
  }

  private @Nullable Object invoke(ActivityDefinition activity, @Nullable Object[] arguments)
      throws Throwable {
    invoked.add(activity.method().getName() + " " + arguments[0]);
    Object answer = answers.isEmpty() ? arguments[0] : answers.remove();
    if (answer instanceof Throwable thrown) {
      throw thrown;
    }
    return answer;
  }

  private List<Boolean> commit(List<RunCommit> batch) {
    store.commit(batch);
    return Collections.nCopies(batch.size(), Boolean.TRUE);
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

  /** A run whose start is durable; its first turn was made here. */
  OwnedRun started() {
    RunLease lease = lease(17, 1);
    OwnedRun run = owned(lease);
    Decision decision = run.begin(begin(), node.databaseTime());
    store.append(lease.runId(), Commits.recorded(decision, 1, node.id()));
    run.begun(decision);
    return run;
  }

  /** A run that is written, unowned; nobody has executed it. */
  void written(RunLease lease) {
    store.append(
        lease.runId(), List.of(new RecordedEvent(1, begin(), 0, null, node.databaseTime())));
  }

  Event.WorkflowStarted begin() {
    return new Event.WorkflowStarted("scripted", 42, null);
  }

  /** The same run for another ownership of it, with what is durable of it. */
  OwnedRun loaded(RunLease lease) {
    OwnedRun run = owned(lease);
    run.loaded(durable(lease));
    return run;
  }

  /** What is durable of a run. */
  LoadedRun durable(RunLease lease, InboxMessage... unread) {
    return new LoadedRun(
        row(lease, null, 0), store.history(lease.runId()), List.of(unread), store.retries());
  }

  /** The same of one that is blocked. */
  LoadedRun durableBlocked(RunLease lease, int problems) {
    return new LoadedRun(
        row(lease, new Payload("{}"), problems),
        store.history(lease.runId()),
        List.of(),
        List.of());
  }

  RunRecord row(RunLease lease, @Nullable Payload problem, int problems) {
    return new RunRecord(
        lease.runId(),
        lease.chainId(),
        "order-17",
        "scripted",
        problem == null ? WorkflowStatus.RUNNING : WorkflowStatus.BLOCKED,
        lease.node(),
        lease.fence(),
        null,
        Instant.EPOCH,
        null,
        null,
        null,
        List.of(),
        problem,
        problems);
  }

  /** A signal that the inbox accepted. */
  InboxMessage push(RunLease lease, String value) {
    Payload payload = codec.encodeArguments(List.of(String.class), new Object[] {value});
    return new InboxMessage(
        lease.chainId(), ++positions, Message.signal("m" + positions, "push", payload));
  }

  /** Another node took the run over and is gone. */
  void ownerChanges(UUID run, long fence) {
    List<RecordedEvent> history = store.history(run);
    RecordedEvent last = history.get(history.size() - 1);
    store.append(
        run,
        List.of(
            new RecordedEvent(
                last.seq() + 1,
                new Event.OwnerChanged(),
                fence,
                CLIENTS_NODE,
                last.recordedAt().plusNanos(1_000))));
  }

  /** Kinds of what is durable of a run. */
  List<String> kinds(RunLease lease) {
    return store.history(lease.runId()).stream()
        .map(event -> event.event().type().storedName())
        .toList();
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
    }

    @Override
    public void closed(OwnedRun run, Closing closing) {
      told.add("closed " + closing.status());
    }

    @Override
    public void lost(OwnedRun run) {
      told.add("lost");
    }

    @Override
    public void blocked(OwnedRun run, Release release) {
      told.add("blocked");
      blocked.add(release);
    }

    @Override
    public void residentsChanged(int by) {
      residents += by;
    }
  }
}
