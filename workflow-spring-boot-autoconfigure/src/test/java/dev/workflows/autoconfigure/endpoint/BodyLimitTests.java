package dev.workflows.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bodies up to the limit arrive, others are refused unread; in a web server. */
class BodyLimitTests {

  private static final int LIMIT = 3 * EndpointServer.PAYLOAD_LIMIT + 64 * 1024;
  private static final String HEAD =
      "POST %s HTTP/1.1\nHost: localhost\nContent-Type: application/json\n%s\n\n";

  @RegisterExtension
  private static final EndpointServer server = EndpointServer.open("spring.mvc.servlet.path=/app");

  @Test
  void takesBodiesUpToTheLimitWhetherTheirLengthIsToldOrNot() {
    String body = signal(LIMIT);

    assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSize(LIMIT);
    assertThat(sendTold(body).statusCode()).isEqualTo(202);
    assertThat(sendRaw("Transfer-Encoding: chunked\nConnection: close", chunked(body)))
        .startsWith("HTTP/1.1 202");
    assertThat(server.client().calls).filteredOn(call -> call.startsWith("signal")).hasSize(2);
  }

  @Test
  void refusesALongerOneByTheLengthThatItTells() {
    String answer = sendRaw("Content-Length: 1000000000", new byte[0]);

    assertThat(answer)
        .startsWith("HTTP/1.1 413")
        .containsIgnoringCase("content-type: application/problem+json")
        .contains("\"code\":\"WF-207\"", "limit of " + LIMIT + " bytes");
    assertThat(server.client().calls).isEmpty();
  }

  @Test
  void refusesALongerOneThatTellsNoLengthAsSoonAsItIsTooLong() {
    String answer = sendRaw("Transfer-Encoding: chunked", chunkWithoutEnd(signal(LIMIT + 1)));

    assertThat(answer).startsWith("HTTP/1.1 413").contains("\"code\":\"WF-207\"");
    assertThat(server.client().calls).isEmpty();
  }

  @Test
  void isNoLimitOfTheApplicationsOwnPaths() {
    HttpResponse<String> other =
        server.send(
            server
                .request("/app/actuator/other")
                .POST(BodyPublishers.ofString(" ".repeat(LIMIT + 1))));

    assertThat(other.statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> sendTold(String body) {
    return server.send(
        server
            .request("/app/actuator/workflows/o-1")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static String sendRaw(String header, byte[] body) {
    return EndpointServer.sendRaw(
        server.port(), HEAD.formatted("/app/actuator/workflows/o-1", header), body);
  }

  private static String signal(int bytes) {
    String empty = "{\"action\":\"signal\",\"name\":\"paid\",\"payload\":\"\"}";
    return empty.replace("\"\"}", "\"" + "x".repeat(bytes - empty.length()) + "\"}");
  }

  private static byte[] chunked(String body) {
    return (Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A chunk that is announced to be far longer than what comes of it. */
  private static byte[] chunkWithoutEnd(String body) {
    return ("40000000\r\n" + body).getBytes(StandardCharsets.US_ASCII);
  }
}
