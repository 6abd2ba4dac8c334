package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.ResultTimeoutException;
import dev.workflows.RunDescription;
import dev.workflows.RunEvent;
import dev.workflows.RunFilter;
import dev.workflows.RunId;
import dev.workflows.RunPage;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowStatus;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Attributes;
import dev.workflows.history.StartTerms;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import dev.workflows.replay.QueryAnswer;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunRecord;
import dev.workflows.spi.WorkflowStore;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The client of an engine in the same process. */
final class EngineClient implements WorkflowClient {

  private final WorkflowEngine engine;
  private final Starts starts;
  private final WorkflowStore store;
  private final EngineParts parts;
  private final Inputs inputs;
  private final HandlerInputs named;
  private final Queries queries;
  private final RunViews views;
  private final MessageSender messages;
  private final UpdateSender updates;
  private final @Nullable String by;
  private final Reached reached;

  /** A client that sends in someone's name, or in nobody's. */
  EngineClient(WorkflowEngine engine, EngineParts parts, Starts starts, @Nullable String by) {
    this(engine, parts, starts, by, Reached.UNASKED);
  }

  private EngineClient(
      WorkflowEngine engine,
      EngineParts parts,
      Starts starts,
      @Nullable String by,
      Reached reached) {
    this.reached = reached;
    this.engine = engine;
    this.starts = starts;
    this.parts = parts;
    this.store = parts.store();
    this.inputs = new Inputs(parts.codec(), parts.validator(), parts.settings().maxPayloadBytes());
    this.named = new HandlerInputs(inputs, parts.codec(), parts.definitions());
    this.queries = new Queries(engine, parts);
    MaskedPayloads masked = new MaskedPayloads(parts.definitions(), parts.codec());
    this.views = new RunViews(store, parts.codec(), masked, queries::waitingFor);
    this.messages = new MessageSender(engine, store, parts.settings().maxUnread(), by, reached);
    this.updates =
        new UpdateSender(
            engine.updates(), store.runs(), parts.driver(), failure -> views.failure(failure));
    this.by = by;
  }

  @Override
  public EngineClient by(String who) {
    return new EngineClient(engine, parts, starts, Inputs.id("Who asks", who));
  }

  /** The same client for one call, which tells what that reaches. */
  EngineClient telling(Reached asked) {
    return new EngineClient(engine, parts, starts, by, asked);
  }

  // ---- start

  @Override
  public RunId start(String type, StartOptions options, @Nullable Object... arguments) {
    RunId run = starts.start(request(type, options, arguments));
    reached.run(run);
    return run;
  }

  private Starts.Request request(String type, StartOptions options, @Nullable Object[] arguments) {
    engine.requireRunning();
    WorkflowDefinition definition = definition(type);
    String key = options.idempotencyKey();
    String startKey = key == null ? null : type + "/" + Inputs.id("The idempotency key", key);
    Payload input = inputs.encode(definition.main(), arguments);
    String workflowId = options.workflowId();
    if (workflowId != null) {
      Inputs.id("The workflow id", workflowId);
    }
    Attributes.require(options.attributes());
    Duration timeout = definition.timeout(options.timeout());
    Inputs.notNegative("The time-out", timeout == null ? Duration.ZERO : timeout);
    StartTerms terms = new StartTerms(timeout, null, options.attributes());
    return new Starts.Request(
        definition,
        workflowId,
        startKey,
        delay(options),
        input,
        terms,
        options.idReuse(),
        options.idConflict(),
        inputs.memo(options.memo()));
  }

  private Duration delay(StartOptions options) {
    Inputs.notNegative("The delay", options.delay());
    Instant startAt = options.startAt();
    if (startAt == null) {
      return options.delay();
    }
    Inputs.startAt(startAt);
    Duration until = Inputs.notNegative("The time until the start", starts.until(startAt));
    return until.compareTo(options.delay()) > 0 ? until : options.delay();
  }

  @Override
  public RunId signalWithStart(
      String type,
      StartOptions options,
      List<?> arguments,
      @Nullable String messageId,
      String name,
      List<?> signalArguments) {
    Starts.Request request = request(type, options, arguments.toArray());
    Payload payload =
        named.firstSignal(request.definition(), name, named.values(signalArguments.toArray()));
    Message signal = Message.signal(key(messageId), name, payload).sentBy(by);
    return MessageSender.accepted(
        named(options), reached.sent(starts.startAndSend(request, signal)));
  }

  private static String named(StartOptions options) {
    return Objects.requireNonNullElse(options.workflowId(), "");
  }

  // ---- result

  @Override
  public @Nullable Object result(String id, Type type, Duration timeout) {
    Inputs.notNegative("The time to wait", timeout);
    engine.requireRunning();
    RunId run = engine.heldId(id).orElseGet(() -> messages.find(id).id());
    long begin = parts.driver().nanoTime();
    Results.Outcome outcome = await(run, timeout);
    while (outcome.status() == WorkflowStatus.CONTINUED_AS_NEW) {
      run = messages.next(run);
      outcome = await(run, timeout.minusNanos(parts.driver().nanoTime() - begin));
    }
    if (outcome.status() != WorkflowStatus.COMPLETED) {
      throw new WorkflowFailedException(run, outcome.status(), views.failure(outcome.failure()));
    }
    return parts.codec().decode(outcome.result(), type);
  }

  private Results.Outcome await(RunId id, Duration timeout) {
    Results results = engine.results();
    CompletableFuture<Results.Outcome> future = results.await(id.runId());
    try {
      // a run that is held tells its end; any other may have closed before anyone waited
      if (engine.held(id.runId()) == null) {
        RunRecord now = messages.find(id.runId().toString());
        if (!now.status().isOpen()) {
          return Results.Outcome.of(now);
        }
      }
      Results.Outcome outcome = Futures.join(parts.driver(), future, timeout);
      if (outcome == null) {
        throw new ResultTimeoutException(
            "Workflow '%s' (run %s) is still open after %s."
                .formatted(id.workflowId(), id.runId(), timeout));
      }
      return outcome;
    } finally {
      results.forget(id.runId(), future);
    }
  }

  // ---- messages

  @Override
  public RunId signal(
      String id, @Nullable String messageId, String name, @Nullable Object... arguments) {
    return signal(id, messageId, Duration.ZERO, name, named.values(arguments));
  }

  @Override
  public RunId signalAfter(
      Duration delay,
      String id,
      @Nullable String messageId,
      String name,
      @Nullable Object... arguments) {
    Inputs.notNegative("The delay", delay);
    return signal(id, messageId, delay, name, named.values(arguments));
  }

  @Override
  public RunId signalJson(
      String id, @Nullable String messageId, String name, @Nullable String json) {
    return signal(id, messageId, Duration.ZERO, name, named.json(json));
  }

  private RunId signal(
      String id,
      @Nullable String messageId,
      Duration delay,
      String name,
      HandlerInputs.Given given) {
    String key = key(messageId);
    return messages.send(
        id,
        messageId == null,
        delay,
        type -> Message.signal(key, name, named.signal(definition(type), name, given)));
  }

  private String key(@Nullable String messageId) {
    return messageId == null
        ? Ids.random(parts.driver().random()).toString()
        : Inputs.id("The message id", messageId);
  }

  // ---- updates

  @Override
  public @Nullable Object update(
      String id,
      @Nullable String updateId,
      Duration timeout,
      String name,
      @Nullable Object... arguments) {
    return update(
        id,
        updateId,
        timeout,
        name,
        handler -> inputs.encode(handler, arguments),
        (result, handler) -> parts.codec().decode(result, handler.resultType()));
  }

  @Override
  public @Nullable String updateJson(
      String id, @Nullable String updateId, Duration timeout, String name, @Nullable String json) {
    return update(
        id,
        updateId,
        timeout,
        name,
        handler -> inputs.parse(handler, json),
        (result, handler) -> result == null ? null : result.json());
  }

  private <R> @Nullable R update(
      String id,
      @Nullable String updateId,
      Duration timeout,
      String name,
      Function<HandlerDefinition, @Nullable Payload> payload,
      BiFunction<@Nullable Payload, HandlerDefinition, @Nullable R> read) {
    engine.requireRunning();
    Inputs.notNegative("The time to wait", timeout);
    UpdateSender.refuseIn(store.callerTransaction().isActive());
    HandlerDefinition handler = update(definition(messages.find(id).type()), name);
    Message update = Message.update(key(updateId), handler.name(), payload.apply(handler));
    @Nullable Payload result =
        updates.result(
            id,
            update,
            timeout,
            () -> messages.sendNow(id, updateId == null, Duration.ZERO, type -> update));
    return read.apply(result, handler);
  }

  private static HandlerDefinition update(WorkflowDefinition definition, String name) {
    return Inputs.handler(ErrorCode.UNKNOWN_UPDATE, "update", name, definition.updateHandlers());
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
    Starts.Request request = request(type, options, arguments.toArray());
    Inputs.notNegative("The time to wait", timeout);
    UpdateSender.refuseIn(store.callerTransaction().isActive());
    HandlerDefinition handler = update(request.definition(), name);
    Payload payload = inputs.encode(handler, updateArguments.toArray());
    Message update = Message.update(key(updateId), handler.name(), payload).sentBy(by);
    @Nullable Payload result =
        updates.result(
            named(options),
            update,
            timeout,
            () -> reached.sent(starts.startAndSend(request, update)));
    return parts.codec().decode(result, handler.resultType());
  }

  @Override
  public RunId migrate(String id, int version, Duration timeout) {
    engine.requireRunning();
    Inputs.notNegative("The time to wait", timeout);
    RunId run =
        new MigrationSender(messages, updates, parts, views::failure).migrate(id, version, timeout);
    reached.run(run);
    return run;
  }

  @Override
  public RunId cancel(String id, @Nullable String reason) {
    Message cancel = Message.cancel(inputs.reason(reason));
    return messages.send(id, false, type -> cancel);
  }

  @Override
  public RunId terminate(String id, @Nullable String reason) {
    engine.requireRunning();
    String run = messages.find(id).runId().toString();
    SendOutcome outcome =
        engine.terminate(
            new Termination(
                Ids.random(parts.driver().random()),
                run,
                by,
                inputs.reason(reason),
                engine.nodeId()));
    RunId ended = MessageSender.accepted(id, outcome);
    engine.closedOutside(ended.runId());
    return ended;
  }

  // ---- reading

  @Override
  public @Nullable Object query(String id, String name, @Nullable Object... arguments) {
    return answer(id, name, named.values(arguments)).value();
  }

  @Override
  public @Nullable String queryJson(String id, String name, @Nullable String json) {
    QueryAnswer answer = answer(id, name, named.json(json));
    try {
      Payload payload = parts.codec().encode(answer.value(), answer.type());
      return payload == null ? null : payload.json();
    } catch (PayloadException e) {
      throw new InvalidRequestException(
          ErrorCode.QUERY_FAILED,
          "The answer of query '%s' cannot be written: %s".formatted(name, e.getMessage()),
          e);
    }
  }

  private QueryAnswer answer(String id, String name, HandlerInputs.Given given) {
    RunRecord run = messages.find(id);
    HandlerDefinition declared = named.query(definition(run.type()), name);
    return queries.ask(run, name, declared == null ? given.to(name) : given.to(declared));
  }

  @Override
  public RunDescription describe(String id) {
    return views.describe(messages.find(id));
  }

  @Override
  public List<RunEvent> history(String id, long fromSeq, long toSeq) {
    return views.history(messages.find(id), fromSeq, toSeq);
  }

  @Override
  public RunPage list(RunFilter filter, int limit, @Nullable String cursor) {
    Inputs.limit(limit);
    Inputs.filter("The type", filter.type());
    Inputs.filter("The workflow id", filter.workflowId());
    Inputs.since(filter.since());
    Attributes.require(filter.attributes());
    return views.list(filter, limit, cursor);
  }

  private WorkflowDefinition definition(String type) {
    WorkflowDefinition definition = parts.definitions().workflow(type);
    if (definition == null) {
      throw new InvalidRequestException(
          ErrorCode.UNKNOWN_TYPE,
          "No workflow of type '%s' is deployed here; known are %s."
              .formatted(
                  Inputs.printable(type), new TreeSet<>(parts.definitions().workflowTypes())));
    }
    return definition;
  }
}
