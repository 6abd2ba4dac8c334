package dev.workflows.jdbc.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.ActivitySettings;
import dev.workflows.definition.DefinitionReader;
import dev.workflows.engine.ActivityScope;
import dev.workflows.engine.EngineParts;
import dev.workflows.engine.EngineSettings;
import dev.workflows.engine.ThreadDriver;
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
import java.util.Objects;

/**
 * An engine that neither polls nor sends heartbeats while it is watched, so that whatever it asks
 * the database for is asked for the runs it is given.
 */
public final class QuietEngine implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration NEVER = Duration.ofHours(1);

  private final RunScope scope = new RunScope();
  private final PayloadCodec codec = new JacksonPayloadCodec();
  private final DefinitionReader reader = new DefinitionReader(codec, ActivitySettings.standard());
  private final ThreadDriver driver = new ThreadDriver(2, 32, ThreadDriver.platformFibers());
  private final WorkflowEngine engine;

  /** Starts it. */
  public QuietEngine(WorkflowStore store) {
    Map<Method, ActivityDefinition> activities = new HashMap<>();
    reader
        .addActivities(StepsWorkflow.Counter.class, (method, type) -> false)
        .forEach(activity -> activities.put(activity.method(), activity));
    StepsWorkflow.Counter counter =
        (StepsWorkflow.Counter)
            Proxy.newProxyInstance(
                StepsWorkflow.Counter.class.getClassLoader(),
                new Class<?>[] {StepsWorkflow.Counter.class},
                (proxy, method, arguments) ->
                    scope.call(Objects.requireNonNull(activities.get(method)), arguments));
    reader.addWorkflow(StepsWorkflow.class, type -> context -> new StepsWorkflow(counter));
    reader.addWorkflow(LooksWorkflow.class, type -> context -> new LooksWorkflow(counter));
    engine = new WorkflowEngine(parts(store));
    engine.start();
  }

  private EngineParts parts(WorkflowStore store) {
    return new EngineParts(
        store,
        reader.read(),
        codec,
        (activity, arguments) -> (Integer) arguments[0] + 1,
        driver,
        scope,
        new ActivityScope(),
        new EngineSettings(
            NEVER,
            NEVER.multipliedBy(2),
            NEVER,
            NEVER,
            NEVER,
            500,
            NEVER,
            100_000,
            500,
            2,
            "localhost",
            "test"));
  }

  /** Starts a run and waits for its result. */
  public void execute(String workflowId) {
    assertThat(result(StepsWorkflow.TYPE, workflowId)).isEqualTo(StepsWorkflow.STEPS);
  }

  /** The same for a run that looks things up. */
  void lookUp(String workflowId) {
    assertThat(result(LooksWorkflow.TYPE, workflowId)).isEqualTo(LooksWorkflow.LOOKS + 1);
  }

  private Object result(String type, String workflowId) {
    RunId run = engine.client().start(type, StartOptions.of(workflowId), "input");
    return engine.client().result(run.runId().toString(), Integer.class, PATIENCE);
  }

  @Override
  public void close() {
    engine.stop(Duration.ofSeconds(1));
    driver.close();
  }
}
