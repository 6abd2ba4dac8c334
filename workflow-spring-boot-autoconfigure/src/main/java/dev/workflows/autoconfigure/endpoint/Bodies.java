package dev.workflows.autoconfigure.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoint answers. Absent values are written as {@code null}, so that every body has all
 * its keys; recorded values are JSON already and are written as they are.
 */
final class Bodies {

  private Bodies() {}

  @JsonInclude
  record Page(List<Run> runs, @Nullable String nextCursor) implements OperationResponseBody {}

  @JsonInclude
  record Run(
      String workflowId,
      UUID runId,
      String type,
      String status,
      Instant startedAt,
      @Nullable Instant closedAt,
      List<String> waitingFor,
      Map<String, String> attributes) {}

  @JsonInclude
  record Description(
      String workflowId,
      UUID runId,
      String type,
      String status,
      Instant startedAt,
      @Nullable Instant closedAt,
      List<String> waitingFor,
      Map<String, String> attributes,
      long historyLength,
      @JsonRawValue @Nullable String input,
      @JsonRawValue @Nullable String result,
      @Nullable Failed failure,
      @Nullable String reason,
      @Nullable Failed problem,
      List<Activity> pendingActivities,
      List<Timer> pendingTimers,
      List<Child> pendingChildren,
      @Nullable UUID parentRunId,
      @Nullable UUID continuesRunId,
      @Nullable UUID continuedByRunId,
      long deadLetters,
      @Nullable Instant deadline,
      @JsonRawValue @Nullable String memo)
      implements OperationResponseBody {}

  @JsonInclude
  record Failed(
      String type,
      @Nullable String message,
      @Nullable String code,
      @Nullable String stack,
      @Nullable Failed cause) {}

  @JsonInclude
  record Activity(
      long seq,
      String activity,
      int attempt,
      @Nullable Instant nextAttemptAt,
      @Nullable String lastFailure) {}

  @JsonInclude
  record Timer(long seq, @Nullable String name, Instant dueAt) {}

  @JsonInclude
  record Child(long seq, String type, String workflowId, UUID runId) {}

  @JsonInclude
  record History(List<Event> events) implements OperationResponseBody {}

  @JsonInclude
  record Event(
      long seq,
      String type,
      @Nullable String name,
      @Nullable Long refSeq,
      @Nullable String detail,
      Instant recordedAt,
      @Nullable String node,
      @Nullable String by,
      @JsonRawValue @Nullable String payload) {}

  @JsonInclude
  record Accepted(String workflowId, UUID runId) implements OperationResponseBody {}

  @JsonInclude
  record Answer(@JsonRawValue @Nullable String result) implements OperationResponseBody {}

  /** As RFC 9457 has it, with the code of the manual. */
  @JsonInclude
  record Problem(String title, int status, String detail, String code)
      implements OperationResponseBody {}
}
