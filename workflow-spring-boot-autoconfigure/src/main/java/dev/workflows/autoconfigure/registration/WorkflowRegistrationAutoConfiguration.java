package dev.workflows.autoconfigure.registration;

import dev.workflows.autoconfigure.WorkflowProperties;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;

/** Auto-configuration for the workflow classes and their {@code Workflows<T>} beans. */
@AutoConfiguration
@EnableConfigurationProperties(WorkflowProperties.class)
@Import(WorkflowRegistrar.class)
public final class WorkflowRegistrationAutoConfiguration {

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static WorkflowBeanGuard workflowBeanGuard() {
    return new WorkflowBeanGuard();
  }
}
