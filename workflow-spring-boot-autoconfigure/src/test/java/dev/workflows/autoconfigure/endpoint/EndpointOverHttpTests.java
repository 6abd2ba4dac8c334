package dev.workflows.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may reach what, in a web server, with everything open that configuration can open. */
class EndpointOverHttpTests {

  private static final String RUN = "/actuator/workflows/o-1";
  private static final String TERMINATE = "{\"action\":\"terminate\"}";

  @RegisterExtension private static final EndpointServer server = EndpointServer.open();

  @Test
  void isThereForJsonAndTellsTheClientWhereItComesFrom() {
    HttpResponse<String> response = send("POST", RUN, "application/json", TERMINATE);

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(server.client().calls).containsExactly("terminate null");
    assertThat(server.client().operator).isEqualTo("from 127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-www-form-urlencoded, action=terminate",
    "multipart/form-data; boundary=x, --x",
    "text/plain, '{\"action\":\"terminate\"}'",
    "text/plain; charset=utf-8, '{\"action\":\"terminate\"}'",
    "'', '{\"action\":\"terminate\"}'"
  })
  void refusesWhatAFormOfAnotherSiteCouldSend(String contentType, String body) {
    HttpResponse<String> response = send("POST", RUN + "?action=terminate", contentType, body);

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(server.client().calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "TERMINATE"})
  void operatesByNoOtherMethod(String method) {
    send(method, RUN + "?action=terminate", "application/json", TERMINATE);
    send(method, RUN + "?_method=POST&action=terminate", "application/json", TERMINATE);

    assertThat(server.client().calls).isEmpty();
  }

  @Test
  void isOpenedToNoOtherSite() {
    HttpResponse<String> read =
        server.send(server.request(RUN).header("Origin", "https://other.example"));
    HttpResponse<String> asked =
        server.send(
            server
                .request(RUN)
                .header("Origin", "https://other.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", BodyPublishers.noBody()));

    assertThat(read.headers().map()).doesNotContainKey("access-control-allow-origin");
    assertThat(asked.headers().map())
        .doesNotContainKeys("access-control-allow-origin", "access-control-allow-methods");
  }

  @Test
  void isAbsentFromAFreshApplication() {
    try (EndpointServer fresh = new EndpointServer()) {
      assertThat(fresh.send(fresh.request("/actuator/workflows")).statusCode()).isEqualTo(404);
      assertThat(fresh.send(fresh.request(RUN)).statusCode()).isEqualTo(404);
      assertThat(
              fresh
                  .send(json(fresh.request(RUN)).POST(BodyPublishers.ofString(TERMINATE)))
                  .statusCode())
          .isEqualTo(404);
      assertThat(fresh.client().calls).isEmpty();
    }
  }

  @Test
  void onlyReadsUnlessToldOtherwiseAndLimitsBodiesWhereverItIs() {
    try (EndpointServer elsewhere =
        new EndpointServer(
            "management.server.port=0",
            "management.server.address=127.0.0.1",
            "management.endpoints.web.base-path=/ops",
            "management.endpoints.web.path-mapping.workflows=flows",
            "management.endpoints.web.exposure.include=*")) {
      String run = "/ops/flows/o-1";

      assertThat(elsewhere.send(elsewhere.request(run)).statusCode()).isEqualTo(404);
      assertThat(elsewhere.send(elsewhere.managementRequest(run)).statusCode()).isEqualTo(200);
      assertThat(post(elsewhere, run, TERMINATE)).isEqualTo(405);
      assertThat(post(elsewhere, run, " ".repeat(200_000))).isEqualTo(413);
      assertThat(postChunked(elsewhere, run, " ".repeat(200_000))).isEqualTo(413);
      assertThat(elsewhere.client().calls).isEmpty();
    }
  }

  private static int post(EndpointServer elsewhere, String path, String body) {
    return post(elsewhere, path, BodyPublishers.ofString(body));
  }

  private static int postChunked(EndpointServer elsewhere, String path, String body) {
    return post(elsewhere, path, BodyPublishers.fromPublisher(BodyPublishers.ofString(body)));
  }

  private static int post(EndpointServer elsewhere, String path, BodyPublisher body) {
    return elsewhere.send(json(elsewhere.managementRequest(path)).POST(body)).statusCode();
  }

  private static HttpResponse<String> send(
      String method, String path, String contentType, String body) {
    HttpRequest.Builder request =
        server.request(path).method(method, BodyPublishers.ofString(body));
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    return server.send(request);
  }

  private static HttpRequest.Builder json(HttpRequest.Builder request) {
    return request.header("Content-Type", "application/json");
  }
}
