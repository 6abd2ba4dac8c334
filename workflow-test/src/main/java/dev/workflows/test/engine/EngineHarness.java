package dev.workflows.test.engine;

import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowInterceptor;
import dev.workflows.Workflows;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.ActivitySettings;
import dev.workflows.definition.DefinitionReader;
import dev.workflows.definition.Definitions;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.definition.WorkflowDefinition.InstanceFactory;
import dev.workflows.engine.ActivityScope;
import dev.workflows.engine.EngineParts;
import dev.workflows.engine.EngineSettings;
import dev.workflows.engine.HistoryLimits;
import dev.workflows.engine.ThreadDriver;
import dev.workflows.engine.TypedWorkflows;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.replay.RunScope;
import dev.workflows.spi.ArgumentValidator;
import dev.workflows.spi.StubFactory;
import dev.workflows.spi.WorkflowStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An engine on a store, with activities behind plain interfaces and quick settings: what the engine
 * contract is tested with, without any framework. Build it, start it, kill it.
 */
public final class EngineHarness implements AutoCloseable {

  static final Duration LEASE = Duration.ofMillis(900);
  static final Duration CODE_TIMEOUT = Duration.ofSeconds(2);
  static final Duration POLL = Duration.ofMillis(40);

  static final int ACTIVITY_THREADS = 16;

  private final WorkflowStore store;
  private final RunScope scope = new RunScope();
  private final ActivityScope activityScope = new ActivityScope();
  private final PayloadCodec codec = new JacksonPayloadCodec();
  private final DefinitionReader reader = new DefinitionReader(codec, ActivitySettings.standard());
  private final Map<String, Object> targets = new HashMap<>();
  private final Map<Class<?>, Object> proxies = new HashMap<>();
  private final ThreadDriver driver =
      new ThreadDriver(2, ACTIVITY_THREADS, ThreadDriver.platformFibers());
  private Duration pollInterval = POLL;
  private Duration clientTimeout = Duration.ofSeconds(30);
  private HistoryLimits history = HistoryLimits.DEFAULT;
  private int maxUnread = EngineSettings.MAX_UNREAD;
  private List<WorkflowInterceptor> interceptors = List.of();
  private @Nullable WorkflowEngine engine;
  private @Nullable Definitions definitions;

  /** An engine on this store that knows nothing yet. */
  public EngineHarness(WorkflowStore store) {
    this.store = store;
  }

  /** Quick enough for tests, slow enough for a loaded machine. */
  private EngineSettings quick(int maxResidentRuns) {
    return new EngineSettings(
        Duration.ofMillis(150),
        LEASE,
        pollInterval,
        Duration.ofMillis(150),
        CODE_TIMEOUT,
        maxResidentRuns,
        clientTimeout,
        100_000,
        100,
        2,
        "localhost",
        "test",
        history,
        maxUnread);
  }

  /** Adds activities; returns what a workflow calls. Those named {@code tx…} are transactional. */
  public <A> A activities(Class<A> api, A implementation) {
    for (ActivityDefinition activity :
        reader.addActivities(api, (method, type) -> method.getName().startsWith("tx"))) {
      targets.put(activity.name(), implementation);
    }
    A proxy =
        api.cast(
            Proxy.newProxyInstance(
                api.getClassLoader(), new Class<?>[] {api}, handler(implementation)));
    proxies.put(api, proxy);
    return proxy;
  }

  private InvocationHandler handler(Object implementation) {
    return (proxy, method, arguments) -> {
      @Nullable Object[] given = arguments == null ? new Object[0] : arguments;
      if (!scope.isInRun()) {
        return call(implementation, method, given);
      }
      ActivityDefinition activity =
          Objects.requireNonNull(Objects.requireNonNull(definitions).activity(method));
      return scope.call(activity, given);
    };
  }

  private static @Nullable Object call(Object target, Method method, @Nullable Object[] arguments)
      throws Throwable {
    try {
      method.setAccessible(true);
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNullElse(e.getCause(), e);
    }
  }

  /** Adds a workflow. */
  public EngineHarness workflow(Class<?> type, InstanceFactory instances) {
    reader.addWorkflow(type, any -> instances);
    return this;
  }

  EngineHarness clientTimeout(Duration timeout) {
    clientTimeout = timeout;
    return this;
  }

  EngineHarness poll(Duration interval) {
    pollInterval = interval;
    return this;
  }

  EngineHarness maxUnread(int messages) {
    maxUnread = messages;
    return this;
  }

  EngineHarness history(HistoryLimits limits) {
    history = limits;
    return this;
  }

  EngineHarness interceptedBy(WorkflowInterceptor... all) {
    interceptors = List.of(all);
    return this;
  }

  /** Starts it, and waits until it has made its first poll. */
  public EngineHarness start() {
    return start(200);
  }

  EngineHarness start(int maxResidentRuns) {
    Definitions read = reader.read();
    definitions = read;
    FirstPoll poll = new FirstPoll();
    WorkflowEngine made =
        new WorkflowEngine(
            new EngineParts(
                poll.watching(store),
                read,
                codec,
                (activity, arguments) ->
                    call(
                        Objects.requireNonNull(targets.get(activity.name())),
                        activity.method(),
                        arguments),
                driver,
                scope,
                activityScope,
                quick(maxResidentRuns),
                ArgumentValidator.NONE,
                InterfaceCalls.INSTANCE,
                interceptors));
    made.start();
    poll.await();
    engine = made;
    return this;
  }

  WorkflowEngine engine() {
    return Objects.requireNonNull(engine, "not started");
  }

  /** What its callers use. */
  public WorkflowClient client() {
    return engine().client();
  }

  /** The typed client of a workflow that is reached by an interface. */
  <T> Workflows<T> workflows(String type, Class<T> api) {
    WorkflowDefinition definition =
        Objects.requireNonNull(Objects.requireNonNull(definitions).workflow(type));
    return new TypedWorkflows<>(definition, api, client(), InterfaceCalls.INSTANCE);
  }

  /** Ends its threads without a word to the store, as a crash does. */
  public void kill() {
    driver.close();
  }

  /** Stops it as an application does. */
  void stop() {
    engine().stop(Duration.ofSeconds(2));
    driver.close();
  }

  /** What interfaces of workflows are called by. */
  private enum InterfaceCalls implements StubFactory {
    INSTANCE;

    @Override
    public <S> S stub(Class<S> stubbed, InvocationHandler calls) {
      return stubbed.cast(
          Proxy.newProxyInstance(stubbed.getClassLoader(), new Class<?>[] {stubbed}, calls));
    }
  }

  /** Kills it if it is running. */
  @Override
  public void close() {
    if (engine != null && engine.isRunning()) {
      kill();
    }
  }
}
