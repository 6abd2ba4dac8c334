package dev.workflows.benchmarks.ours;

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
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** The measured workflows and activities, and an engine that knows them. */
final class Application {

  private final RunScope scope = new RunScope();
  private final PayloadCodec codec = new JacksonPayloadCodec();
  private final DefinitionReader reader = new DefinitionReader(codec, ActivitySettings.standard());
  private final ActivityDefinition next;

  Application() {
    next = reader.addActivities(Steps.class, (method, type) -> false).get(0);
    Steps steps = proxy();
    reader.addWorkflow(SequentialWorkflow.class, type -> context -> new SequentialWorkflow(steps));
  }

  /** What an application's proxy of an activity bean does inside a run. */
  private Steps proxy() {
    return (Steps)
        Proxy.newProxyInstance(
            Steps.class.getClassLoader(),
            new Class<?>[] {Steps.class},
            (proxy, method, arguments) -> scope.call(next, arguments));
  }

  private static @Nullable Object execute(@Nullable Object[] arguments) {
    return arguments[0] instanceof Integer value ? value + 1 : null;
  }

  WorkflowEngine engine(WorkflowStore store, ThreadDriver driver, EngineSettings settings) {
    return new WorkflowEngine(
        new EngineParts(
            store,
            reader.read(),
            codec,
            (activity, arguments) -> execute(arguments),
            driver,
            scope,
            new ActivityScope(),
            settings));
  }
}
