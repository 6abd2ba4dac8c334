package dev.workflows.autoconfigure.endpoint;

import dev.workflows.engine.EngineSettings;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.ObjectProvider;
import tools.jackson.databind.json.JsonMapper;

/** How long a body for the endpoint may be, and the answer to a longer one. */
final class BodyLimit {

  /** JSON in a JSON text: quotes are escaped, other characters may be. */
  private static final int ESCAPES = 3;

  /** A reason, ids and names. */
  private static final long BESIDE_THE_PAYLOAD = 64 * 1024;

  private final ObjectProvider<EngineSettings> settings;

  BodyLimit(ObjectProvider<EngineSettings> settings) {
    this.settings = settings;
  }

  int bytes() {
    long payload = settings.getIfAvailable(() -> EngineSettings.defaults(false)).maxPayloadBytes();
    return (int) Math.min(ESCAPES * payload + BESIDE_THE_PAYLOAD, Integer.MAX_VALUE - 16);
  }

  /** The connection ends, so that nobody goes on to send. */
  void refuse(HttpServletResponse response) throws IOException {
    response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    response.setHeader("Connection", "close");
    response.setContentType("application/problem+json");
    byte[] problem =
        JsonMapper.shared()
            .writeValueAsString(Problems.tooLarge(bytes()))
            .getBytes(StandardCharsets.UTF_8);
    response.setContentLength(problem.length);
    response.getOutputStream().write(problem);
    response.flushBuffer();
  }
}
