package dev.workflows.autoconfigure.endpoint;

import dev.workflows.WorkflowClient;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the endpoint {@code workflows}. Its rules for paths and bodies are those
 * of Spring MVC; on other web stacks, where nothing would keep them, there is no endpoint.
 */
@AutoConfiguration(afterName = "dev.workflows.autoconfigure.engine.WorkflowEngineAutoConfiguration")
@ConditionalOnClass(
    value = ConditionalOnAvailableEndpoint.class,
    name = "org.springframework.web.servlet.DispatcherServlet")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(WorkflowClient.class)
@ConditionalOnAvailableEndpoint(WorkflowsEndpoint.class)
@EnableConfigurationProperties(WorkflowsEndpointProperties.class)
public final class WorkflowsEndpointAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  WorkflowsEndpoint workflowsEndpoint(
      WorkflowClient client, WorkflowsEndpointProperties properties) {
    return new WorkflowsEndpoint(client, properties, new CurrentRequest());
  }
}
