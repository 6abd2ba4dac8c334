package dev.workflows.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody reads bodies, and so fills memory, for those who have not said who they are. */
class BodyLimitBehindSecurityTests {

  private static final int LIMIT = 3 * EndpointServer.PAYLOAD_LIMIT + 64 * 1024;
  private static final String SIGNAL = "{\"action\":\"signal\",\"name\":\"paid\"}";
  private static final String CHUNKED = "Transfer-Encoding: chunked\n";
  private static final String ADA = "Authorization: Ada\n";

  @RegisterExtension
  private static final EndpointServer server = EndpointServer.open(EndpointServer.SECURED);

  @Test
  void asksWhoItIsBeforeItReadsABodyThatTellsNoLength() {
    assertThat(send(CHUNKED, "1\r\n{\r\n")).startsWith("HTTP/1.1 401");
    assertThat(server.client().calls).isEmpty();
  }

  @Test
  void refusesALengthThatIsToldBeforeItAsksWhoItIs() {
    assertThat(send("Content-Length: 1000000000\n", "")).startsWith("HTTP/1.1 413");
    assertThat(server.client().calls).isEmpty();
  }

  @Test
  void readsWhatThoseSendWhoAreLetIn() {
    String body = Integer.toHexString(SIGNAL.length()) + "\r\n" + SIGNAL + "\r\n0\r\n\r\n";

    assertThat(send(ADA + CHUNKED, body)).startsWith("HTTP/1.1 202");
    assertThat(server.client().calls).containsExactly("signal paid null null");
  }

  @Test
  void refusesWhatIsTooLongFromThemToo() {
    assertThat(send(ADA + CHUNKED, "40000000\r\n" + " ".repeat(LIMIT + 1)))
        .startsWith("HTTP/1.1 413");
    assertThat(server.client().calls).isEmpty();
  }

  private static String send(String headers, String body) {
    String head =
        "POST /actuator/workflows/o-1 HTTP/1.1\nHost: localhost\nContent-Type: application/json\n"
            + headers
            + "\n";
    return EndpointServer.sendRaw(server.port(), head, body.getBytes(StandardCharsets.US_ASCII));
  }
}
