package dev.workflows.autoconfigure.endpoint;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.MigrationRejectedException;
import dev.workflows.RunFilter;
import dev.workflows.RunId;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.WorkflowStatus;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * The endpoint {@code workflows}. Every parameter is optional text and is checked here, because the
 * actuator's own answers to what it cannot convert are no problem bodies.
 */
@WebEndpoint(id = "workflows", defaultAccess = Access.READ_ONLY)
final class WorkflowsEndpoint {

  private static final int DEFAULT_LIMIT = 50;

  /** How long an answer to an update is waited for. */
  /** What the engine says of itself where a run does not migrate. */
  private static final Set<String> WHY_NOT =
      Set.of(ErrorCode.NOT_ALLOWED.code(), ErrorCode.CLOSED.code());

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String HISTORY = "history";

  private final WorkflowClient client;
  private final WorkflowsEndpointProperties properties;
  private final CurrentRequest request;

  WorkflowsEndpoint(
      WorkflowClient client, WorkflowsEndpointProperties properties, CurrentRequest request) {
    this.client = client;
    this.properties = properties;
    this.request = request;
  }

  @ReadOperation
  WebEndpointResponse<Object> list(
      @Nullable String type,
      @Nullable String status,
      @Nullable String workflowId,
      @Nullable String since,
      @Nullable List<String> attribute,
      @Nullable String limit,
      @Nullable String cursor) {
    return Problems.answer(
        () -> {
          RunFilter filter =
              new RunFilter(
                  textOrNull(type),
                  status(status),
                  textOrNull(workflowId),
                  instant(since),
                  attributes(attribute));
          return ok(Presenter.page(client.list(filter, limit(limit), textOrNull(cursor))));
        });
  }

  @ReadOperation
  WebEndpointResponse<Object> describe(SecurityContext security, @Selector String id) {
    return Problems.answer(
        () -> {
          checkPath(Map.of("id", id));
          return ok(presenter(security).description(client.describe(id)));
        });
  }

  @ReadOperation
  WebEndpointResponse<Object> history(
      SecurityContext security,
      @Selector String id,
      @Selector String part,
      @Nullable String from,
      @Nullable String to) {
    return Problems.answer(
        () -> {
          checkPath(Map.of("id", id, "part", part));
          if (!part.equals(HISTORY)) {
            throw new WorkflowNotFoundException(
                "A run has no '%s'. Ask for its '%s'.".formatted(part, HISTORY));
          }
          long first = position("from", from, 1);
          long last = position("to", to, Long.MAX_VALUE);
          return ok(presenter(security).history(client.history(id, first, last)));
        });
  }

  @WriteOperation
  WebEndpointResponse<Object> operate(
      SecurityContext security,
      @Selector String id,
      @Nullable String action,
      @Nullable String name,
      @Nullable String payload,
      @Nullable String messageId,
      @Nullable String version,
      @Nullable String reason) {
    return Problems.answer(
        () -> {
          checkPath(Map.of("id", id));
          return switch (String.valueOf(action)) {
            case "signal" ->
                accepted(
                    clientOf(security)
                        .signalJson(
                            id,
                            textOrNull(messageId),
                            required("name", name),
                            textOrNull(payload)));
            case "query" ->
                isShown(security)
                    ? ok(
                        new Bodies.Answer(
                            client.queryJson(id, required("name", name), textOrNull(payload))))
                    : Problems.hidden();
            case "update" ->
                ok(
                    presenter(security)
                        .answer(
                            clientOf(security)
                                .updateJson(
                                    id,
                                    textOrNull(messageId),
                                    PATIENCE,
                                    required("name", name),
                                    textOrNull(payload))));
            case "migrate" -> ok(run(migrate(security, id, version(version))));
            case "cancel" -> accepted(clientOf(security).cancel(id, reason));
            case "terminate" -> accepted(clientOf(security).terminate(id, reason));
            default ->
                throw Problems.invalid(
                    "The action is missing or unknown. Use signal, query, update, migrate,"
                        + " cancel or terminate.");
          };
        });
  }

  /** What its hook threw may quote values. */
  private RunId migrate(SecurityContext security, String id, int version) {
    try {
      return clientOf(security).migrate(id, version, PATIENCE);
    } catch (MigrationRejectedException e) {
      Failure failure = e.failure();
      String code = failure == null ? null : failure.code();
      if (failure == null || isShown(security) || (code != null && WHY_NOT.contains(code))) {
        throw e;
      }
      throw new WorkflowException(
          ErrorCode.MIGRATION_REJECTED,
          ("Workflow '%s' does not migrate to version %d: %s. What it says is shown where values"
                  + " are, see management.endpoint.workflows.show-values.")
              .formatted(id, version, failure.type()));
    }
  }

  private Presenter presenter(SecurityContext security) {
    return new Presenter(isShown(security));
  }

  private boolean isShown(SecurityContext security) {
    return properties.showValues().isShown(security, properties.roles());
  }

  /** The client in the name of who makes the request. */
  private WorkflowClient clientOf(SecurityContext security) {
    String operator = Operator.of(security, request);
    return operator == null ? client : client.by(operator);
  }

  private void checkPath(Map<String, String> used) {
    Map<String, String> given = request.pathVariables();
    used.forEach(
        (name, value) -> {
          if (!value.equals(given.getOrDefault(name, value))) {
            throw Problems.invalid(
                "'%s' is a part of the path and cannot be given again. Remove it from the request."
                    .formatted(name));
          }
        });
  }

  private static WebEndpointResponse<Object> ok(Object body) {
    return new WebEndpointResponse<>(body);
  }

  private static WebEndpointResponse<Object> accepted(RunId run) {
    return new WebEndpointResponse<>(run(run), 202);
  }

  private static Bodies.Accepted run(RunId run) {
    return new Bodies.Accepted(run.workflowId(), run.runId());
  }

  private static @Nullable String textOrNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static String required(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw Problems.invalid("'%s' is missing. Add it to the body.".formatted(name));
    }
    return value;
  }

  private static @Nullable WorkflowStatus status(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    List<WorkflowStatus> all = List.of(WorkflowStatus.values());
    return all.stream()
        .filter(status -> status.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> Problems.invalid("The status is unknown. Use one of %s.".formatted(all)));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      // a plus sign that was not encoded arrives as a blank
      return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeException e) {
      throw Problems.invalid("'since' is no time. Write it as 2026-01-31T12:00:00Z.");
    }
  }

  /** Given several times, or once with commas between. */
  private static Map<String, String> attributes(@Nullable List<String> texts) {
    Map<String, String> attributes = new HashMap<>();
    for (String text : texts == null ? List.<String>of() : texts) {
      int at = text.indexOf(':');
      if (at < 0 || attributes.put(text.substring(0, at), text.substring(at + 1)) != null) {
        throw Problems.invalid(
            "'attribute' is none, or given twice. Write it as name:value, several with commas"
                + " between; a value with a comma cannot be looked for here.");
      }
    }
    return attributes;
  }

  private static long position(String name, @Nullable String text, long otherwise) {
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    try {
      long position = Long.parseLong(text);
      if (position >= 1) {
        return position;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw Problems.invalid(
        "'%s' is no position in a history. Use a number from 1 on.".formatted(name));
  }

  private static int version(@Nullable String text) {
    try {
      return Integer.parseInt(required("version", text));
    } catch (NumberFormatException e) {
      throw Problems.invalid("'version' is no number. Use that of @Workflow.");
    }
  }

  private static int limit(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return DEFAULT_LIMIT;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw Problems.invalid("'limit' is no number. Use one from 1 to 200.");
    }
  }
}
