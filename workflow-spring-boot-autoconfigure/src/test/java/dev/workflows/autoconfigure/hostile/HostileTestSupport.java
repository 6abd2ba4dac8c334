package dev.workflows.autoconfigure.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.autoconfigure.ApplicationInvariants;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.json.JsonMapper;

/** The application in a web server, with everything open but values; one for all its tests. */
@SpringBootTest(
    classes = HostileApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "workflow.worker.poll=50ms",
      "workflow.worker.linger=50ms",
      "workflow.activity.retry.initial-interval=10ms",
      "server.address=127.0.0.1",
      "management.endpoints.web.exposure.include=*",
      "management.endpoint.health.show-details=always",
      "management.endpoint.workflows.access=unrestricted"
    })
@ExtendWith(ApplicationInvariants.class)
@DirtiesContext // closed before its database is
abstract class HostileTestSupport {

  static final Duration SOON = Duration.ofSeconds(20);

  private static final List<String> TABLES =
      List.of("workflow_run", "workflow_event", "workflow_inbox", "workflow_activity");

  private final HttpClient http = HttpClient.newHttpClient();

  @LocalServerPort private int port;
  @Autowired WorkflowClient client;
  @Autowired JdbcClient sql;

  /** Starts a run, and waits until it waits. */
  String startedRun(String id, String value) {
    String run =
        client
            .start("vault", StartOptions.of(id), new VaultWorkflow.Kept(value, 1))
            .runId()
            .toString();
    eventually(() -> client.describe(run).summary().waitingFor().toString().contains("key"));
    return run;
  }

  /**
   * Starts a run that waits and that nobody owns, so that it is read and replayed when it wakes.
   */
  String releasedRun(String value) {
    String run = startedRun(fresh(), value);
    eventually(
        () ->
            sql.sql("select count(*) from workflow_run where run_id = :run and owner is null")
                    .param("run", UUID.fromString(run))
                    .query(Long.class)
                    .single()
                == 1);
    return run;
  }

  static void eventually(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(SOON)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(condition);
  }

  static String fresh() {
    return "run-" + UUID.randomUUID();
  }

  /** How many rows there are, and whether any run is changed. */
  Map<String, Object> state() {
    Map<String, Object> state = new LinkedHashMap<>();
    TABLES.forEach(
        table ->
            state.put(table, sql.sql("select count(*) from " + table).query(Long.class).single()));
    state.put(
        "open",
        sql.sql("select count(*) from workflow_run where closed_at is null")
            .query(Long.class)
            .single());
    return state;
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  HttpResponse<String> post(String id, Map<String, String> body) {
    return send(
        request("/actuator/workflows/" + encoded(id))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static void assertClean(HttpResponse<String> response) {
    assertThat(response.body())
        .doesNotContainIgnoringCase("sqlstate", "syntax error", "jdbcsql", "at dev.workflows");
  }
}
