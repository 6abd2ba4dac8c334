package dev.workflows.autoconfigure.endpoint;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses bodies that are too large before anybody reads them. One whose length is not told in
 * advance is read up to the limit first.
 */
final class BodyLimitFilter implements Filter {

  private final LongSupplier limit;

  BodyLimitFilter(LongSupplier limit) {
    this.limit = limit;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long most = limit.getAsLong();
    long told = request.getContentLengthLong();
    if (told > most) {
      refuse((HttpServletResponse) response, most);
    } else if (told >= 0) {
      chain.doFilter(request, response);
    } else {
      byte[] body = readUpTo(Math.toIntExact(most + 1), request.getInputStream());
      if (body.length > most) {
        refuse((HttpServletResponse) response, most);
      } else {
        chain.doFilter(new ReadRequest((HttpServletRequest) request, body), response);
      }
    }
  }

  /** Asks for no byte too many, not even for none: servers wait for more then. */
  private static byte[] readUpTo(int most, InputStream from) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    while (body.size() < most) {
      int count = from.read(part, 0, Math.min(part.length, most - body.size()));
      if (count < 0) {
        break;
      }
      body.write(part, 0, count);
    }
    return body.toByteArray();
  }

  /** The connection ends, so that nobody goes on to send. */
  private static void refuse(HttpServletResponse response, long limit) throws IOException {
    response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    response.setHeader("Connection", "close");
    response.setContentType("application/problem+json");
    byte[] problem =
        JsonMapper.shared()
            .writeValueAsString(Problems.tooLarge(limit))
            .getBytes(StandardCharsets.UTF_8);
    response.setContentLength(problem.length);
    response.getOutputStream().write(problem);
    response.flushBuffer();
  }
}
