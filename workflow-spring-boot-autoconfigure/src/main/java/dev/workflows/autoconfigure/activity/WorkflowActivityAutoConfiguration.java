package dev.workflows.autoconfigure.activity;

import dev.workflows.definition.Definitions;
import dev.workflows.engine.ActivityScope;
import dev.workflows.replay.RunScope;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.function.SingletonSupplier;

/** Auto-configuration for the proxies of activity beans. */
@AutoConfiguration
@Import(WorkflowActivityAutoConfiguration.AutoProxyRegistrar.class)
public final class WorkflowActivityAutoConfiguration {

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static RunScope workflowRunScope() {
    return new RunScope();
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static ActivityMethods workflowActivityMethods() {
    return new ActivityMethods();
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static ActivityBeanGuard workflowActivityBeanGuard(ActivityMethods methods) {
    return new ActivityBeanGuard(methods);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static ActivityAdvisor workflowActivityAdvisor(
      RunScope scope, ActivityMethods methods, ObjectProvider<Definitions> definitions) {
    return new ActivityAdvisor(
        methods,
        new ActivityInterceptor(scope, methods, SingletonSupplier.of(definitions::getObject)));
  }

  @Bean
  ActivityProxies workflowActivityProxies(ActivityMethods methods, ActivityAdvisor advisor) {
    return new ActivityProxies(methods, advisor);
  }

  @Bean
  ActivityBeans workflowActivityBeans(
      ConfigurableListableBeanFactory beans, ActivityMethods methods, ActivityProxies proxies) {
    return new ActivityBeans(beans, methods, proxies);
  }

  /** The {@code ActivityContext} that activities inject. */
  @Bean
  ActivityScope workflowActivityScope() {
    return new ActivityScope();
  }

  /** Turns proxies on, of classes unless the application says otherwise. */
  static final class AutoProxyRegistrar implements ImportBeanDefinitionRegistrar {

    private final Environment environment;

    AutoProxyRegistrar(Environment environment) {
      this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(
        AnnotationMetadata importing, BeanDefinitionRegistry registry) {
      AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
      if (environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true)) {
        AopConfigUtils.forceAutoProxyCreatorToUseClassProxying(registry);
      }
    }
  }
}
