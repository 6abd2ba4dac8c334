package dev.workflows.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.workflows.WorkflowClient;
import dev.workflows.autoconfigure.ApplicationInvariants;
import dev.workflows.guide.order.Order;
import dev.workflows.guide.order.Orders;
import dev.workflows.guide.order.Receipt;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The requests and the SQL of the guide, against an application. */
@SpringBootTest(
    classes = GuideApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "workflow.worker.poll=50ms",
      "management.endpoints.web.exposure.include=health,workflows",
      "management.endpoint.health.show-details=always",
      "management.endpoint.workflows.access=unrestricted",
      "management.endpoint.workflows.show-values=always"
    })
@ExtendWith(ApplicationInvariants.class)
class OperationsPageTests {

  private static final Pattern BODY = Pattern.compile("-d '(\\{.*})'");

  private final HttpClient http = HttpClient.newHttpClient();

  @LocalServerPort private int port;
  @Autowired private Orders orders;
  @Autowired private WorkflowClient client;
  @Autowired private JdbcClient jdbc;

  @Test
  void theRequestsOfThePageAreAnswered() throws Exception {
    orders.place(new Order("o-1", List.of(new Order.Line("tea", 1))));

    JsonNode listed = json(get("?status=running&workflowId=o-1"), 200);
    assertThat(listed.at("/runs/0/waitingFor/0").asString()).isNotEmpty();
    assertThat(json(get("/o-1"), 200).path("input").path("id").asString()).isEqualTo("o-1");
    assertThat(json(post("{\"action\":\"query\",\"name\":\"status\"}"), 200).path("result"))
        .isNotNull();
    assertThat(json(post(shownBody()), 202).path("workflowId").asString()).isEqualTo("o-1");

    assertThat(client.result("o-1", Receipt.class, Duration.ofSeconds(20))).isNotNull();
    assertThat(json(get("/o-1/history"), 200).at("/events/0/type").asString())
        .isEqualTo("workflow_started");
    JsonNode refused = json(post("{\"action\":\"cancel\",\"reason\":\"too late\"}"), 409);
    assertThat(refused.path("code").asString()).isEqualTo("WF-202");
    assertThat(json(get("/o-2"), 404).path("code").asString()).isEqualTo("WF-201");
  }

  @Test
  void healthTellsOfTheNode() throws Exception {
    JsonNode health = json(send(request("/actuator/health/workflow").GET()), 200);

    assertThat(health.path("status").asString()).isEqualTo("UP");
    assertThat(health.path("details").propertyNames())
        .contains("node", "sinceHeartbeat", "owned", "resident", "overdue");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everySqlStatementCanBeExecuted(Path page) {
    for (String block : Pages.blocks(page, "sql")) {
      for (String statement : block.split(";")) {
        if (!statement.isBlank()) {
          assertThatCode(() -> jdbc.sql(statement).query().listOfRows())
              .as(statement)
              .doesNotThrowAnyException();
        }
      }
    }
  }

  static List<Path> pages() {
    return Pages.ofGuide().filter(page -> !Pages.blocks(page, "sql").isEmpty()).toList();
  }

  private static String shownBody() {
    List<MatchResult> bodies =
        BODY.matcher(Pages.read(Pages.ofGuide("operations.md"))).results().toList();
    assertThat(bodies).hasSize(1);
    return bodies.get(0).group(1);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request("/actuator/workflows" + path).GET());
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return send(
        request("/actuator/workflows/o-1")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JsonMapper.shared().readTree(response.body());
  }
}
