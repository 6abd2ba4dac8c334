package dev.workflows.autoconfigure.endpoint;

import dev.workflows.engine.EngineSettings;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Puts the limit of bodies in front of the endpoint {@code workflows}, in the web server that
 * serves it: the application's, or that of another management port.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Filter.class, FilterRegistrationBean.class})
@ConditionalOnBean(WebEndpointProperties.class)
@ConditionalOnAvailableEndpoint(WorkflowsEndpoint.class)
public final class WorkflowsEndpointManagementConfiguration {

  /** JSON in a JSON text: quotes are escaped, other characters may be. */
  private static final int ESCAPES = 3;

  /** A reason, ids and names. */
  private static final long BESIDE_THE_PAYLOAD = 64 * 1024;

  @Bean
  FilterRegistrationBean<BodyLimitFilter> workflowsEndpointBodyLimit(
      WebEndpointProperties endpoints,
      Environment environment,
      ObjectProvider<EngineSettings> settings) {
    FilterRegistrationBean<BodyLimitFilter> registration =
        new FilterRegistrationBean<>(new BodyLimitFilter(() -> limit(settings)));
    registration.setUrlPatterns(patterns(endpoints, environment));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  private static long limit(ObjectProvider<EngineSettings> settings) {
    long payload = settings.getIfAvailable(() -> EngineSettings.defaults(false)).maxPayloadBytes();
    return Math.min(ESCAPES * payload + BESIDE_THE_PAYLOAD, Integer.MAX_VALUE - 16);
  }

  /** With the path of the application's dispatcher and without: another port has none. */
  private static List<String> patterns(WebEndpointProperties endpoints, Environment environment) {
    String name = endpoints.getPathMapping().getOrDefault("workflows", "workflows");
    String pattern = endpoints.getBasePath() + "/" + name + "/*";
    String dispatcher =
        environment.getProperty("spring.mvc.servlet.path", "").replaceFirst("/+$", "");
    return Stream.of(pattern, dispatcher + pattern).distinct().toList();
  }
}
