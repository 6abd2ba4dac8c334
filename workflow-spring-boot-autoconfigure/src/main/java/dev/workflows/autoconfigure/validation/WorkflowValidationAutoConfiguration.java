package dev.workflows.autoconfigure.validation;

import dev.workflows.autoconfigure.engine.WorkflowEngineAutoConfiguration;
import dev.workflows.spi.ArgumentValidator;
import dev.workflows.spi.StubFactory;
import jakarta.validation.Validator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Auto-configuration for constraints on what workflow methods, signals and queries take. */
@AutoConfiguration(
    after = WorkflowEngineAutoConfiguration.class,
    afterName = "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration")
@ConditionalOnClass(Validator.class)
@ConditionalOnSingleCandidate(Validator.class)
@ConditionalOnBean(StubFactory.class)
@ConditionalOnProperty(name = "workflow.validation.enabled", matchIfMissing = true)
public final class WorkflowValidationAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  ArgumentValidator workflowArgumentValidator(Validator validator, StubFactory stubs) {
    return new BeanArgumentValidator(validator, stubs);
  }
}
