package dev.workflows.autoconfigure.endpoint;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The request that Spring MVC handles on this thread. */
final class ServletCurrentRequest implements CurrentRequest {

  private static final String VARIABLES =
      "org.springframework.web.servlet.HandlerMapping.uriTemplateVariables";

  @Override
  public Map<String, String> pathVariables() {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    Object found =
        request == null ? null : request.getAttribute(VARIABLES, RequestAttributes.SCOPE_REQUEST);
    Map<String, String> variables = new HashMap<>();
    if (found instanceof Map<?, ?> map) {
      map.forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value)));
    }
    return variables;
  }

  @Override
  public @Nullable String remoteAddress() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet
        ? servlet.getRequest().getRemoteAddr()
        : null;
  }
}
