package dev.workflows.engine;

import dev.workflows.WorkflowInterceptor;
import dev.workflows.definition.Definitions;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.replay.CodeWatch;
import dev.workflows.replay.ExecutionParts;
import dev.workflows.replay.RunScope;
import dev.workflows.spi.ActivityInvoker;
import dev.workflows.spi.ArgumentValidator;
import dev.workflows.spi.Driver;
import dev.workflows.spi.StubFactory;
import dev.workflows.spi.WorkflowStore;
import java.util.List;

/**
 * What an engine is made of.
 *
 * @param store where everything is remembered
 * @param definitions what is deployed
 * @param codec how values are stored
 * @param invoker how activities are reached
 * @param driver threads, time and randomness
 * @param scope what tells the threads of runs; shared with the proxies of activity beans
 * @param activities what tells activities about their call
 * @param settings how the engine behaves
 * @param validator what looks at arguments first
 * @param stubs what workflows that call others are given for them
 * @param interceptors who sees what is done, the outermost first
 */
public record EngineParts(
    WorkflowStore store,
    Definitions definitions,
    PayloadCodec codec,
    ActivityInvoker invoker,
    Driver driver,
    RunScope scope,
    ActivityScope activities,
    EngineSettings settings,
    ArgumentValidator validator,
    StubFactory stubs,
    List<WorkflowInterceptor> interceptors) {

  /** Keeps the interceptors as they are. */
  public EngineParts {
    interceptors = List.copyOf(interceptors);
  }

  /** An engine that nobody looks at. */
  public EngineParts(
      WorkflowStore store,
      Definitions definitions,
      PayloadCodec codec,
      ActivityInvoker invoker,
      Driver driver,
      RunScope scope,
      ActivityScope activities,
      EngineSettings settings,
      ArgumentValidator validator,
      StubFactory stubs) {
    this(
        store,
        definitions,
        codec,
        invoker,
        driver,
        scope,
        activities,
        settings,
        validator,
        stubs,
        List.of());
  }

  /** An engine that takes all arguments that fit, and whose workflows call others by interfaces. */
  public EngineParts(
      WorkflowStore store,
      Definitions definitions,
      PayloadCodec codec,
      ActivityInvoker invoker,
      Driver driver,
      RunScope scope,
      ActivityScope activities,
      EngineSettings settings) {
    this(
        store,
        definitions,
        codec,
        invoker,
        driver,
        scope,
        activities,
        settings,
        ArgumentValidator.NONE,
        InterfaceStubs.INSTANCE);
  }

  /** What all executions of one engine share: to be asked for once. */
  ExecutionParts executionParts() {
    CodeWatch watch = new CodeWatch(settings.codeTimeout());
    return new ExecutionParts(
        codec,
        scope,
        driver.fibers(),
        driver.inStep(),
        settings.maxPayloadBytes(),
        new StubbedCalls(definitions, stubs),
        watch,
        new CodeWatch(settings.codeTimeout()),
        definitions,
        validator::complaints);
  }
}
