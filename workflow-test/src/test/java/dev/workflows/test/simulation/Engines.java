package dev.workflows.test.simulation;

import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.ActivitySettings;
import dev.workflows.definition.DefinitionReader;
import dev.workflows.definition.Definitions;
import dev.workflows.engine.ActivityScope;
import dev.workflows.engine.EngineParts;
import dev.workflows.engine.EngineSettings;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.replay.RunScope;
import dev.workflows.spi.WorkflowStore;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the engine of a node: small limits, so that few runs reach them. */
final class Engines {

  static final Duration LEASE = Duration.ofSeconds(4);
  static final Duration POLL = Duration.ofMillis(300);
  private static final PayloadCodec CODEC = new JacksonPayloadCodec();

  /** All nodes have the same code, and a thread knows which run it executes. */
  private static final RunScope SCOPE = new RunScope();

  private static final Definitions DEFINITIONS = definitions();

  private Engines() {}

  private static EngineSettings settings(Duration lease) {
    return new EngineSettings(
        Duration.ofSeconds(1),
        lease,
        POLL,
        Duration.ofMillis(700),
        Duration.ofSeconds(10),
        3,
        Duration.ofSeconds(6),
        100_000,
        3,
        2,
        "localhost",
        "simulated");
  }

  static WorkflowEngine engine(
      SimulatedNode node, WorkflowStore store, Steps steps, Duration lease) {
    return new WorkflowEngine(
        new EngineParts(
            store,
            DEFINITIONS,
            CODEC,
            (activity, arguments) -> invoke(activity, steps, arguments),
            node,
            SCOPE,
            new ActivityScope(),
            settings(lease)));
  }

  private static Definitions definitions() {
    DefinitionReader reader = new DefinitionReader(CODEC, ActivitySettings.standard());
    reader.addActivities(Steps.class, (method, type) -> method.getName().endsWith("ransactional"));
    Steps calls =
        StoreParts.changed(
            Steps.class,
            (method, arguments) ->
                SCOPE.call(Objects.requireNonNull(DEFINITIONS.activity(method)), arguments));
    reader.addWorkflow(Journey.class, type -> context -> new Journey(context, calls));
    return reader.read();
  }

  private static @Nullable Object invoke(
      ActivityDefinition activity, Steps steps, @Nullable Object[] arguments) throws Throwable {
    try {
      return activity.method().invoke(steps, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
