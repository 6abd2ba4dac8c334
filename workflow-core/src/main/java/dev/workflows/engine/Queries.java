package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.RunId;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.replay.QueryAnswer;
import dev.workflows.replay.RunExecution;
import dev.workflows.spi.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about the state of runs: in memory if the run is here, else by replaying its
 * history for this one question. Never writes; sees only what is durable.
 */
final class Queries {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration GLANCE = Duration.ofMillis(200);

  private final WorkflowEngine engine;
  private final EngineParts parts;

  Queries(WorkflowEngine engine, EngineParts parts) {
    this.engine = engine;
    this.parts = parts;
  }

  /** Asks what the run's own version declares under this name, or the run has registered. */
  QueryAnswer ask(RunRecord run, String query, @Nullable Payload arguments) {
    Function<RunExecution, @Nullable Object> question = asked -> asked.query(query, arguments);
    Optional<Answer> answer = read(run.runId(), run.fence(), PATIENCE, question);
    Object known = answer.isPresent() ? answer.get().value() : replayed(run, question);
    return (QueryAnswer) Objects.requireNonNull(known);
  }

  /** What a run held here under this fence waits for; {@code null} if it is not in memory. */
  @Nullable List<String> waitingFor(UUID runId, long fence) {
    OwnedRun held = engine.held(runId);
    if (held == null) {
      return null;
    }
    @SuppressWarnings("unchecked")
    List<String> texts =
        (List<String>)
            read(runId, fence, GLANCE, execution -> held.waitingFor())
                .map(Answer::value)
                .orElse(null);
    return texts;
  }

  private Optional<Answer> read(
      UUID runId, long fence, Duration patience, Function<RunExecution, @Nullable Object> reader) {
    OwnedRun held = engine.held(runId);
    CompletableFuture<Optional<Answer>> future = new CompletableFuture<>();
    if (held == null || held.lease().fence() != fence) {
      return Optional.empty();
    }
    if (!held.read(execution -> complete(future, execution, reader))) {
      return Optional.empty();
    }
    Optional<Answer> answer = Futures.join(parts.driver(), future, patience);
    return answer == null ? Optional.empty() : answer;
  }

  /** Whatever a reader throws is its caller's: the run goes on. */
  static void complete(
      CompletableFuture<Optional<Answer>> future,
      @Nullable RunExecution execution,
      Function<RunExecution, @Nullable Object> reader) {
    try {
      future.complete(
          execution == null ? Optional.empty() : Optional.of(new Answer(reader.apply(execution))));
    } catch (RuntimeException | Error e) {
      future.completeExceptionally(e);
    }
  }

  private @Nullable Object replayed(
      RunRecord run, Function<RunExecution, @Nullable Object> question) {
    List<RecordedEvent> history = parts.store().histories().read(run.runId(), 1, Long.MAX_VALUE);
    WorkflowDefinition definition = Versions.definition(parts.definitions(), run, history);
    if (definition == null) {
      throw new InvalidRequestException(
          ErrorCode.UNKNOWN_TYPE, "No workflow of type '%s' is deployed.".formatted(run.type()));
    }
    Versions.require(definition, run, history, parts.definitions());
    RunExecution execution =
        new RunExecution(
            new RunId(run.workflowId(), run.runId()),
            definition,
            engine.services().parts().forQuery());
    try {
      execution.replay(history);
      return question.apply(execution);
    } finally {
      execution.end();
    }
  }

  /** An answer, which may be {@code null}. */
  record Answer(@Nullable Object value) {}
}
