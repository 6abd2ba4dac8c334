package dev.workflows.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.autoconfigure.ApplicationInvariants;
import dev.workflows.autoconfigure.order.OrderApi;
import dev.workflows.autoconfigure.order.OrderApplication;
import dev.workflows.autoconfigure.order.OrderService;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

/** The endpoint over the real engine, in a whole application. */
@SpringBootTest(
    classes = OrderApplication.class,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:endpoint;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE",
      "workflow.worker.poll=50ms",
      "management.endpoints.web.exposure.include=workflows,health",
      "management.endpoint.workflows.access=unrestricted",
      "management.endpoint.workflows.show-values=always",
      "management.endpoint.health.show-components=always"
    })
@ExtendWith(ApplicationInvariants.class)
@TestConstructor(autowireMode = AutowireMode.ALL)
class WorkflowsEndpointOverEngineTests {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final MockMvcTester mvc;
  private final OrderService orders;
  private final JdbcClient sql;

  @Autowired
  WorkflowsEndpointOverEngineTests(
      WebApplicationContext context, OrderService orders, JdbcClient sql) {
    this.mvc = MockMvcTester.from(context);
    this.orders = orders;
    this.sql = sql;
  }

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
  void tellsItsHealth() {
    assertThat(mvc.get().uri("/actuator/health/workflow").exchange())
        .hasStatus(200)
        .bodyText()
        .contains("\"status\":\"UP\"");
  }

  private void await(String path, Predicate<String> condition) {
    org.awaitility.Awaitility.await()
        .atMost(SOON)
        .until(() -> condition.test(get(path).getResponse().getContentAsString()));
  }

  private MvcTestResult get(String path) {
    return mvc.get().uri("/actuator/workflows" + path).exchange();
  }

  private MvcTestResult post(String path, String body) {
    return mvc.post()
        .uri("/actuator/workflows" + path)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  private static void assertProblem(MvcTestResult result, int status, String code) {
    assertThat(result).hasStatus(status).hasContentType("application/problem+json");
    assertThat(result).bodyJson().extractingPath("$.code").isEqualTo(code);
  }
}
