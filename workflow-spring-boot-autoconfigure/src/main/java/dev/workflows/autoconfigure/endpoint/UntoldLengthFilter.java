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

/**
 * Reads bodies whose length is not told in advance up to the limit, and refuses those that are
 * longer. They are in memory meanwhile: whoever may not operate is to be turned away before.
 */
final class UntoldLengthFilter implements Filter {

  private final BodyLimit limit;

  UntoldLengthFilter(BodyLimit limit) {
    this.limit = limit;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getContentLengthLong() >= 0) {
      chain.doFilter(request, response);
      return;
    }
    int most = limit.bytes();
    byte[] body = readUpTo(most + 1, request.getInputStream());
    if (body.length > most) {
      limit.refuse((HttpServletResponse) response);
    } else {
      chain.doFilter(new ReadRequest((HttpServletRequest) request, body), response);
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
}
