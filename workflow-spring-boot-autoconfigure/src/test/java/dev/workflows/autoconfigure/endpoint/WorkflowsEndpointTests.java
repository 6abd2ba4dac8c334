package dev.workflows.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunFilter;
import dev.workflows.WorkflowStatus;
import java.net.URI;
import java.security.Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.web.servlet.DispatcherServlet;

/** What it shows, and where it is. */
class WorkflowsEndpointTests extends EndpointTestSupport {

  private static final String EXPOSED = "management.endpoints.web.exposure.include=workflows";
  private static final AutoConfigurations ENDPOINT =
      AutoConfigurations.of(
          EndpointAutoConfiguration.class,
          WebEndpointAutoConfiguration.class,
          WorkflowsEndpointAutoConfiguration.class);
  private static final String RUN =
      """
      "workflowId":"o-1","runId":"01990000-0000-7000-8000-000000000001","type":"order",\
      "status":"RUNNING","startedAt":"2026-01-02T03:04:05.123456Z","closedAt":null,\
      "waitingFor":["payment"],"attributes":{"tier":"gold"}""";

  @Test
  void listsRuns() {
    with(
        PLAIN,
        mvc -> {
          assertThat(mvc.get().uri("/actuator/workflows"))
              .hasStatus(200)
              .bodyJson()
              .isStrictlyEqualTo("{\"runs\":[{" + RUN + "}],\"nextCursor\":\"next\"}");
          assertThat(client.filter).isEqualTo(RunFilter.all());
          assertThat(client.calls).containsExactly("list 50 null");
        });
  }

  @Test
  void passesTheFiltersOn() {
    with(
        PLAIN,
        mvc -> {
          assertThat(
                  mvc.get()
                      .uri(
                          URI.create(
                              "/actuator/workflows?type=order&status=running&workflowId=a/b"
                                  + "&since=2026-01-02T04:04:05.123456%2B01:00&limit=7&cursor=c")))
              .hasStatus(200);
          assertThat(client.filter)
              .isEqualTo(new RunFilter("order", WorkflowStatus.RUNNING, "a/b", FakeClient.START));
          assertThat(client.calls).containsExactly("list 7 c");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attribute=tier:gold&attribute=from:a:b",
        "attribute=tier:gold,from:a:b",
        "attribute=tier%3Agold%2Cfrom%3Aa%3Ab"
      })
  void passesAttributesOn(String query) {
    with(
        PLAIN,
        mvc -> {
          assertThat(mvc.get().uri(URI.create("/actuator/workflows?" + query))).hasStatus(200);
          assertThat(client.filter)
              .isEqualTo(
                  RunFilter.all().withAttribute("tier", "gold").withAttribute("from", "a:b"));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "attribute=gold, WF-213",
    "attribute=tier:gold&attribute=gold, WF-213",
    "attribute=tier:gold&attribute=tier:silver, WF-213",
    "status=ASLEEP, WF-213",
    "status=RUNNING&status=FAILED, WF-213",
    "since=yesterday, WF-213",
    "limit=many, WF-213",
    "limit=0, WF-213",
    "limit=201, WF-213",
    "cursor=tampered, WF-212"
  })
  void refusesFiltersThatCannotBeUsed(String query, String code) {
    with(
        PLAIN,
        mvc -> assertProblem(mvc.get().uri("/actuator/workflows?" + query).exchange(), 400, code));
  }

  @Test
  void describesARunWithoutItsValues() {
    with(
        PLAIN,
        mvc ->
            assertThat(mvc.get().uri("/actuator/workflows/o-1"))
                .hasStatus(200)
                .bodyJson()
                .isStrictlyEqualTo(
                    "{"
                        + RUN
                        + """
                        ,"historyLength":7,"input":null,"result":null,
                        "failure":{"type":"Boom","message":null,"code":"WF-501","stack":null,
                          "cause":null},
                        "reason":null,
                        "problem":{"type":"Block","message":"recorded timer, called activity",
                          "code":"WF-101","stack":null,"cause":null},
                        "pendingActivities":[{"seq":2,"activity":"shipping.ship","attempt":3,
                          "nextAttemptAt":"2026-01-02T03:04:05.123456Z","lastFailure":null}],
                        "pendingTimers":[{"seq":4,"name":"payment",
                          "dueAt":"2026-01-02T03:04:05.123456Z"}],
                        "pendingChildren":[{"seq":6,"type":"shipping",
                          "workflowId":"o-1-shipping",
                          "runId":"01990000-0000-7000-8000-000000000001"}],
                        "parentRunId":null,
                        "continuesRunId":"01990000-0000-7000-8000-000000000001",
                        "continuedByRunId":null,
                        "deadLetters":5,"deadline":null,"memo":null}
                        """));
  }

  @Test
  void showsValuesAsJsonWhereAllowed() {
    with(
        plus(PLAIN, "management.endpoint.workflows.show-values=always"),
        mvc -> {
          assertThat(mvc.get().uri("/actuator/workflows/o-1"))
              .bodyText()
              .contains("\"input\":[\"secret input\",{\"a\":null}]")
              .contains("\"result\":19.90")
              .contains("secret message", "secret stack", "secret reason", "secret failure");
          assertThat(mvc.get().uri("/actuator/workflows/o-1/history"))
              .bodyText()
              .contains("\"payload\":{\"value\":\"secret payload\",\"n\":12345678901234567890.10}")
              .contains("\"detail\":\"-17\"", "\"detail\":\"signal:of Ada\"");
        });
  }

  @Test
  void showsValuesToThoseWithARole() {
    with(
        plus(
            PLAIN,
            "management.endpoint.workflows.show-values=when-authorized",
            "management.endpoint.workflows.roles=operator"),
        mvc -> {
          Principal ada = () -> "Ada";
          assertThat(mvc.get().uri("/actuator/workflows/o-1")).bodyText().doesNotContain("secret");
          assertThat(mvc.get().uri("/actuator/workflows/o-1").principal(ada))
              .bodyText()
              .doesNotContain("secret");
          assertThat(
                  mvc.get()
                      .uri("/actuator/workflows/o-1")
                      .principal(ada)
                      .with(
                          request -> {
                            request.addUserRole("operator");
                            return request;
                          }))
              .bodyText()
              .contains("secret input");
        });
  }

  @Test
  void tellsTheHistoryWithoutItsValues() {
    with(
        PLAIN,
        mvc ->
            assertThat(mvc.get().uri("/actuator/workflows/o-1/history"))
                .hasStatus(200)
                .bodyJson()
                .isStrictlyEqualTo(
                    """
                    {"events":[
                      {"seq":1,"type":"workflow_started","name":"order","refSeq":null,
                       "detail":null,"recordedAt":"2026-01-02T03:04:05.123456Z","node":"node-1","by":null,
                       "payload":null},
                      {"seq":2,"type":"activity_completed","name":null,"refSeq":1,
                       "detail":"3","recordedAt":"2026-01-02T03:04:05.123456Z","node":null,
                       "by":null,"payload":null},
                      {"seq":3,"type":"activity_failed","name":null,"refSeq":1,
                       "detail":"4","recordedAt":"2026-01-02T03:04:05.123456Z","node":null,
                       "by":null,"payload":null},
                      {"seq":4,"type":"timer_started","name":"payment","refSeq":null,
                       "detail":"2026-01-02T03:04:05.123456Z","recordedAt":"2026-01-02T03:04:05.123456Z","node":null,
                       "by":null,"payload":null},
                      {"seq":5,"type":"signal_received","name":"paid","refSeq":null,
                       "detail":null,"recordedAt":"2026-01-02T03:04:05.123456Z","node":null,
                       "by":null,"payload":null},
                      {"seq":6,"type":"cancel_requested","name":null,"refSeq":null,
                       "detail":null,"recordedAt":"2026-01-02T03:04:05.123456Z","node":null,
                       "by":"Ada from 10.0.0.7","payload":null}]}
                    """));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1, 9223372036854775807",
    "?from=17, 17, 9223372036854775807",
    "?from=2&to=3, 2, 3"
  })
  void tellsAPartOfTheHistory(String query, String from, String to) {
    with(
        PLAIN,
        mvc -> {
          assertThat(mvc.get().uri("/actuator/workflows/o-1/history" + query)).hasStatus(200);
          assertThat(client.calls).containsExactly("history %s %s".formatted(from, to));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "/o-1/history?from=0, 400, WF-213",
    "/o-1/history?from=first, 400, WF-213",
    "/o-1/history?to=-1, 400, WF-213",
    "/none, 404, WF-201",
    "/none/history, 404, WF-201",
    "/o-1/stack, 404, WF-201",
    "/down, 503, WF-401",
    "/o-1?id=closed, 400, WF-213",
    "/o-1/history?part=x, 400, WF-213"
  })
  void answersReadsThatFailWithProblems(String path, int status, String code) {
    with(
        PLAIN,
        mvc -> assertProblem(mvc.get().uri("/actuator/workflows" + path).exchange(), status, code));
  }

  @Test
  void isAbsentUnlessExposed() {
    runner()
        .withPropertyValues("management.endpoints.web.exposure.include=health")
        .run(context -> assertThat(context).doesNotHaveBean(WorkflowsEndpoint.class));
    runner()
        .withPropertyValues("management.endpoint.workflows.access=NONE")
        .run(context -> assertThat(context).doesNotHaveBean(WorkflowsEndpoint.class));
  }

  @Test
  void isAbsentFromReactiveApplications() {
    new ReactiveWebApplicationContextRunner()
        .withConfiguration(ENDPOINT)
        .withBean(FakeClient.class)
        .withPropertyValues(EXPOSED)
        .run(
            context -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkflowsEndpoint.class));
  }

  @Test
  void isAbsentFromServletApplicationsWithoutSpringMvc() {
    new WebApplicationContextRunner()
        .withConfiguration(ENDPOINT)
        .withBean(FakeClient.class)
        .withPropertyValues(EXPOSED)
        .withClassLoader(new FilteredClassLoader(DispatcherServlet.class))
        .run(
            context -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkflowsEndpoint.class));
  }
}
