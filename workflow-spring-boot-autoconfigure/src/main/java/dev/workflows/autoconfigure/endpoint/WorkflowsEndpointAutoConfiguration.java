package dev.workflows.autoconfigure.endpoint;

import dev.workflows.WorkflowClient;
import jakarta.servlet.Servlet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.request.RequestContextHolder;

/** Auto-configuration for the endpoint {@code workflows}. */
@AutoConfiguration(afterName = "dev.workflows.autoconfigure.engine.WorkflowEngineAutoConfiguration")
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(WorkflowClient.class)
@ConditionalOnAvailableEndpoint(WorkflowsEndpoint.class)
@EnableConfigurationProperties(WorkflowsEndpointProperties.class)
public final class WorkflowsEndpointAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  WorkflowsEndpoint workflowsEndpoint(
      WorkflowClient client,
      WorkflowsEndpointProperties properties,
      ObjectProvider<CurrentRequest> request) {
    return new WorkflowsEndpoint(
        client, properties, request.getIfAvailable(() -> CurrentRequest.UNKNOWN));
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({RequestContextHolder.class, Servlet.class})
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  static class ServletConfiguration {

    @Bean
    CurrentRequest workflowsEndpointRequest() {
      return new ServletCurrentRequest();
    }
  }
}
