package dev.workflows.autoconfigure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.Activity;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.Workflows;
import dev.workflows.autoconfigure.activity.WorkflowActivityAutoConfiguration;
import dev.workflows.autoconfigure.fixtures.composed.Doorbell;
import dev.workflows.autoconfigure.fixtures.greeting.Greeter;
import dev.workflows.autoconfigure.fixtures.greeting.GreetingWorkflow;
import dev.workflows.autoconfigure.fixtures.inherited.Api;
import dev.workflows.autoconfigure.fixtures.inherited.Implementation;
import dev.workflows.autoconfigure.fixtures.interfaces.Doubler;
import dev.workflows.autoconfigure.fixtures.interfaces.DoublerBean;
import dev.workflows.autoconfigure.fixtures.interfaces.DoublingWorkflow;
import dev.workflows.autoconfigure.health.WorkflowHealthAutoConfiguration;
import dev.workflows.autoconfigure.registration.WorkflowRegistrationAutoConfiguration;
import dev.workflows.definition.Definitions;
import dev.workflows.engine.EngineSettings;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class WorkflowEngineAutoConfigurationTests {

  private static final String FIXTURES = "workflow.packages=dev.workflows.autoconfigure.fixtures.";

  private final ApplicationContextRunner withoutStore =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  WorkflowRegistrationAutoConfiguration.class,
                  WorkflowActivityAutoConfiguration.class,
                  WorkflowEngineAutoConfiguration.class,
                  WorkflowHealthAutoConfiguration.class));

  private final ApplicationContextRunner runner =
      withoutStore
          .withBean(WorkflowStore.class, () -> new InMemoryWorkflowStore(InstantSource.system()))
          .withPropertyValues("workflow.worker.poll=50ms");

  @Test
  void executesAWorkflowAndTheActivityThatTakesItsClient() {
    runner
        .withPropertyValues(FIXTURES + "greeting")
        .withBean(Greeter.class)
        .withBean(GreetingClient.class)
        .run(
            context -> {
              Workflows<GreetingWorkflow> workflows =
                  context.getBean(GreetingClient.class).workflows;

              assertThat(workflows.<String>execute("g-1", w -> w.greet("Ada")))
                  .isEqualTo("Hello, Ada!");
              assertThat(context.getBean(Greeter.class).threads())
                  .singleElement()
                  .asString()
                  .startsWith("workflow-");
              assertThat(context.getBean(Greeter.class).greet("Bob")).isEqualTo("Hello, Bob");
            });
  }

  @Test
  void findsAnnotationsOnAnnotationsOfTheApplication() {
    runner
        .withPropertyValues(FIXTURES + "composed")
        .withBean(Doorbell.class)
        .run(
            context -> {
              WorkflowClient client = context.getBean(WorkflowClient.class);
              client.start("visit", StartOptions.of("v-1"));

              assertThat(client.result("v-1", String.class, Duration.ofSeconds(20)))
                  .isEqualTo("doorbell.ring 1");
              assertThat(context.getBean(Doorbell.class).rings()).hasValue(1);
              assertThat(
                      context.getBean(Definitions.class).activities().iterator().next().timeout())
                  .isEqualTo(Duration.ofSeconds(30));
            });
  }

  @Test
  void recordsCallsOfAReplacementThatSpringDidNotMake() {
    Greeter replacement =
        new Greeter(new UnusedWorkflows<>()) {
          @Override
          @Activity("greeter.greet")
          public String greet(String name) {
            threads().add(Thread.currentThread().getName());
            return "Mock " + name;
          }
        };
    runner
        .withPropertyValues(FIXTURES + "greeting")
        .withInitializer(
            context -> context.getBeanFactory().registerSingleton("greeter", replacement))
        .withBean(GreetingClient.class)
        .run(
            context -> {
              Workflows<GreetingWorkflow> workflows =
                  context.getBean(GreetingClient.class).workflows;

              assertThat(workflows.<String>execute("g-1", w -> w.greet("Ada")))
                  .isEqualTo("Mock Ada!");
              assertThat(replacement.threads()).singleElement().asString().startsWith("workflow-");
            });
  }

  @Test
  void offersAClientOfTheInterfaceAndOfTheClass() {
    runner
        .withPropertyValues(FIXTURES + "inherited")
        .withBean(InheritedClients.class)
        .run(
            context -> {
              InheritedClients clients = context.getBean(InheritedClients.class);

              assertThat(clients.api.<String>execute("i-1", w -> w.run("x"))).isEqualTo("in:x");
              assertThat(clients.type.<String>execute("i-2", w -> w.run("y"))).isEqualTo("in:y");
            });
  }

  @Test
  void givesWayToTheApplicationsOwnClient() {
    runner
        .withPropertyValues(FIXTURES + "inherited")
        .withUserConfiguration(OwnClient.class)
        .withBean(InheritedClients.class)
        .run(
            context ->
                assertThat(context.getBean(InheritedClients.class).type)
                    .isInstanceOf(UnusedWorkflows.class));
  }

  @Test
  void givesWayToTheApplicationsOwnParts() {
    PayloadCodec codec = new JacksonPayloadCodec();
    EngineSettings settings = EngineSettings.defaults(false);
    runner
        .withBean(PayloadCodec.class, () -> codec)
        .withBean(EngineSettings.class, () -> settings)
        .run(
            context -> {
              assertThat(context.getBean(PayloadCodec.class)).isSameAs(codec);
              assertThat(context.getBean(EngineSettings.class)).isSameAs(settings);
              assertThat(context).hasSingleBean(WorkflowClient.class);
            });
  }

  @Test
  void isAbsentWithoutAStore() {
    withoutStore.run(
        context ->
            assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(WorkflowEngine.class)
                .doesNotHaveBean(Definitions.class)
                .doesNotHaveBean("workflowHealthIndicator"));
  }

  @Test
  void isHealthyWhileItRunsAndOutOfServiceAfterwards() {
    runner.run(
        context -> {
          HealthIndicator health =
              context.getBean("workflowHealthIndicator", HealthIndicator.class);
          assertThat(health.health().getStatus()).isEqualTo(Status.UP);
          assertThat(health.health().getDetails())
              .containsEntry("overdue", 0L)
              .containsKeys("node", "owned", "resident");

          context.getBean(EngineLifecycle.class).stop();

          assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        });
    runner
        .withPropertyValues("management.health.workflow.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean("workflowHealthIndicator"));
  }

  @Test
  void followsTheProperties() {
    runner
        .withPropertyValues(
            "workflow.worker.heartbeat=1s",
            "workflow.worker.lease=5s",
            "workflow.worker.linger=0s",
            "workflow.worker.code-timeout=1m",
            "workflow.worker.max-resident-runs=7",
            "workflow.payload-limit=1KB",
            "spring.application.version=1.2")
        .run(
            context -> {
              EngineSettings settings = context.getBean(EngineSettings.class);
              assertThat(settings.heartbeat()).isEqualTo(Duration.ofSeconds(1));
              assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(5));
              assertThat(settings.poll()).isEqualTo(Duration.ofMillis(50));
              assertThat(settings.linger()).isZero();
              assertThat(settings.codeTimeout()).isEqualTo(Duration.ofMinutes(1));
              assertThat(settings.maxResidentRuns()).isEqualTo(7);
              assertThat(settings.maxPayloadBytes()).isEqualTo(1024);
              assertThat(settings.version()).isEqualTo("1.2");
            });
  }

  @Test
  void proxiesInterfacesWhereTheApplicationWantsThat() {
    runner
        .withPropertyValues(FIXTURES + "interfaces", "spring.aop.proxy-target-class=false")
        .withBean(Doubler.class, DoublerBean::new)
        .withBean(DoublingClient.class)
        .run(
            context -> {
              assertThat(context.getBean(Doubler.class))
                  .matches(java.lang.reflect.Proxy.class::isInstance);
              assertThat(
                      context
                          .getBean(DoublingClient.class)
                          .workflows
                          .<Integer>execute("d-1", w -> w.run(21)))
                  .isEqualTo(42);
            });
  }

  @Test
  void startsInAnApplicationThatMakesItsBeansLate() {
    runner
        .withPropertyValues(FIXTURES + "greeting")
        .withInitializer(
            context ->
                context.addBeanFactoryPostProcessor(
                    new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
        .withBean(Greeter.class)
        .withBean(GreetingClient.class)
        .run(
            context -> {
              Workflows<GreetingWorkflow> workflows =
                  context.getBean(GreetingClient.class).workflows;

              assertThat(workflows.<String>execute("g-1", w -> w.greet("Ada")))
                  .isEqualTo("Hello, Ada!");
            });
  }

  @Test
  void startsBeforeTheWebServerAndStopsBehindIt() {
    int webServer = org.springframework.context.SmartLifecycle.DEFAULT_PHASE - 2048;

    runner.run(
        context ->
            assertThat(context.getBean(EngineLifecycle.class).getPhase()).isLessThan(webServer));
  }

  static final class GreetingClient {
    final Workflows<GreetingWorkflow> workflows;

    GreetingClient(Workflows<GreetingWorkflow> workflows) {
      this.workflows = workflows;
    }
  }

  static final class DoublingClient {
    final Workflows<DoublingWorkflow> workflows;

    DoublingClient(Workflows<DoublingWorkflow> workflows) {
      this.workflows = workflows;
    }
  }

  static final class InheritedClients {
    final Workflows<Api> api;
    final Workflows<Implementation> type;

    InheritedClients(Workflows<Api> api, Workflows<Implementation> type) {
      this.api = api;
      this.type = type;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnClient {
    @Bean
    Workflows<Implementation> own() {
      return new UnusedWorkflows<>();
    }
  }
}
