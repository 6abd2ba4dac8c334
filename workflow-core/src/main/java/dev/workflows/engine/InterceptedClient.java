package dev.workflows.engine;

import dev.workflows.RunDescription;
import dev.workflows.RunEvent;
import dev.workflows.RunFilter;
import dev.workflows.RunId;
import dev.workflows.RunPage;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowOperation;
import dev.workflows.WorkflowOperation.Kind;
import java.lang.reflect.Type;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client whose calls pass through interceptors, but for those that only look. Thread-safe. */
final class InterceptedClient implements WorkflowClient {

  private final EngineClient client;
  private final Interceptors interceptors;

  InterceptedClient(EngineClient client, Interceptors interceptors) {
    this.client = client;
    this.interceptors = interceptors;
  }

  @Override
  public WorkflowClient by(String who) {
    return new InterceptedClient(client.by(who), interceptors);
  }

  // ---- what changes something

  @Override
  public RunId start(String type, StartOptions options, @Nullable Object... arguments) {
    return reach(
        of(Kind.START, type, options.workflowId(), null),
        through -> through.start(type, options, arguments));
  }

  @Override
  public RunId signalWithStart(
      String type,
      StartOptions options,
      List<?> arguments,
      @Nullable String messageId,
      String name,
      List<?> signalArguments) {
    return reach(
        of(Kind.SIGNAL_WITH_START, type, options.workflowId(), name),
        through ->
            through.signalWithStart(type, options, arguments, messageId, name, signalArguments));
  }

  @Override
  public RunId signal(
      String id, @Nullable String messageId, String name, @Nullable Object... arguments) {
    return reach(
        of(Kind.SIGNAL, null, id, name), through -> through.signal(id, messageId, name, arguments));
  }

  @Override
  public RunId signalAfter(
      Duration delay,
      String id,
      @Nullable String messageId,
      String name,
      @Nullable Object... arguments) {
    return reach(
        of(Kind.SIGNAL, null, id, name),
        through -> through.signalAfter(delay, id, messageId, name, arguments));
  }

  @Override
  public RunId signalJson(
      String id, @Nullable String messageId, String name, @Nullable String json) {
    return reach(
        of(Kind.SIGNAL, null, id, name), through -> through.signalJson(id, messageId, name, json));
  }

  @Override
  public @Nullable Object update(
      String id,
      @Nullable String updateId,
      Duration timeout,
      String name,
      @Nullable Object... arguments) {
    return pass(
        of(Kind.UPDATE, null, id, name),
        through -> through.update(id, updateId, timeout, name, arguments));
  }

  @Override
  public @Nullable String updateJson(
      String id, @Nullable String updateId, Duration timeout, String name, @Nullable String json) {
    return pass(
        of(Kind.UPDATE, null, id, name),
        through -> through.updateJson(id, updateId, timeout, name, json));
  }

  @Override
  public @Nullable Object updateWithStart(
      String type,
      StartOptions options,
      List<?> arguments,
      @Nullable String updateId,
      Duration timeout,
      String name,
      List<?> updateArguments) {
    return pass(
        of(Kind.UPDATE_WITH_START, type, options.workflowId(), name),
        through ->
            through.updateWithStart(
                type, options, arguments, updateId, timeout, name, updateArguments));
  }

  @Override
  public RunId migrate(String id, int version, Duration timeout) {
    return reach(
        of(Kind.MIGRATE, null, id, Integer.toString(version)),
        through -> through.migrate(id, version, timeout));
  }

  @Override
  public RunId cancel(String id, @Nullable String reason) {
    return reach(of(Kind.CANCEL, null, id, null), through -> through.cancel(id, reason));
  }

  @Override
  public RunId terminate(String id, @Nullable String reason) {
    return reach(of(Kind.TERMINATE, null, id, null), through -> through.terminate(id, reason));
  }

  // ---- questions

  @Override
  public @Nullable Object query(String id, String name, @Nullable Object... arguments) {
    return pass(of(Kind.QUERY, null, id, name), through -> through.query(id, name, arguments));
  }

  @Override
  public @Nullable String queryJson(String id, String name, @Nullable String json) {
    return pass(of(Kind.QUERY, null, id, name), through -> through.queryJson(id, name, json));
  }

  @Override
  public @Nullable Object result(String id, Type type, Duration timeout) {
    return client.result(id, type, timeout);
  }

  @Override
  public RunDescription describe(String id) {
    return client.describe(id);
  }

  @Override
  public List<RunEvent> history(String id, long fromSeq, long toSeq) {
    return client.history(id, fromSeq, toSeq);
  }

  @Override
  public RunPage list(RunFilter filter, int limit, @Nullable String cursor) {
    return client.list(filter, limit, cursor);
  }

  // ---- how they pass

  private static WorkflowOperation of(
      Kind kind, @Nullable String type, @Nullable String id, @Nullable String name) {
    return new WorkflowOperation(kind, type, id, null, name, 0, 0);
  }

  private RunId reach(WorkflowOperation operation, Function<EngineClient, RunId> call) {
    return Objects.requireNonNull(pass(operation, call));
  }

  private <R> @Nullable R pass(
      WorkflowOperation operation, Function<EngineClient, @Nullable R> call) {
    Call<R> body = new Call<>(call);
    try {
      interceptors.around(operation, body);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e, "An interceptor failed: " + e);
    }
    return body.result;
  }

  /** A call, by a client that says what it reaches. */
  private final class Call<R> implements Passage.Body {

    private final Function<EngineClient, @Nullable R> call;
    private @Nullable R result;

    private Call(Function<EngineClient, @Nullable R> call) {
      this.call = call;
    }

    @Override
    public WorkflowOperation carryOut(WorkflowOperation operation) {
      Reached.Kept reached = new Reached.Kept();
      result = call.apply(client.telling(reached));
      String type = reached.type() == null ? operation.workflowType() : reached.type();
      return operation.reached(Objects.requireNonNull(reached.run()), Objects.requireNonNull(type));
    }
  }
}
