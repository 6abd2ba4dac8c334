package dev.workflows.jdbc.crash;

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
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the engines of all machines, which have the same code. */
final class Engines {

  static final Duration LEASE = Duration.ofSeconds(60);

  /** Long, so that a run needs few statements that are not its own. */
  private static final Duration POLL = Duration.ofSeconds(20);

  private static final EngineSettings SETTINGS =
      new EngineSettings(
          Duration.ofSeconds(20),
          LEASE,
          POLL,
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          1,
          Duration.ofSeconds(30),
          100_000,
          10,
          2,
          "localhost",
          "crashing");

  private final PayloadCodec codec = new JacksonPayloadCodec();
  private final RunScope scope = new RunScope();
  private final Definitions definitions = read();

  private Definitions read() {
    DefinitionReader reader = new DefinitionReader(codec, ActivitySettings.standard());
    reader.addActivities(Steps.class, (method, type) -> method.getName().startsWith("tx"));
    reader.addWorkflow(Voyage.class, type -> context -> new Voyage(context, calls()));
    return reader.read();
  }

  private Steps calls() {
    return (Steps)
        Proxy.newProxyInstance(
            Steps.class.getClassLoader(),
            new Class<?>[] {Steps.class},
            (proxy, method, arguments) ->
                scope.call(Objects.requireNonNull(definitions.activity(method)), arguments));
  }

  WorkflowEngine engine(Machine machine, WorkflowStore store, Steps steps) {
    return new WorkflowEngine(
        new EngineParts(
            store,
            definitions,
            codec,
            (activity, arguments) -> invoke(activity, steps, arguments),
            machine,
            scope,
            new ActivityScope(),
            SETTINGS));
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
