package dev.workflows.jdbc.budget;

import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.ActivitySettings;
import dev.workflows.definition.DefinitionReader;
import dev.workflows.engine.ActivityScope;
import dev.workflows.engine.EngineParts;
import dev.workflows.engine.EngineSettings;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.replay.RunScope;
import dev.workflows.spi.WorkflowStore;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** An engine that does what its driver is told to do, one thing after the other. */
final class BudgetEngine implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration HOUR = Duration.ofHours(1);

  private final StepDriver driver = new StepDriver();
  private final RunScope scope = new RunScope();
  private final PayloadCodec codec = new JacksonPayloadCodec();
  private final DefinitionReader reader = new DefinitionReader(codec, ActivitySettings.standard());
  private final WorkflowEngine engine;
  private int stumbled;

  private BudgetEngine(WorkflowStore store, EngineSettings settings) {
    Map<Method, ActivityDefinition> activities = new HashMap<>();
    reader
        .addActivities(BudgetWorkflow.Tasks.class, (method, type) -> false)
        .forEach(activity -> activities.put(activity.method(), activity));
    BudgetWorkflow.Tasks tasks =
        (BudgetWorkflow.Tasks)
            Proxy.newProxyInstance(
                BudgetWorkflow.Tasks.class.getClassLoader(),
                new Class<?>[] {BudgetWorkflow.Tasks.class},
                (proxy, method, arguments) -> scope.call(activities.get(method), arguments));
    reader.addWorkflow(BudgetWorkflow.class, type -> context -> new BudgetWorkflow(context, tasks));
    engine =
        new WorkflowEngine(
            new EngineParts(
                store,
                reader.read(),
                codec,
                this::invoke,
                driver,
                scope,
                new ActivityScope(),
                settings));
    engine.start();
    driver.run();
  }

  /** One that polls when it starts, then every two hours and a second. */
  static BudgetEngine quiet(WorkflowStore store) {
    EngineSettings usual = EngineSettings.defaults(false);
    return new BudgetEngine(
        store,
        new EngineSettings(
            HOUR,
            HOUR.multipliedBy(2),
            HOUR.multipliedBy(2).plusSeconds(1),
            HOUR,
            HOUR,
            usual.maxResidentRuns(),
            HOUR,
            usual.maxPayloadBytes(),
            usual.maxBatch(),
            usual.committers(),
            usual.host(),
            usual.version()));
  }

  /** One as it is where nothing is configured. */
  static BudgetEngine usual(WorkflowStore store) {
    return new BudgetEngine(store, EngineSettings.defaults(false));
  }

  private Object invoke(ActivityDefinition activity, Object[] arguments) {
    if (activity.name().endsWith("stumble") && ++stumbled % 2 == 1) {
      throw new IllegalStateException("out of stock");
    }
    return arguments[0];
  }

  StepDriver driver() {
    return driver;
  }

  WorkflowClient client() {
    return engine.client();
  }

  RunId start(String what, int times) {
    return client().start(BudgetWorkflow.TYPE, StartOptions.defaults(), what, times);
  }

  void await(RunId run) {
    client().result(run.runId().toString(), Integer.class, PATIENCE);
  }

  /** Ends as a process that is killed. */
  void kill() {
    engine.abandon();
  }

  @Override
  public void close() {
    engine.abandon();
    driver.close();
  }
}
