package dev.workflows.autoconfigure.health;

import dev.workflows.engine.EngineSettings;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.spi.WorkflowStore;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Auto-configuration for the health indicator {@code workflow}. */
@AutoConfiguration(afterName = "dev.workflows.autoconfigure.engine.WorkflowEngineAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean({WorkflowEngine.class, WorkflowStore.class, EngineSettings.class})
@ConditionalOnEnabledHealthIndicator("workflow")
public final class WorkflowHealthAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "workflowHealthIndicator")
  HealthIndicator workflowHealthIndicator(
      WorkflowEngine engine, WorkflowStore store, EngineSettings settings) {
    return new WorkflowHealthIndicator(engine, store.runs(), settings);
  }
}
