package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunId;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.ActivitySettings;
import dev.workflows.definition.ActivityTransactionRule;
import dev.workflows.definition.DefinitionReader;
import dev.workflows.definition.Definitions;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.definition.WorkflowDefinition.InstanceFactory;
import dev.workflows.engine.ThreadDriver;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.payload.PayloadCodec;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What executions of a test share: a codec, a scope, threads that are counted. */
final class ReplayKit implements AutoCloseable {

  static final RunId RUN = new RunId("order-17", new UUID(7, 17));
  static final int LIMIT = 10_000;
  static final Duration TIME_FOR_CODE = Duration.ofSeconds(7);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final PayloadCodec codec;
  final RunScope scope = new RunScope();
  final CodeWatch watch = new CodeWatch(TIME_FOR_CODE);
  final ExecutionParts parts;
  final Acts acts = activities(Acts.class);
  private final ExecutorService threads = newThreads();
  private final AtomicInteger active = new AtomicInteger();
  private final List<TestRun> runs = new ArrayList<>();
  private final List<RunExecution> executions = new ArrayList<>();
  private int kept;

  ReplayKit() {
    this(new JacksonPayloadCodec());
  }

  ReplayKit(PayloadCodec codec) {
    this.codec = codec;
    this.parts =
        new ExecutionParts(
                codec,
                scope,
                this::executeFiber,
                LIMIT,
                watch,
                deployed(Acts.class, StepActs.class))
            .with(new AnyChild());
  }

  /** Virtual threads where the JVM has them, as an application would give them. */
  private static ExecutorService newThreads() {
    if (Runtime.version().feature() < 21) {
      return Executors.newCachedThreadPool(ThreadDriver.platformFibers());
    }
    try {
      Method virtual = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
      return (ExecutorService) virtual.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void executeFiber(Runnable task) {
    active.incrementAndGet();
    threads.execute(
        () -> {
          try {
            task.run();
          } finally {
            active.decrementAndGet();
          }
        });
  }

  private static Definitions deployed(Class<?>... apis) {
    DefinitionReader reader =
        new DefinitionReader(new JacksonPayloadCodec(), ActivitySettings.standard());
    for (Class<?> api : apis) {
      reader.addActivities(api, ActivityTransactionRule.NONE);
    }
    reader.addWorkflow(Club.Next.class, any -> context -> new Club.Next());
    reader.addWorkflow(GoldenMembership.Next.class, any -> context -> new GoldenMembership.Next());
    return reader.read();
  }

  /** Activities that a run's code may call; their names are those of the definitions. */
  <A> A activities(Class<A> api) {
    Map<Method, ActivityDefinition> byMethod = new HashMap<>();
    new DefinitionReader(new JacksonPayloadCodec(), ActivitySettings.standard())
        .addActivities(api, ActivityTransactionRule.NONE)
        .forEach(activity -> byMethod.put(activity.method(), activity));
    return api.cast(
        Proxy.newProxyInstance(
            api.getClassLoader(),
            new Class<?>[] {api},
            (proxy, method, arguments) ->
                scope.call(
                    Objects.requireNonNull(byMethod.get(method)),
                    arguments == null ? new Object[0] : arguments)));
  }

  static ActivityDefinition activity(String name) {
    return new DefinitionReader(new JacksonPayloadCodec(), ActivitySettings.standard())
        .addActivities(Acts.class, ActivityTransactionRule.NONE).stream()
            .filter(activity -> activity.name().equals(name))
            .findFirst()
            .orElseThrow();
  }

  /** Whatever is called as a child is this: a scripted workflow, with one text. */
  private final class AnyChild implements ChildCalls {

    @Override
    public void require(Class<?> type) {}

    @Override
    public <T, R> Made record(Class<T> type, Function<T, R> call) {
      return new Made(scripted(self -> null), List.of(String.valueOf(call.apply(null))));
    }
  }

  WorkflowDefinition define(Class<?> type, InstanceFactory instances) {
    DefinitionReader reader =
        new DefinitionReader(new JacksonPayloadCodec(), ActivitySettings.standard());
    reader.addWorkflow(type, any -> instances);
    return reader.read().workflows().iterator().next();
  }

  /** A workflow of this code; its signals are written to its log. */
  WorkflowDefinition scripted(Scripted.Code main) {
    return scripted(main, (self, value) -> self.log.add("push " + value));
  }

  WorkflowDefinition scripted(Scripted.Code main, Scripted.Handler handler) {
    return scripted(main, handler, self -> null);
  }

  WorkflowDefinition scripted(Scripted.Code main, Scripted.Handler handler, Scripted.Code query) {
    return define(Scripted.class, context -> new Scripted(context, acts, main, handler, query));
  }

  /** A run that a test drives. */
  TestRun run(WorkflowDefinition definition) {
    TestRun run = new TestRun(this, definition);
    runs.add(run);
    return run;
  }

  TestRun run(Scripted.Code main) {
    return run(scripted(main));
  }

  TestRun run(Scripted.Code main, Scripted.Handler handler) {
    return run(scripted(main, handler));
  }

  int activeThreads() {
    return active.get();
  }

  /** Says that so many threads cannot be given back, by what the test is about. */
  void mayKeepThreads(int count) {
    kept = count;
  }

  /** Waits until every thread that executed a run's code has been given back. */
  void awaitNoThreads() {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (active.get() > kept && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(active).as("threads that still execute workflow code").hasValue(kept);
  }

  /** Ends an execution that no test run holds. */
  void endLater(RunExecution execution) {
    executions.add(execution);
  }

  /** Ends every run; fails if one of them keeps a thread. */
  @Override
  public void close() {
    runs.forEach(run -> run.execution().end());
    executions.forEach(RunExecution::end);
    awaitNoThreads();
    threads.shutdownNow();
  }
}
