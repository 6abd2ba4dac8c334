package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.RunDescription;
import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowCall;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.spi.StubFactory;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The typed client of one workflow type: records the one call that a lambda makes on a stub, and
 * hands it to the untyped client by name.
 *
 * @param <T> the workflow class, or an interface it implements
 */
public final class TypedWorkflows<T> implements Workflows<T> {

  private static final Duration FOREVER = Duration.ofDays(36_500);

  private final WorkflowDefinition definition;
  private final WorkflowDefinition newest;
  private final CallRecorder<T> recorder;
  private final WorkflowClient client;

  /** A client of this type that records calls on stubs of {@code api}. */
  public TypedWorkflows(
      WorkflowDefinition definition, Class<T> api, WorkflowClient client, StubFactory stubs) {
    this(definition, definition, api, client, stubs);
  }

  /** The same for one version of a workflow, of which this is the newest. */
  public TypedWorkflows(
      WorkflowDefinition definition,
      WorkflowDefinition newest,
      Class<T> api,
      WorkflowClient client,
      StubFactory stubs) {
    this.newest = newest;
    this.definition = definition;
    this.client = client;
    this.recorder = new CallRecorder<>(api, stubs);
  }

  @Override
  public WorkflowHandle<T> start(String workflowId, WorkflowCall<T> call) {
    return start(StartOptions.of(workflowId), call);
  }

  @Override
  public WorkflowHandle<T> start(StartOptions options, WorkflowCall<T> call) {
    return start(options, recorder.record(call));
  }

  private WorkflowHandle<T> start(StartOptions options, CallRecorder.Call call) {
    requireMain(call);
    RunId run = client.start(definition.type(), options, call.arguments().toArray());
    return new Handle(run.runId().toString());
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R> @Nullable R execute(String workflowId, Function<T, R> call) {
    CallRecorder.Call recorded = recorder.recordFunction(call);
    WorkflowHandle<T> handle = start(StartOptions.of(workflowId), recorded);
    return (R) client.result(handle.id(), definition.main().resultType(), FOREVER);
  }

  @Override
  public WorkflowHandle<T> signalWithStart(
      StartOptions options, WorkflowCall<T> start, WorkflowCall<T> signal) {
    CallRecorder.Call started = main(start);
    CallRecorder.Call sent = recorder.record(signal);
    RunId run =
        client.signalWithStart(
            definition.type(),
            options,
            started.arguments(),
            null,
            handlerOf(sent, definition.signals(), "Signal").name(),
            sent.arguments());
    return new Handle(run.runId().toString());
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R> @Nullable R updateWithStart(
      StartOptions options, WorkflowCall<T> start, Function<T, R> update) {
    CallRecorder.Call started = main(start);
    CallRecorder.Call sent = recorder.recordFunction(update);
    return (R)
        client.updateWithStart(
            definition.type(),
            options,
            started.arguments(),
            null,
            FOREVER,
            handlerOf(sent, definition.updateHandlers(), "Update").name(),
            sent.arguments());
  }

  private CallRecorder.Call main(WorkflowCall<T> start) {
    CallRecorder.Call started = recorder.record(start);
    requireMain(started);
    return started;
  }

  @Override
  public WorkflowHandle<T> get(String id) {
    return new Handle(id);
  }

  private void requireMain(CallRecorder.Call call) {
    if (newest.version() != definition.version()) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_CALL,
          "%s is version %d of '%s', and new runs begin with version %d. Inject Workflows<%s>."
              .formatted(
                  definition.workflowClass().getSimpleName(),
                  definition.version(),
                  definition.type(),
                  newest.version(),
                  newest.workflowClass().getSimpleName()));
    }
    if (!isOf(call, definition.main())) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_CALL,
          "A start must call the workflow method '%s', but the lambda called '%s'."
              .formatted(definition.main().method().getName(), call.method().getName()));
    }
  }

  private boolean isOf(CallRecorder.Call call, HandlerDefinition handler) {
    return call.isOf(handler.method(), definition.workflowClass());
  }

  private HandlerDefinition handlerOf(
      CallRecorder.Call call, Map<String, HandlerDefinition> handlers, String kind) {
    return handlers.values().stream()
        .filter(handler -> isOf(call, handler))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    ErrorCode.INVALID_CALL,
                    "The lambda called '%s', which is no @%sMethod."
                        .formatted(call.method().getName(), kind)));
  }

  private final class Handle implements WorkflowHandle<T> {

    private final String id;

    Handle(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> @Nullable R result(Class<R> type, Duration timeout) {
      return (R) client.result(id, type, timeout);
    }

    @Override
    public @Nullable Object result(Type type, Duration timeout) {
      return client.result(id, type, timeout);
    }

    @Override
    public void signal(WorkflowCall<T> call) {
      sendSignal(null, call);
    }

    @Override
    public void signal(String messageId, WorkflowCall<T> call) {
      sendSignal(messageId, call);
    }

    private void sendSignal(@Nullable String messageId, WorkflowCall<T> call) {
      CallRecorder.Call recorded = recorder.record(call);
      HandlerDefinition handler = handlerOf(recorded, definition.signals(), "Signal");
      client.signal(id, messageId, handler.name(), recorded.arguments().toArray());
    }

    @Override
    public void signalAfter(Duration delay, WorkflowCall<T> call) {
      sendSignalAfter(delay, null, call);
    }

    @Override
    public void signalAfter(Duration delay, String messageId, WorkflowCall<T> call) {
      sendSignalAfter(delay, messageId, call);
    }

    private void sendSignalAfter(Duration delay, @Nullable String messageId, WorkflowCall<T> call) {
      CallRecorder.Call recorded = recorder.record(call);
      HandlerDefinition handler = handlerOf(recorded, definition.signals(), "Signal");
      client.signalAfter(delay, id, messageId, handler.name(), recorded.arguments().toArray());
    }

    @Override
    public <R> @Nullable R update(Function<T, R> call) {
      return sendUpdate(null, FOREVER, call);
    }

    @Override
    public <R> @Nullable R update(String updateId, Duration timeout, Function<T, R> call) {
      return sendUpdate(updateId, timeout, call);
    }

    @SuppressWarnings("unchecked")
    private <R> @Nullable R sendUpdate(
        @Nullable String updateId, Duration timeout, Function<T, R> call) {
      CallRecorder.Call recorded = recorder.recordFunction(call);
      HandlerDefinition handler = handlerOf(recorded, definition.updateHandlers(), "Update");
      return (R)
          client.update(id, updateId, timeout, handler.name(), recorded.arguments().toArray());
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> @Nullable R query(Function<T, R> call) {
      CallRecorder.Call recorded = recorder.recordFunction(call);
      HandlerDefinition handler = handlerOf(recorded, definition.queries(), "Query");
      return (R) client.query(id, handler.name(), recorded.arguments().toArray());
    }

    @Override
    public void cancel(@Nullable String reason) {
      client.cancel(id, reason);
    }

    @Override
    public void terminate(@Nullable String reason) {
      client.terminate(id, reason);
    }

    @Override
    public RunDescription describe() {
      return client.describe(id);
    }
  }
}
