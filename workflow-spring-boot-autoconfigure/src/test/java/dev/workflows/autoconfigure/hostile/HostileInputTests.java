package dev.workflows.autoconfigure.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.RunEvent;
import dev.workflows.RunFilter;
import dev.workflows.RunId;
import dev.workflows.RunSummary;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.WorkflowStatus;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ids, names, filters and cursors made to hurt: refused, or kept to the letter. */
abstract class HostileInputTests extends HostileTestSupport {

  private static final VaultWorkflow.Kept KEPT = new VaultWorkflow.Kept("v", 1);

  private static final List<String> STATEMENTS =
      List.of(
          "'",
          "''",
          "\"",
          "' or '1'='1",
          "' or 1=1 --",
          "x' union select null, null, null --",
          "'; drop table workflow_run; --",
          "'; update workflow_run set status='TERMINATED' where 1=1; --",
          "x); delete from workflow_inbox; --",
          "%",
          "_",
          "%' --",
          "\\' or 1=1 #",
          "1 or sleep(5)",
          "'||pg_sleep(5)||'",
          "$$; drop table workflow_event; $$",
          ":target",
          "?",
          "{fn now()}",
          "/* */ or 1=1",
          "${7*7}#{7*7}{{7*7}}",
          "%s%n%x",
          "{}");

  /** Ids that are unusual, but valid. */
  private static final List<String> UNUSUAL =
      List.of(
          "../../etc/passwd",
          "a/b\\c",
          "..",
          ".",
          " ",
          " padded ",
          "gr\u00f6\u00dfe",
          "tea \ud83c\udf75",
          "\u202egnp.exe",
          "a\u200bb",
          "<script>alert(1)</script>",
          "o-1?action=terminate&x=#y",
          "o-1;jsessionid=1",
          "%00%2e%2e%2f",
          "x".repeat(255));

  private static final List<String> INVALID =
      List.of(
          "",
          "a\r\nSet-Cookie: x=1",
          "a\nb",
          "nul\u0000",
          "bell\u0007",
          "del\u007f",
          "next\u0085line",
          "line\u2028separator",
          "paragraph\u2029separator",
          "half \ud83c",
          "x".repeat(256));

  @Test
  void findNothingByStatementsAndChangeNothing() {
    String open = startedRun(fresh(), "v");
    Map<String, Object> before = state();

    for (String text : STATEMENTS) {
      String query = encoded(text);
      List.of(
              get("/actuator/workflows?type=" + query),
              get("/actuator/workflows?workflowId=" + query),
              get("/actuator/workflows?status=" + query),
              get("/actuator/workflows?since=" + query),
              get("/actuator/workflows?limit=" + query),
              get("/actuator/workflows?cursor=" + query),
              get("/actuator/workflows/" + query),
              get("/actuator/workflows/" + open + "/history?from=" + query),
              post(text, Map.of("action", "terminate")),
              post(open, Map.of("action", text)),
              post(open, Map.of("action", "signal", "name", text)),
              post(open, Map.of("action", "query", "name", text)))
          .forEach(HostileInputTests::assertFoundNothing);
      assertThat(client.list(new RunFilter(text, null, null, null), 200, null).runs()).isEmpty();
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> client.queryJson(open, text, null));
    }

    assertThat(state()).isEqualTo(before);
    String all = String.join(" ", STATEMENTS);
    client.terminate(open, all);
    assertThat(client.describe(open).reason()).isEqualTo(all);
  }

  @Test
  void keepUnusualIdsToTheLetter() {
    Map<String, RunId> runs = new LinkedHashMap<>();
    UNUSUAL.forEach(
        id ->
            runs.put(
                id, client.start("vault", StartOptions.of(id), new VaultWorkflow.Kept(id, 1))));

    runs.forEach(
        (id, run) -> {
          String runId = run.runId().toString();
          assertThat(run.workflowId()).isEqualTo(id);
          assertThat(client.describe(id).summary().runId()).isEqualTo(run.runId());
          assertThat(listed("workflowId=" + encoded(id))).containsExactly(id);
          assertThat(client.by(id).signal(id, id, "turn", id)).isEqualTo(run);
          assertThat(client.result(runId, VaultWorkflow.Kept.class, SOON))
              .isEqualTo(new VaultWorkflow.Kept(id + List.of(id), 1));
          assertThat(client.history(runId, 1, 100))
              .filteredOn(event -> event.type().equals("signal_received"))
              .singleElement()
              .returns(id, RunEvent::by)
              .returns("signal:" + id, RunEvent::detail);
        });
  }

  @Test
  void refuseIdsThatCouldNotBeKept() {
    String open = startedRun(fresh(), "v");
    Map<String, Object> before = state();

    for (String id : INVALID) {
      Stream.<ThrowingCallable>of(
              () -> client.start("vault", StartOptions.of(id), KEPT),
              () -> client.start("vault", StartOptions.defaults().withIdempotencyKey(id), KEPT),
              () -> client.signal(open, id, "turn", "k"),
              () -> client.by(id))
          .forEach(
              call ->
                  assertThatExceptionOfType(InvalidRequestException.class).as(id).isThrownBy(call));
      assertThatExceptionOfType(WorkflowNotFoundException.class)
          .isThrownBy(() -> client.describe(id))
          .satisfies(e -> assertThat(e.getMessage().lines()).as("lines").hasSize(1))
          .satisfies(
              e -> assertThat(e.getMessage().codePoints()).noneMatch(Character::isISOControl));
      assertFoundNothing(get("/actuator/workflows?workflowId=" + encoded(id) + "&status=failed"));
    }
    assertThat(state()).isEqualTo(before);
    client.terminate(open, null);
  }

  @Test
  void loadNoClassForATypeOfWorkflowThatDataNames() {
    String run = releasedRun("v");
    sql.sql("update workflow_run set type = :type, wake_at = started_at where run_id = :run")
        .param("type", Sprung.TRAP)
        .param("run", UUID.fromString(run))
        .update();

    client.result(startedLater(), VaultWorkflow.Kept.class, SOON);

    assertThat(Sprung.NOTES).isEmpty();
    assertThat(client.describe(run).summary())
        .returns(WorkflowStatus.RUNNING, RunSummary::status)
        .returns(Sprung.TRAP, RunSummary::type);
    assertThat(
            sql.sql("select owner from workflow_run where run_id = :run")
                .param("run", UUID.fromString(run))
                .query()
                .singleRow())
        .containsEntry("owner", null);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> client.signal(run, null, "turn", "k"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_TYPE));
    client.terminate(run, null);
  }

  /** A run that is claimed and ends after everything that is due now could have been claimed. */
  private String startedLater() {
    String run =
        client
            .start(
                "vault",
                StartOptions.of(fresh()).withDelay(Duration.ofMillis(200)),
                new VaultWorkflow.Kept("v", 1))
            .runId()
            .toString();
    client.signal(run, null, "turn", "k");
    return run;
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "activity_scheduled, name = '%s.spring', BLOCKED",
        "activity_completed, type = '%s', BLOCKED",
        "workflow_started, name = '%s', COMPLETED",
        "activity_completed, payload = '{\"@class\":\"%s\"}', COMPLETED"
      })
  void loadNoClassThatAHistoryNames(String type, String change, WorkflowStatus status) {
    String run = releasedRun("v");
    sql.sql(
            "update workflow_event set %s where run_id = :run and type = '%s'"
                .formatted(change.formatted(Sprung.TRAP), type))
        .param("run", UUID.fromString(run))
        .update();

    client.signal(run, null, "turn", "k");

    eventually(() -> client.describe(run).status() != WorkflowStatus.RUNNING);
    assertThat(Sprung.NOTES).isEmpty();
    assertThat(client.describe(run).status()).isEqualTo(status);
    restore(run);
  }

  private void restore(String run) {
    sql.sql("delete from workflow_inbox where chain_id = :run")
        .param("run", UUID.fromString(run))
        .update();
    sql.sql("delete from workflow_event where run_id = :run")
        .param("run", UUID.fromString(run))
        .update();
    sql.sql("delete from workflow_run where run_id = :run")
        .param("run", UUID.fromString(run))
        .update();
  }

  @Test
  void refuseTimesThatNoDatabaseHas() {
    for (String since : List.of("+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z")) {
      HttpResponse<String> answer = get("/actuator/workflows?since=" + encoded(since));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      String text = since + "|01990000-0000-7000-8000-000000000001";
      HttpResponse<String> paged = get("/actuator/workflows?cursor=" + forged(text));
      assertThat(paged.statusCode()).as(paged.body()).isEqualTo(400);
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(
              () -> client.list(new RunFilter(null, null, null, Instant.parse(since)), 1, null));
    }
  }

  /** A cursor whose sum is right. */
  private static String forged(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    String whole = text + "|" + Long.toHexString(sum.getValue());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(whole.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> listed(String query) {
    JsonNode page =
        JsonMapper.shared().readTree(get("/actuator/workflows?" + query).body()).path("runs");
    return page.valueStream().map(run -> run.path("workflowId").asString()).toList();
  }

  private static void assertFoundNothing(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isIn(200, 400, 403, 404);
    if (response.statusCode() == 200) {
      assertThat(response.body()).contains("\"runs\":[]");
    }
    assertClean(response);
  }
}
