package dev.workflows.autoconfigure.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.Activity;
import dev.workflows.WorkflowClient;
import dev.workflows.autoconfigure.activity.WorkflowActivityAutoConfiguration;
import dev.workflows.autoconfigure.fixtures.greeting.Greeter;
import dev.workflows.autoconfigure.fixtures.greeting.GreetingWorkflow;
import dev.workflows.autoconfigure.order.OrderApplication;
import dev.workflows.autoconfigure.registration.WorkflowRegistrationAutoConfiguration;
import dev.workflows.definition.InvalidDefinitionException;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;

/** What keeps an application from starting. */
class RefusedStartTests {

  private static final String FIXTURES = "workflow.packages=dev.workflows.autoconfigure.fixtures.";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  WorkflowRegistrationAutoConfiguration.class,
                  WorkflowActivityAutoConfiguration.class,
                  WorkflowEngineAutoConfiguration.class))
          .withBean(WorkflowStore.class, () -> new InMemoryWorkflowStore(InstantSource.system()));

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void explainsInsteadOfShowingAStack(CapturedOutput output) {
    SpringApplication application = new SpringApplication(OrderApplication.class);
    application.setWebApplicationType(WebApplicationType.NONE);

    assertThatThrownBy(
            () ->
                application.run(
                    "--" + FIXTURES + "broken", "--spring.datasource.url=jdbc:h2:mem:refused"))
        .isNotNull();

    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("[WF-301] Workflows or activities are declared in ways that cannot work")
        .contains("- dev.workflows.autoconfigure.fixtures.broken.Final: The class is final")
        .contains("- dev.workflows.autoconfigure.fixtures.broken.Final: Remove 'final'")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workflow.client.timeout=0s",
        "workflow.worker.heartbeat=0s",
        "workflow.worker.lease=3s",
        "workflow.worker.poll=-1s",
        "workflow.worker.linger=-1s",
        "workflow.worker.code-timeout=0s",
        "workflow.worker.drain-timeout=-1s",
        "workflow.worker.max-resident-runs=0",
        "workflow.worker.activity-threads=0",
        "workflow.payload-limit=0B",
        "workflow.payload-limit=3GB",
        "workflow.datasource.maximum-pool-size=0",
        "workflow.activity.timeout=-1s",
        "workflow.activity.transaction-idle-timeout=0s",
        "workflow.activity.max-concurrent=0",
        "workflow.activity.retry.max-attempts=0",
        "workflow.activity.retry.initial-interval=-1s",
        "workflow.activity.retry.max-interval=-1s",
        "workflow.activity.retry.multiplier=0.9",
        "workflow.activity.overrides.a.b.timeuot=3s",
        "workflow.activity.overrides.a.b.timeout=-3s",
        "workflow.activity.overrides.a.b.max-concurrent=0",
        "workflow.activity.overrides.a.b.retry.max-attempts=0"
      })
  void refusesASettingThatCannotWorkByItsName(String setting) {
    runner
        .withPropertyValues(setting)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageStartingWith("[WF-302]")
                    .hasMessageContaining(setting.split("=", -1)[0]));
  }

  @Test
  void namesAllSettingsThatCannotWorkAtOnce() {
    runner
        .withPropertyValues("workflow.worker.poll=0s", "workflow.worker.lease=3s")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("workflow.worker.poll must be positive, but is PT0S")
                    .hasMessageContaining(
                        "workflow.worker.lease must be at least twice the heartbeat (PT2S), but is"
                            + " PT3S"));
  }

  @Test
  void complainsAboutAllWorkflowsAtOnce() {
    runner
        .withPropertyValues(FIXTURES + "broken")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining("broken.Final: The class is final")
                    .hasMessageContaining(
                        "broken.TwoConstructors: There are several constructors"));
  }

  @Test
  void refusesAWorkflowThatIsABeanToo() {
    runner
        .withPropertyValues(FIXTURES + "greeting")
        .withBean("mine", GreetingWorkflow.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining("is also the bean 'mine'")
                    .hasMessageContaining("inject Workflows<GreetingWorkflow> instead"));
  }

  @Test
  void refusesAWorkflowWhoseBeansAreMissing() {
    runner
        .withPropertyValues(FIXTURES + "greeting")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining(GreetingWorkflow.class.getName())
                    .rootCause()
                    .isInstanceOf(NoSuchBeanDefinitionException.class)
                    .hasMessageContaining(Greeter.class.getName()));
  }

  @Test
  void refusesActivitiesThatTheDeclaredTypeHides() {
    runner
        .withUserConfiguration(Hidden.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining("Activity 'hiddenActivities.work' of bean 'hidden'")
                    .hasMessageContaining("Let the @Bean method return the class"));
  }

  @Test
  void refusesActivitiesThatLeaveTheThread() {
    runner
        .withBean(AsyncActivities.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining("is @Async"));
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void refusesFinalActivitiesBeforeSpringTriesToProxyThem(CapturedOutput output) {
    SpringApplication application =
        new SpringApplication(OrderApplication.class, FinalActivities.class);
    application.setWebApplicationType(WebApplicationType.NONE);

    assertThatThrownBy(() -> application.run("--spring.datasource.url=jdbc:h2:mem:final"))
        .isInstanceOf(InvalidDefinitionException.class);

    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("FinalActivities: The class is final, so calls of it cannot be recorded.")
        .contains("FinalActivities: Remove 'final'")
        .doesNotContain("\tat ");
  }

  interface Work {
    void work();
  }

  static class HiddenActivities implements Work {
    @Override
    @Activity
    public void work() {}
  }

  @Configuration(proxyBeanMethods = false)
  static class Hidden {
    @Bean
    String needsTheEngineFirst(WorkflowClient client) {
      return client.toString();
    }

    @Bean
    Work hidden() {
      return new HiddenActivities();
    }
  }

  static final class FinalActivities {
    @Activity
    public void work() {}
  }

  static class AsyncActivities {
    @Async
    @Activity
    public void work() {}
  }
}
