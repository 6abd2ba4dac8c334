package dev.workflows.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.autoconfigure.ApplicationInvariants;
import dev.workflows.autoconfigure.order.OrderApi;
import dev.workflows.autoconfigure.order.OrderApplication;
import dev.workflows.autoconfigure.order.OrderService;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The endpoint over the real engine, in a whole application. */
@SpringBootTest(
    classes = OrderApplication.class,
    properties = {
      "workflow.worker.poll=50ms",
      "management.endpoints.web.exposure.include=workflows,health",
      "management.endpoint.workflows.access=unrestricted",
      "management.endpoint.workflows.show-values=always",
      "management.endpoint.health.show-components=always"
    })
@ExtendWith(ApplicationInvariants.class)
@DirtiesContext // closed before its database is
abstract class WorkflowsEndpointOverEngineTests {

  private static final Duration SOON = Duration.ofSeconds(20);

  @Autowired private WebApplicationContext context;
  @Autowired private OrderService orders;
  @Autowired private JdbcClient sql;

  @BeforeEach
  void makeTable() {
    sql.sql(
            "create table if not exists reservation"
                + " (order_id varchar(255), sku varchar(255), quantity int)")
        .update();
  }

  @Test
  void operatesARunFromItsStartToItsEnd() {
    orders.place("e-1", false);
    await("/e-1", body -> body.contains("payment"));

    assertThat(get("")).bodyText().contains("\"workflowId\":\"e-1\"", "\"status\":\"RUNNING\"");
    assertThat(post("/e-1", "{\"action\":\"query\",\"name\":\"status\"}"))
        .bodyText()
        .isEqualTo("{\"result\":\"AWAITING_PAYMENT\"}");
    assertThat(post("/e-1", "{\"action\":\"signal\",\"name\":\"paid\",\"payload\":\"100\"}"))
        .hasStatus(202);
    OrderApi.Receipt receipt = orders.orders().get("e-1").result(OrderApi.Receipt.class, SOON);
    assertThat(receipt).isNotNull();

    assertThat(get("/e-1"))
        .bodyText()
        .contains("\"status\":\"COMPLETED\"", "\"waitingFor\":[]", "\"tracking\":\"P-e-1\"");
    assertThat(get("/e-1/history"))
        .bodyText()
        .contains(
            "workflow_started",
            "signal_received",
            "\"detail\":\"1\"",
            "\"payload\":100",
            "workflow_completed");
    assertProblem(post("/e-1", "{\"action\":\"cancel\"}"), 409, "WF-202");
  }

  @Test
  void endsARunAtOnce() {
    orders.place("e-2", false);

    assertThat(post("/e-2", "{\"action\":\"terminate\",\"reason\":\"test\"}")).hasStatus(202);

    assertThat(get("/e-2")).bodyText().contains("\"status\":\"TERMINATED\"", "\"reason\":\"test\"");
    assertThat(get("/e-2/history")).bodyText().contains("\"by\":\"from 127.0.0.1\"");
  }

  @Test
  void refusesWhatARunDoesNotKnow() {
    orders.place("e-3", false);

    assertProblem(post("/e-3", "{\"action\":\"signal\",\"name\":\"none\"}"), 400, "WF-209");
    assertProblem(post("/e-3", "{\"action\":\"query\",\"name\":\"none\"}"), 400, "WF-210");
    assertProblem(
        post("/e-3", "{\"action\":\"signal\",\"name\":\"paid\",\"payload\":\"{\"}"), 400, "WF-208");
    assertProblem(
        post("/e-3", "{\"action\":\"signal\",\"name\":\"paid\",\"payload\":\"\\\"x\\\"\"}"),
        400,
        "WF-208");
    assertProblem(post("/e-3", "{\"action\":\"signal\",\"name\":\"paid\"}"), 400, "WF-208");
    assertProblem(get("?cursor=tampered"), 400, "WF-212");
    assertProblem(get("/none"), 404, "WF-201");
  }

  @Test
  void asksARunToEndAsOftenAsOneLikes() {
    orders.place("e-4", false);
    await("/e-4", body -> body.contains("payment"));

    assertThat(post("/e-4", "{\"action\":\"cancel\",\"reason\":\"first\"}")).hasStatus(202);
    await("/e-4", body -> body.contains("\"status\":\"CANCELLED\",\"startedAt\""));

    assertThat(get("/e-4")).bodyText().contains("\"reason\":\"first\"", "\"waitingFor\":[]");
    assertProblem(post("/e-4", "{\"action\":\"terminate\"}"), 409, "WF-202");
  }

  @Test
  void pagesThroughRunsAndHistories() {
    List<String> ids = List.of("p-1", "p-2", "p-3");
    ids.forEach(id -> orders.place(id, false));
    await("/p-3", body -> body.contains("payment"));

    List<String> listed = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page = json(get("?type=order&limit=2&cursor=" + cursor));
      assertThat(page.path("runs").size()).isBetween(1, 2);
      page.path("runs").forEach(run -> listed.add(run.path("workflowId").asString()));
      cursor = page.path("nextCursor").isNull() ? null : page.path("nextCursor").asString();
    }
    assertThat(listed).doesNotHaveDuplicates().containsSubsequence("p-3", "p-2", "p-1");

    JsonNode part = json(get("/p-1/history?from=2&to=3")).path("events");
    assertThat(part).extracting(event -> event.path("seq").asInt()).containsExactly(2, 3);
    assertThat(part.get(1).path("detail").asString()).isEqualTo("1");
  }

  @Test
  void tellsItsHealth() {
    assertThat(mvc().get().uri("/actuator/health/workflow").exchange())
        .hasStatus(200)
        .bodyText()
        .contains("\"status\":\"UP\"");
  }

  private void await(String path, Predicate<String> condition) {
    org.awaitility.Awaitility.await()
        .atMost(SOON)
        .until(() -> condition.test(get(path).getResponse().getContentAsString()));
  }

  private MockMvcTester mvc() {
    return MockMvcTester.from(context);
  }

  private MvcTestResult get(String path) {
    return mvc().get().uri("/actuator/workflows" + path).exchange();
  }

  private MvcTestResult post(String path, String body) {
    return mvc()
        .post()
        .uri("/actuator/workflows" + path)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  private static JsonNode json(MvcTestResult result) {
    assertThat(result).hasStatus(200);
    try {
      return JsonMapper.shared().readTree(result.getResponse().getContentAsString());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertProblem(MvcTestResult result, int status, String code) {
    assertThat(result).hasStatus(status).hasContentType("application/problem+json");
    assertThat(result).bodyJson().extractingPath("$.code").isEqualTo(code);
  }
}
