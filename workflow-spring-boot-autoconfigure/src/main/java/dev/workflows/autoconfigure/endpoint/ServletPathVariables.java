package dev.workflows.autoconfigure.endpoint;

import java.util.HashMap;
import java.util.Map;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The path variables that Spring MVC found. */
final class ServletPathVariables implements PathVariables {

  private static final String ATTRIBUTE =
      "org.springframework.web.servlet.HandlerMapping.uriTemplateVariables";

  @Override
  public Map<String, String> current() {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    Object found =
        request == null ? null : request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    Map<String, String> variables = new HashMap<>();
    if (found instanceof Map<?, ?> map) {
      map.forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value)));
    }
    return variables;
  }
}
