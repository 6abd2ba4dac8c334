package dev.workflows.autoconfigure.endpoint;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What the actuator does not tell of the request that Spring MVC handles on this thread. */
final class CurrentRequest {

  private static final String VARIABLES =
      "org.springframework.web.servlet.HandlerMapping.uriTemplateVariables";

  /**
   * The variables of its path, by name. The actuator lets a key of the body, or a parameter of the
   * query, replace a part of the path; who may do what is often decided by the path.
   */
  Map<String, String> pathVariables() {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    Object found =
        request == null ? null : request.getAttribute(VARIABLES, RequestAttributes.SCOPE_REQUEST);
    Map<String, String> variables = new HashMap<>();
    if (found instanceof Map<?, ?> map) {
      map.forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value)));
    }
    return variables;
  }

  /** Where it came from, {@code null} where nobody tells. */
  @Nullable String remoteAddress() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet
        ? servlet.getRequest().getRemoteAddr()
        : null;
  }
}
