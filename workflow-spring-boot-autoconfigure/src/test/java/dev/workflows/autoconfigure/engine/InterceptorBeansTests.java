package dev.workflows.autoconfigure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowInterceptor;
import dev.workflows.WorkflowOperation;
import dev.workflows.autoconfigure.activity.WorkflowActivityAutoConfiguration;
import dev.workflows.autoconfigure.fixtures.observed.Scales;
import dev.workflows.autoconfigure.registration.WorkflowRegistrationAutoConfiguration;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Interceptors are beans in an order, and activities find their names in the MDC. */
class InterceptorBeansTests {

  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  WorkflowRegistrationAutoConfiguration.class,
                  WorkflowActivityAutoConfiguration.class,
                  WorkflowEngineAutoConfiguration.class))
          .withPropertyValues(
              "workflow.packages=dev.workflows.autoconfigure.fixtures.observed",
              "workflow.worker.poll=50ms")
          .withBean(Scales.class)
          .withBean(WorkflowStore.class, () -> new InMemoryWorkflowStore(InstantSource.system()));

  @AfterEach
  void forget() {
    SEEN.clear();
    MDC.clear();
  }

  private static RunId send(WorkflowClient client) {
    RunId run = client.start("parcel", StartOptions.of("p-1"), "heavy metal");
    client.signal("p-1", null, "address", "Ada");
    client.result("p-1", String.class, Duration.ofSeconds(20));
    return run;
  }

  @Configuration(proxyBeanMethods = false)
  static class Several {

    @Bean
    WorkflowInterceptor last() {
      return new Seeing("last");
    }

    @Bean
    @Order(2)
    WorkflowInterceptor second() {
      return new Seeing("second");
    }

    @Bean
    @Order(-1)
    WorkflowInterceptor first() {
      return new Seeing("first");
    }
  }

  private record Seeing(String name) implements WorkflowInterceptor {

    @Override
    public void around(WorkflowOperation operation, Next next) throws Exception {
      SEEN.add(name + " " + operation.kind() + " " + MDC.get("activity"));
      next.proceed();
    }
  }

  @Test
  void areAskedInTheOrderOfTheirBeans() {
    runner
        .withUserConfiguration(Several.class)
        .run(
            context -> {
              send(context.getBean(WorkflowClient.class));

              assertThat(SEEN)
                  .filteredOn(seen -> seen.contains("START"))
                  .containsExactly("first START null", "second START null", "last START null");
              assertThat(SEEN)
                  .filteredOn(seen -> seen.contains("ACTIVITY"))
                  .as("each behind the names")
                  .containsExactly(
                      "first ACTIVITY scales.weigh",
                      "second ACTIVITY scales.weigh",
                      "last ACTIVITY scales.weigh",
                      "first ACTIVITY scales.weigh",
                      "second ACTIVITY scales.weigh",
                      "last ACTIVITY scales.weigh");
            });
  }

  @Test
  void activitiesFindTheirNamesInTheMdc() {
    runner.run(
        context -> {
          MDC.put("workflowId", "of the caller");
          RunId run = send(context.getBean(WorkflowClient.class));

          List<Map<String, String>> names = context.getBean(Scales.class).names();
          assertThat(names).hasSize(2);
          assertThat(names.get(1))
              .containsExactlyInAnyOrderEntriesOf(
                  Map.of(
                      "workflowId", "p-1",
                      "runId", run.runId().toString(),
                      "workflowType", "parcel",
                      "activity", "scales.weigh",
                      "attempt", "2"));
          assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("workflowId", "of the caller"));
        });
  }
}
