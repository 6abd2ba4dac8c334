package dev.workflows.autoconfigure.endpoint;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.InboxFullException;
import dev.workflows.InvalidRequestException;
import dev.workflows.MigrationRejectedException;
import dev.workflows.PendingActivity;
import dev.workflows.PendingChild;
import dev.workflows.PendingTimer;
import dev.workflows.RunDescription;
import dev.workflows.RunEvent;
import dev.workflows.RunFilter;
import dev.workflows.RunId;
import dev.workflows.RunLinks;
import dev.workflows.RunPage;
import dev.workflows.RunSummary;
import dev.workflows.StartOptions;
import dev.workflows.UpdateRejectedException;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowClosedException;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.WorkflowStatus;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Knows one open run, 'o-1', one closed, 'closed', and one that cannot be reached, 'down'. */
final class FakeClient implements WorkflowClient {

  static final UUID RUN = UUID.fromString("01990000-0000-7000-8000-000000000001");
  static final Instant START = Instant.parse("2026-01-02T03:04:05.123456Z");

  final List<String> calls = new ArrayList<>();
  @Nullable RunFilter filter;
  @Nullable String operator;

  void forget() {
    calls.clear();
    filter = null;
    operator = null;
  }

  @Override
  public WorkflowClient by(String who) {
    operator = who;
    return this;
  }

  @Override
  public RunId signalJson(
      String id, @Nullable String messageId, String name, @Nullable String json) {
    if (name.equals("unknown")) {
      throw new InvalidRequestException(ErrorCode.UNKNOWN_SIGNAL, "No such signal.");
    }
    if ("no json".equals(json)) {
      throw new InvalidRequestException(ErrorCode.INVALID_PAYLOAD, "No JSON.");
    }
    if ("flood".equals(json)) {
      throw new InboxFullException("It is full.");
    }
    if ("huge".equals(json)) {
      throw new InvalidRequestException(ErrorCode.PAYLOAD_TOO_LARGE, "Too large.");
    }
    return operate(id, "signal %s %s %s".formatted(name, messageId, json));
  }

  @Override
  public @Nullable String queryJson(String id, String name, @Nullable String json) {
    operate(id, "query %s %s".formatted(name, json));
    return name.equals("nothing") ? null : "{\"step\":null,\"amount\":19.90}";
  }

  @Override
  public RunId migrate(String id, int version, Duration timeout) {
    RunId run = operate(id, "migrate " + version);
    if (version > 2) {
      Failure why =
          version == 3
              ? Failure.of(ErrorCode.NOT_ALLOWED, "Activities are under way")
              : new Failure("Boom", "secret message", null, null, null, null);
      throw new MigrationRejectedException(run, version, why);
    }
    return run;
  }

  @Override
  public RunId cancel(String id, @Nullable String reason) {
    return operate(id, "cancel " + reason);
  }

  @Override
  public RunId terminate(String id, @Nullable String reason) {
    return operate(id, "terminate " + reason);
  }

  @Override
  public RunDescription describe(String id) {
    find(id);
    return new RunDescription(
        summary(),
        7,
        "[\"secret input\",{\"a\":null}]",
        "19.90",
        new Failure("Boom", "secret message", null, "WF-501", "secret stack", null),
        "secret reason",
        new Failure("Block", "recorded timer, called activity", null, "WF-101", null, null),
        List.of(new PendingActivity(2, "shipping.ship", 3, START, "Boom: secret failure")),
        List.of(new PendingTimer(4, "payment", START)),
        List.of(new PendingChild(6, "shipping", "o-1-shipping", RUN)),
        new RunLinks(null, RUN, null),
        5,
        null,
        null);
  }

  @Override
  public List<RunEvent> history(String id, long fromSeq, long toSeq) {
    find(id);
    calls.add("history %d %d".formatted(fromSeq, toSeq));
    return List.of(
        new RunEvent(
            1,
            "workflow_started",
            "order",
            null,
            "-17",
            START,
            "node-1",
            null,
            "{\"value\":\"secret payload\",\"n\":12345678901234567890.10}"),
        new RunEvent(2, "activity_completed", null, 1L, "3", START, null, null, null),
        new RunEvent(3, "activity_failed", null, 1L, "4", START, null, null, null),
        new RunEvent(
            4, "timer_started", "payment", null, START.toString(), START, null, null, null),
        new RunEvent(5, "signal_received", "paid", null, "signal:of Ada", START, null, null, null),
        new RunEvent(
            6, "cancel_requested", null, null, "cancel", START, null, "Ada from 10.0.0.7", null));
  }

  @Override
  public RunPage list(RunFilter asked, int limit, @Nullable String cursor) {
    filter = asked;
    calls.add("list %d %s".formatted(limit, cursor));
    if ("tampered".equals(cursor)) {
      throw new InvalidRequestException(ErrorCode.INVALID_CURSOR, "Not a cursor.");
    }
    if (limit < 1 || limit > 200) {
      throw new InvalidRequestException(ErrorCode.INVALID_ARGUMENT, "From 1 to 200.");
    }
    return new RunPage(List.of(summary()), "next");
  }

  private static RunSummary summary() {
    return new RunSummary(
        "o-1",
        RUN,
        "order",
        WorkflowStatus.RUNNING,
        START,
        null,
        List.of("payment"),
        Map.of("tier", "gold"));
  }

  private RunId operate(String id, String call) {
    find(id);
    if (id.equals("closed")) {
      throw new WorkflowClosedException("It is closed.");
    }
    calls.add(call);
    return new RunId(id, RUN);
  }

  private static void find(String id) {
    if (id.equals("down")) {
      throw new WorkflowException(ErrorCode.STORE_UNAVAILABLE, "No answer.");
    }
    if (!List.of("o-1", "closed").contains(id)) {
      throw new WorkflowNotFoundException("There is no run '%s'.".formatted(id));
    }
  }

  @Override
  public RunId start(String type, StartOptions options, @Nullable Object... arguments) {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable Object result(String id, Type type, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RunId signal(
      String id, @Nullable String messageId, String name, @Nullable Object... arguments) {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable Object query(String id, String name, @Nullable Object... arguments) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RunId signalAfter(
      Duration delay,
      String id,
      @Nullable String messageId,
      String name,
      @Nullable Object... arguments) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RunId signalWithStart(
      String type,
      StartOptions options,
      List<?> arguments,
      @Nullable String messageId,
      String name,
      List<?> signalArguments) {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable Object update(
      String id,
      @Nullable String updateId,
      Duration timeout,
      String name,
      @Nullable Object... arguments) {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable String updateJson(
      String id, @Nullable String updateId, Duration timeout, String name, @Nullable String json) {
    RunId run = operate(id, "update %s %s %s".formatted(name, updateId, json));
    if (name.equals("refused")) {
      throw new UpdateRejectedException(name, run, null);
    }
    return "{\"accepted\":true}";
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
    throw new UnsupportedOperationException();
  }
}
