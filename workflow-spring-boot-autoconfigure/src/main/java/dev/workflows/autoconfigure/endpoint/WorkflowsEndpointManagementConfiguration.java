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
 * Limits the bodies for the endpoint {@code workflows}, in the web server that serves it: the
 * application's, or that of another management port.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Filter.class, FilterRegistrationBean.class})
@ConditionalOnBean(WebEndpointProperties.class)
@ConditionalOnAvailableEndpoint(WorkflowsEndpoint.class)
public final class WorkflowsEndpointManagementConfiguration {

  @Bean
  FilterRegistrationBean<ToldLengthFilter> workflowsEndpointToldLength(
      WebEndpointProperties endpoints,
      Environment environment,
      ObjectProvider<EngineSettings> settings) {
    return registration(
        new ToldLengthFilter(new BodyLimit(settings)),
        Ordered.HIGHEST_PRECEDENCE,
        patterns(endpoints, environment));
  }

  /** Behind Spring Security, on both ports. */
  @Bean
  FilterRegistrationBean<UntoldLengthFilter> workflowsEndpointUntoldLength(
      WebEndpointProperties endpoints,
      Environment environment,
      ObjectProvider<EngineSettings> settings) {
    return registration(
        new UntoldLengthFilter(new BodyLimit(settings)),
        Ordered.LOWEST_PRECEDENCE,
        patterns(endpoints, environment));
  }

  private static <F extends Filter> FilterRegistrationBean<F> registration(
      F filter, int order, List<String> patterns) {
    FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
    registration.setUrlPatterns(patterns);
    registration.setOrder(order);
    return registration;
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
