package dev.workflows.autoconfigure.observation;

import dev.workflows.WorkflowInterceptor;
import dev.workflows.autoconfigure.engine.WorkflowEngineAutoConfiguration;
import dev.workflows.definition.Definitions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Auto-configuration for observations of what clients ask for, of activities and of turns. */
@AutoConfiguration(
    after = WorkflowEngineAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({ObservationRegistry.class, Definitions.class})
@ConditionalOnProperty(name = "workflow.observation.enabled", matchIfMissing = true)
public final class WorkflowObservationAutoConfiguration {

  @Bean
  @Order(0)
  @ConditionalOnMissingBean(name = "workflowObservations")
  WorkflowInterceptor workflowObservations(ObservationRegistry registry, Definitions definitions) {
    return new ObservingInterceptor(registry, KnownNames.of(definitions));
  }

  /** An observation begins when it is told to; turns are told when they are over. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  @ConditionalOnBean(MeterRegistry.class)
  static class Turns {

    @Bean
    @Order(0)
    @ConditionalOnMissingBean(name = "workflowTurnTimer")
    WorkflowInterceptor workflowTurnTimer(MeterRegistry registry) {
      return new TurnTimer(registry);
    }
  }
}
