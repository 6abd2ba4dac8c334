package dev.workflows.autoconfigure.endpoint;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Refuses bodies that tell that they are too long, before anybody reads them. */
final class ToldLengthFilter implements Filter {

  private final BodyLimit limit;

  ToldLengthFilter(BodyLimit limit) {
    this.limit = limit;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getContentLengthLong() > limit.bytes()) {
      limit.refuse((HttpServletResponse) response);
    } else {
      chain.doFilter(request, response);
    }
  }
}
