package dev.workflows.autoconfigure.engine;

import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowInterceptor;
import dev.workflows.autoconfigure.SpringAnnotations;
import dev.workflows.autoconfigure.WorkflowProperties;
import dev.workflows.autoconfigure.activity.ActivityBeans;
import dev.workflows.autoconfigure.activity.ActivityConfiguration;
import dev.workflows.autoconfigure.activity.ActivityProxies;
import dev.workflows.autoconfigure.activity.WorkflowActivityAutoConfiguration;
import dev.workflows.autoconfigure.database.WorkflowDatabaseAutoConfiguration;
import dev.workflows.autoconfigure.registration.WorkflowClasses;
import dev.workflows.autoconfigure.registration.WorkflowRegistrationAutoConfiguration;
import dev.workflows.definition.ActivityTransactionRule;
import dev.workflows.definition.DefinitionReader;
import dev.workflows.definition.Definitions;
import dev.workflows.engine.ActivityScope;
import dev.workflows.engine.EngineParts;
import dev.workflows.engine.EngineSettings;
import dev.workflows.engine.ThreadDriver;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.replay.RunScope;
import dev.workflows.spi.ArgumentValidator;
import dev.workflows.spi.Driver;
import dev.workflows.spi.StubFactory;
import dev.workflows.spi.WorkflowStore;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/** Auto-configuration for the engine and its client. */
@AutoConfiguration(
    after = {
      WorkflowRegistrationAutoConfiguration.class,
      WorkflowActivityAutoConfiguration.class,
      WorkflowDatabaseAutoConfiguration.class
    })
@ConditionalOnBean({WorkflowStore.class, WorkflowClasses.class, RunScope.class})
@EnableConfigurationProperties(WorkflowProperties.class)
public final class WorkflowEngineAutoConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(WorkflowEngineAutoConfiguration.class);

  @Bean
  @ConditionalOnMissingBean
  PayloadCodec workflowPayloadCodec() {
    return new JacksonPayloadCodec();
  }

  @Bean
  @ConditionalOnMissingBean
  EngineSettings workflowEngineSettings(WorkflowProperties properties, Environment environment) {
    return EngineConfiguration.settings(
        properties, Threading.VIRTUAL.isActive(environment), environment);
  }

  @Bean
  @ConditionalOnMissingBean(Driver.class)
  ThreadDriver workflowDriver(WorkflowProperties properties, Environment environment) {
    ThreadFactory fibers =
        Threading.VIRTUAL.isActive(environment)
            ? new VirtualThreadTaskExecutor("workflow-fiber-").getVirtualThreadFactory()
            : ThreadDriver.platformFibers();
    int turns = Math.max(2, Runtime.getRuntime().availableProcessors());
    return new ThreadDriver(turns, properties.worker().activityThreads(), fibers);
  }

  @Bean
  WorkflowInstances workflowInstances(AutowireCapableBeanFactory beans, ActivityProxies proxies) {
    return new WorkflowInstances(beans, proxies);
  }

  @Bean
  Definitions workflowDefinitions(
      PayloadCodec codec,
      WorkflowProperties properties,
      Environment environment,
      WorkflowClasses classes,
      WorkflowInstances instances,
      ActivityBeans activities,
      ObjectProvider<ActivityTransactionRule> rule) {
    ActivityConfiguration configuration =
        new ActivityConfiguration(properties.activity(), environment);
    DefinitionReader reader =
        new DefinitionReader(codec, configuration.settings(), SpringAnnotations.INSTANCE);
    classes.classes().forEach(type -> reader.addWorkflow(type, instances::of));
    activities.addTo(reader, rule.getIfAvailable(() -> ActivityTransactionRule.NONE));
    Definitions definitions = reader.read();
    Set<String> unused = configuration.unused(definitions);
    if (!unused.isEmpty()) {
      LOG.warn("workflow.activity.overrides names activities that do not exist here: {}", unused);
    }
    return definitions;
  }

  @Bean
  StartCheck workflowStartCheck(
      WorkflowInstances instances, ActivityBeans activities, Definitions definitions) {
    return new StartCheck(instances, activities, definitions);
  }

  @Bean
  @ConditionalOnMissingBean
  StubFactory workflowStubFactory() {
    return new SpringStubFactory();
  }

  @Bean
  @ConditionalOnMissingBean
  WorkflowEngine workflowEngine(
      WorkflowStore store,
      Definitions definitions,
      PayloadCodec codec,
      ActivityBeans invoker,
      Driver driver,
      RunScope scope,
      ActivityScope activities,
      EngineSettings settings,
      ObjectProvider<ArgumentValidator> validator,
      StubFactory stubs,
      ObjectProvider<WorkflowInterceptor> interceptors) {
    return new WorkflowEngine(
        new EngineParts(
            store,
            definitions,
            codec,
            invoker,
            driver,
            scope,
            activities,
            settings,
            validator.getIfAvailable(() -> ArgumentValidator.NONE),
            stubs,
            interceptors.orderedStream().toList()));
  }

  @Bean
  @ConditionalOnMissingBean
  WorkflowClient workflowClient(WorkflowEngine engine) {
    return engine.client();
  }

  @Bean
  EngineLifecycle workflowEngineLifecycle(WorkflowEngine engine, WorkflowProperties properties) {
    return new EngineLifecycle(engine, properties.worker().drainTimeout());
  }
}
