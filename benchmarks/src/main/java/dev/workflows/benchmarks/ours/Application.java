package dev.workflows.benchmarks.ours;

import dev.workflows.benchmarks.engine.Bells;
import dev.workflows.benchmarks.engine.Marks;
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
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The measured workflows and activities on one node, and an engine that knows them. */
final class Application {

  private final RunScope scope = new RunScope();
  private final PayloadCodec codec = new JacksonPayloadCodec();
  private final DefinitionReader reader = new DefinitionReader(codec, ActivitySettings.standard());
  private final Marks marks;
  private final Bells bells;
  private final int node;

  Application(Marks marks, Bells bells, int node) {
    this.marks = marks;
    this.bells = bells;
    this.node = node;
    Steps steps = proxy();
    reader.addWorkflow(SequentialWorkflow.class, type -> context -> new SequentialWorkflow(steps));
    reader.addWorkflow(LookingWorkflow.class, type -> context -> new LookingWorkflow(steps));
    reader.addWorkflow(FanOutWorkflow.class, type -> context -> new FanOutWorkflow(context, steps));
    reader.addWorkflow(ChildrenWorkflow.class, type -> ChildrenWorkflow::new);
    reader.addWorkflow(BranchesWorkflow.class, type -> BranchesWorkflow::new);
    reader.addWorkflow(SignalLoopWorkflow.class, type -> SignalLoopWorkflow::new);
    reader.addWorkflow(LeafWorkflow.class, type -> context -> new LeafWorkflow());
    reader.addWorkflow(MarkingWorkflow.class, type -> context -> new MarkingWorkflow(steps));
    reader.addWorkflow(
        SleepingWorkflow.class, type -> context -> new SleepingWorkflow(context, marks));
    reader.addWorkflow(NappingWorkflow.class, type -> NappingWorkflow::new);
    reader.addWorkflow(
        PingPongWorkflow.class, type -> context -> new PingPongWorkflow(context, steps));
  }

  /** What an application's proxy of an activity bean does inside a run. */
  private Steps proxy() {
    Map<String, ActivityDefinition> activities =
        reader.addActivities(Steps.class, (method, type) -> false).stream()
            .collect(Collectors.toMap(a -> a.method().getName(), Function.identity()));
    return (Steps)
        Proxy.newProxyInstance(
            Steps.class.getClassLoader(),
            new Class<?>[] {Steps.class},
            (proxy, method, arguments) ->
                scope.call(Objects.requireNonNull(activities.get(method.getName())), arguments));
  }

  private @Nullable Object execute(ActivityDefinition activity, @Nullable Object[] arguments) {
    int argument = arguments[0] instanceof Integer given ? given : 0;
    switch (activity.method().getName()) {
      case "mark" -> marks.set(argument);
      case "ring" -> bells.ring(argument, node);
      default -> {
        return argument + 1;
      }
    }
    return null;
  }

  WorkflowEngine engine(WorkflowStore store, ThreadDriver driver, EngineSettings settings) {
    return new WorkflowEngine(
        new EngineParts(
            store,
            reader.read(),
            codec,
            this::execute,
            driver,
            scope,
            new ActivityScope(),
            settings));
  }
}
