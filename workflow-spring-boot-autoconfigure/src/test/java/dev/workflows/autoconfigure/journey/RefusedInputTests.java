package dev.workflows.autoconfigure.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.ErrorCode;
import dev.workflows.RunFilter;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What callers may ask for by mistake: each a clear error, and nothing is written. */
abstract class RefusedInputTests extends JourneyTestSupport {

  private static final List<String> TABLES =
      List.of("workflow_run", "workflow_event", "workflow_inbox", "workflow_activity");

  RefusedInputTests(String url, @Nullable String user) {
    super(url, user);
  }

  @Test
  void refusesEachWithItsCodeAndWritesNothing() {
    try (Application application = open()) {
      Workflows<JourneyWorkflow> journeys = application.journeys();
      WorkflowClient client = application.context().getBean(WorkflowClient.class);
      WorkflowHandle<JourneyWorkflow> open = application.start("open", "listen");
      application.start("closed", "draw").result(List.class, Duration.ofSeconds(20));
      StartOptions fresh = StartOptions.of("fresh");
      List<String> parts = List.of("listen");
      Map<String, Long> before = rows();

      Map<ThrowingCallable, ErrorCode> mistakes = new LinkedHashMap<>();
      mistakes.put(() -> client.start("jorney", fresh, parts), ErrorCode.UNKNOWN_TYPE);
      mistakes.put(() -> application.start("", "nap"), ErrorCode.INVALID_ID);
      mistakes.put(() -> application.start("x".repeat(256), "nap"), ErrorCode.INVALID_ID);
      mistakes.put(() -> application.start("new\nline", "nap"), ErrorCode.INVALID_ID);
      mistakes.put(
          () -> journeys.start(fresh.withIdempotencyKey("\u0000"), j -> j.travel(parts)),
          ErrorCode.INVALID_ID);
      mistakes.put(() -> open.signal("\u0007", j -> j.say("a")), ErrorCode.INVALID_ID);
      mistakes.put(
          () -> application.start("fresh", "x".repeat(2_200_000)), ErrorCode.PAYLOAD_TOO_LARGE);
      mistakes.put(
          () -> open.signal(j -> j.say("x".repeat(2_200_000))), ErrorCode.PAYLOAD_TOO_LARGE);
      mistakes.put(() -> client.start("journey", fresh, 17), ErrorCode.INVALID_PAYLOAD);
      mistakes.put(() -> client.signalJson("open", null, "say", "{"), ErrorCode.INVALID_PAYLOAD);
      mistakes.put(() -> client.signalJson("open", null, "say", "[1]"), ErrorCode.INVALID_PAYLOAD);
      mistakes.put(() -> client.signalJson("open", null, "say", null), ErrorCode.INVALID_PAYLOAD);
      mistakes.put(() -> client.queryJson("open", "diary", "true"), ErrorCode.INVALID_PAYLOAD);
      mistakes.put(() -> application.start("fresh", " "), ErrorCode.REFUSED_ARGUMENT);
      mistakes.put(() -> client.start("journey", fresh, List.of("")), ErrorCode.REFUSED_ARGUMENT);
      mistakes.put(() -> open.signal(j -> j.say(" ")), ErrorCode.REFUSED_ARGUMENT);
      mistakes.put(
          () -> client.signalJson("open", null, "say", "\" \""), ErrorCode.REFUSED_ARGUMENT);
      mistakes.put(() -> open.query(j -> j.diary(-1)), ErrorCode.REFUSED_ARGUMENT);
      mistakes.put(() -> client.queryJson("open", "diary", "-1"), ErrorCode.REFUSED_ARGUMENT);
      mistakes.put(() -> client.signal("open", null, "shout", "a"), ErrorCode.UNKNOWN_SIGNAL);
      mistakes.put(() -> client.query("open", "mood"), ErrorCode.UNKNOWN_QUERY);
      mistakes.put(() -> application.get("closed").signal(j -> j.say("a")), ErrorCode.CLOSED);
      mistakes.put(() -> application.get("closed").cancel("late"), ErrorCode.CLOSED);
      mistakes.put(() -> application.get("closed").terminate("late"), ErrorCode.CLOSED);
      mistakes.put(() -> application.get("nobody").signal(j -> j.say("a")), ErrorCode.NOT_FOUND);
      mistakes.put(() -> application.start("open", "nap"), ErrorCode.ALREADY_EXISTS);
      mistakes.put(
          () -> journeys.start(fresh.withDelay(Duration.ofMillis(-1)), j -> j.travel(parts)),
          ErrorCode.INVALID_ARGUMENT);
      mistakes.put(
          () -> open.result(List.class, Duration.ofMillis(-1)), ErrorCode.INVALID_ARGUMENT);
      mistakes.put(() -> open.cancel("x".repeat(4_001)), ErrorCode.INVALID_ARGUMENT);
      mistakes.put(() -> client.list(RunFilter.all(), 10, "tampered"), ErrorCode.INVALID_CURSOR);
      mistakes.put(() -> client.list(RunFilter.all(), 201, null), ErrorCode.INVALID_ARGUMENT);
      mistakes.put(() -> journeys.start("fresh", j -> {}), ErrorCode.INVALID_CALL);
      mistakes.put(
          () ->
              journeys.start(
                  "fresh",
                  j -> {
                    j.travel(parts);
                    j.travel(parts);
                  }),
          ErrorCode.INVALID_CALL);
      mistakes.put(() -> journeys.start("fresh", j -> j.say("a")), ErrorCode.INVALID_CALL);
      mistakes.put(() -> open.signal(j -> j.diary(1)), ErrorCode.INVALID_CALL);

      mistakes.forEach(
          (mistake, code) ->
              assertThatExceptionOfType(WorkflowException.class)
                  .isThrownBy(mistake)
                  .withMessageStartingWith("[" + code.code() + "] ")
                  .satisfies(e -> assertThat(e.code()).isEqualTo(code)));
      assertThat(rows()).isEqualTo(before);
    }
  }

  private Map<String, Long> rows() {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (String table : TABLES) {
      rows.put(
          table,
          JdbcClient.create(database)
              .sql("select count(*) from " + table)
              .query(Long.class)
              .single());
    }
    return rows;
  }
}
