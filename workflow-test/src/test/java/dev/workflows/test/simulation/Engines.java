package dev.workflows.test.simulation;

import dev.workflows.ActivityContext;
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
import dev.workflows.replay.ChildCalls;
import dev.workflows.replay.CodeWatch;
import dev.workflows.replay.ExecutionParts;
import dev.workflows.replay.RunScope;
import dev.workflows.spi.WorkflowStore;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes the engine of a node: small limits, so that few runs reach them. */
final class Engines {

  static final Duration LEASE = Duration.ofSeconds(4);
  static final Duration POLL = Duration.ofMillis(400);
  private static final int MAX_PAYLOAD = 100_000;
  private static final Duration CODE_TIMEOUT = Duration.ofSeconds(10);
  private static final PayloadCodec CODEC = new JacksonPayloadCodec();

  /** A thread knows which run it executes. */
  private static final RunScope SCOPE = new RunScope();

  private static final Definitions OLD = definitions(Code.Version.OLD);
  private static final Definitions NEW = definitions(Code.Version.NEW);
  private static final Definitions HASTY_OLD = definitions(Code.Version.OLD, Engines::hasty);
  private static final Definitions HASTY_NEW = definitions(Code.Version.NEW, Engines::hasty);

  private Engines() {}

  private static EngineSettings settings(Duration lease) {
    return new EngineSettings(
        Duration.ofSeconds(1),
        lease,
        POLL,
        Duration.ofMillis(700),
        CODE_TIMEOUT,
        3,
        Duration.ofSeconds(6),
        MAX_PAYLOAD,
        3,
        2,
        "localhost",
        "simulated");
  }

  static WorkflowEngine engine(
      SimulatedNode node,
      WorkflowStore store,
      Definitions definitions,
      Function<ActivityContext, Steps> steps,
      Duration lease) {
    ActivityScope scope = new ActivityScope();
    Steps made = steps.apply(scope);
    return new WorkflowEngine(
        new EngineParts(
            store,
            definitions,
            CODEC,
            (activity, arguments) -> invoke(activity, made, arguments),
            node,
            SCOPE,
            scope,
            settings(lease)));
  }

  /** What executes code without any engine. */
  static ExecutionParts replaying() {
    return new ExecutionParts(CODEC, SCOPE, World.THREADS, MAX_PAYLOAD, new CodeWatch(CODE_TIMEOUT))
        .with(new Journeys());
  }

  /** Every journey calls journeys. */
  private static final class Journeys implements ChildCalls {

    @Override
    public void require(Class<?> type) {}

    @Override
    public <T, R> Made record(Class<T> type, Function<T, R> call) {
      List<@Nullable Object> arguments = new ArrayList<>();
      T recorder =
          StoreParts.changed(
              type,
              (method, given) -> {
                arguments.addAll(Arrays.asList(given));
                return "";
              });
      R ignored = call.apply(recorder);
      return new Made(Objects.requireNonNull(OLD.workflow("journey")), arguments);
    }
  }

  static Definitions of(Code.Version version) {
    return version.isNew() ? NEW : OLD;
  }

  /** The same, but engines take an effect for one that may be had at any time. */
  static Definitions hastyOf(Code.Version version) {
    return version.isNew() ? HASTY_NEW : HASTY_OLD;
  }

  private static ActivityDefinition hasty(ActivityDefinition of) {
    return new ActivityDefinition(
        of.name(),
        of.method(),
        of.parameterTypes(),
        of.resultType(),
        of.retry(),
        of.timeout(),
        of.maxConcurrent(),
        of.transactional(),
        of.readOnly() || of.method().getName().equals("use"),
        of.declaredFailures(),
        of.compensation(),
        of.sensitivity());
  }

  /** All that this code defines. */
  static Definitions definitions(Code code) {
    return definitions(code, UnaryOperator.identity());
  }

  private static Definitions definitions(Code code, UnaryOperator<ActivityDefinition> called) {
    DefinitionReader reader = new DefinitionReader(CODEC, ActivitySettings.standard());
    reader.addActivities(Steps.class, (method, type) -> method.getName().endsWith("ransactional"));
    AtomicReference<@Nullable Definitions> read = new AtomicReference<>();
    Steps calls =
        StoreParts.changed(
            Steps.class,
            (method, arguments) ->
                SCOPE.call(
                    called.apply(
                        Objects.requireNonNull(
                            Objects.requireNonNull(read.get()).activity(method))),
                    arguments));
    reader.addWorkflow(Journey.class, type -> context -> new Journey(context, calls, code));
    Definitions all = reader.read();
    read.set(all);
    return all;
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
