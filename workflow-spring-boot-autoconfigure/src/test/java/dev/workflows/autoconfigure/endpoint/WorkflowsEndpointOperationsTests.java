package dev.workflows.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What it does to runs. */
class WorkflowsEndpointOperationsTests extends EndpointTestSupport {

  private static final String QUERY = "{\"action\":\"query\",\"name\":\"status\"}";
  private static final String SHOWN = "management.endpoint.workflows.show-values=always";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"action":"signal","name":"paid","payload":"{\\"a\\":1}","messageId":"m"} | \
          signal paid m {"a":1}
          {"action":"signal","name":"paid"}         | signal paid null null
          {"action":"cancel","reason":"no more"}    | cancel no more
          {"action":"terminate"}                    | terminate null
          """)
  void acceptsOperations(String body, String call) {
    with(
        OPERATING,
        mvc -> {
          assertThat(post(mvc, "/o-1", body))
              .hasStatus(202)
              .bodyJson()
              .isStrictlyEqualTo(
                  "{\"workflowId\":\"o-1\",\"runId\":\"%s\"}".formatted(FakeClient.RUN));
          assertThat(client.calls).containsExactly(call);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "Ada, Ada from 127.0.0.1",
    "'a\nb\u2028c\u0085d\ud83d', a?b?c?d? from 127.0.0.1",
    "'', from 127.0.0.1",
    "\ud83c\udf75, \ud83c\udf75 from 127.0.0.1"
  })
  void tellsTheClientWhoOperates(String name, String operator) {
    with(
        OPERATING,
        mvc -> {
          for (String action : List.of("cancel", "terminate", "signal\",\"name\":\"paid")) {
            client.operator = null;
            assertThat(
                    mvc.post()
                        .uri("/actuator/workflows/o-1")
                        .principal(() -> name)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"action\":\"%s\"}".formatted(action)))
                .hasStatus(202);
            assertThat(client.operator).isEqualTo(operator);
          }
        });
  }

  @Test
  void cutsWhoOperatesToWhatFits() {
    with(
        OPERATING,
        mvc -> {
          assertThat(
                  mvc.post()
                      .uri("/actuator/workflows/o-1")
                      .principal(() -> "x".repeat(239) + "\ud83c\udf75")
                      .contentType(MediaType.APPLICATION_JSON)
                      .content("{\"action\":\"cancel\"}"))
              .hasStatus(202);
          assertThat(client.operator).hasSize(255).endsWith("x? from 127.0.0.1");
        });
  }

  @Test
  void answersQueriesWhereValuesAreShown() {
    with(
        plus(OPERATING, SHOWN),
        mvc -> {
          assertThat(post(mvc, "/o-1", QUERY))
              .hasStatus(200)
              .body()
              .asString()
              .isEqualTo("{\"result\":{\"step\":null,\"amount\":19.90}}");
          assertThat(post(mvc, "/o-1", "{\"action\":\"query\",\"name\":\"nothing\"}"))
              .body()
              .asString()
              .isEqualTo("{\"result\":null}");
        });
  }

  @Test
  void answersUpdatesAndShowsWhatTheyAnsweredWhereValuesAreShown() {
    String update = "{\"action\":\"update\",\"name\":\"move\",\"messageId\":\"m\"}";
    with(
        plus(OPERATING, SHOWN),
        mvc -> {
          assertThat(post(mvc, "/o-1", update))
              .hasStatus(200)
              .bodyText()
              .isEqualTo("{\"result\":{\"accepted\":true}}");
          assertThat(client.calls).containsExactly("update move m null");
        });
    with(
        OPERATING,
        mvc ->
            assertThat(post(mvc, "/o-1", update))
                .hasStatus(200)
                .bodyText()
                .isEqualTo("{\"result\":null}"));
  }

  @Test
  void migratesInTheNameOfWhoOperates() {
    with(
        OPERATING,
        mvc -> {
          assertThat(post(mvc, "/o-1", "{\"action\":\"migrate\",\"version\":\"2\"}"))
              .hasStatus(200)
              .bodyJson()
              .isStrictlyEqualTo(
                  "{\"workflowId\":\"o-1\",\"runId\":\"%s\"}".formatted(FakeClient.RUN));
          assertThat(client.calls).containsExactly("migrate 2");
          assertThat(client.operator).isEqualTo("from 127.0.0.1");
        });
  }

  @ParameterizedTest
  @CsvSource({"3, 409, WF-223", "two, 400, WF-213", "'', 400, WF-213"})
  void tellsWhyItDoesNotMigrate(String version, int status, String code) {
    with(
        OPERATING,
        mvc ->
            assertProblem(
                post(mvc, "/o-1", "{\"action\":\"migrate\",\"version\":\"%s\"}".formatted(version)),
                status,
                code));
  }

  /** A hook knows the run's state, and not everybody who operates may see that. */
  @Test
  void showsWhatAHookThrewOnlyWhereValuesAreShown() {
    String migrate = "{\"action\":\"migrate\",\"version\":\"%d\"}";
    with(
        OPERATING,
        mvc -> {
          assertThat(post(mvc, "/o-1", migrate.formatted(4)))
              .bodyText()
              .contains("Boom")
              .doesNotContain("secret");
          assertThat(post(mvc, "/o-1", migrate.formatted(3)))
              .bodyText()
              .contains("Activities are under way");
        });
    with(
        plus(OPERATING, SHOWN),
        mvc ->
            assertThat(post(mvc, "/o-1", migrate.formatted(4)))
                .bodyText()
                .contains("Boom: secret message"));
  }

  @Test
  void tellsThatAnUpdateWasRejected() {
    with(
        OPERATING,
        mvc ->
            assertProblem(
                post(mvc, "/o-1", "{\"action\":\"update\",\"name\":\"refused\"}"), 409, "WF-218"));
  }

  @Test
  void asksNoQueryWhereValuesAreNotShown() {
    with(
        OPERATING,
        mvc -> {
          MvcTestResult refused = post(mvc, "/o-1", QUERY);
          assertProblem(refused, 403, "WF-215");
          assertThat(refused).bodyText().contains("management.endpoint.workflows.show-values");
          assertProblem(post(mvc, "/none", QUERY), 403, "WF-215");
          assertThat(client.calls).isEmpty();
        });
  }

  @Test
  void asksQueriesForThoseToWhomValuesAreShown() {
    with(
        plus(
            OPERATING,
            "management.endpoint.workflows.show-values=when-authorized",
            "management.endpoint.workflows.roles=operator"),
        mvc -> {
          assertProblem(postAs("guest", mvc), 403, "WF-215");
          assertThat(client.calls).isEmpty();
          assertThat(postAs("operator", mvc)).hasStatus(200);
          assertThat(client.calls).containsExactly("query status null");
        });
  }

  private static MvcTestResult postAs(String role, MockMvcTester mvc) {
    return mvc.post()
        .uri("/actuator/workflows/o-1")
        .principal(() -> "Ada")
        .with(
            request -> {
              request.addUserRole(role);
              return request;
            })
        .contentType(MediaType.APPLICATION_JSON)
        .content(QUERY)
        .exchange();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /o-1    | {}                                                        | 400 | WF-213
          /o-1    | {"action":"explode"}                                      | 400 | WF-213
          /o-1    | {"action":"signal"}                                       | 400 | WF-213
          /o-1    | {"action":"signal","name":"unknown"}                      | 400 | WF-209
          /o-1    | {"action":"signal","name":"paid","payload":"no json"}     | 400 | WF-208
          /o-1    | {"action":"signal","name":"paid","payload":"huge"}        | 413 | WF-207
          /o-1    | {"action":"signal","name":"paid","payload":"flood"}       | 429 | WF-222
          /o-1    | {"action":"cancel","id":"closed"}                         | 400 | WF-213
          /closed | {"action":"cancel"}                                       | 409 | WF-202
          /none   | {"action":"terminate"}                                    | 404 | WF-201
          /down   | {"action":"query","name":"status"}                        | 503 | WF-401
          """)
  void answersOperationsThatFailWithProblems(String path, String body, int status, String code) {
    with(
        plus(OPERATING, SHOWN),
        mvc -> {
          assertProblem(post(mvc, path, body), status, code);
          assertThat(client.calls).isEmpty();
        });
  }

  @Test
  void offersNoOperationsUnlessAllowed() {
    with(
        PLAIN,
        mvc -> {
          assertThat(post(mvc, "/o-1", "{\"action\":\"cancel\"}")).hasStatus(405);
          assertThat(client.calls).isEmpty();
        });
  }

  @Test
  void takesNothingButJson() {
    with(
        OPERATING,
        mvc ->
            assertThat(
                    mvc.post()
                        .uri("/actuator/workflows/o-1")
                        .contentType(MediaType.TEXT_PLAIN)
                        .content("{\"action\":\"cancel\"}"))
                .hasStatus(415));
  }
}
