package dev.workflows.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.workflows.WorkflowClient;
import dev.workflows.autoconfigure.activity.WorkflowActivityAutoConfiguration;
import dev.workflows.autoconfigure.engine.WorkflowEngineAutoConfiguration;
import dev.workflows.autoconfigure.registration.WorkflowRegistrationAutoConfiguration;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.InMemoryWorkflowStore;
import dev.workflows.test.StoreFaults;
import dev.workflows.test.StoreFaults.Fate;
import dev.workflows.test.StoreFaults.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** A node is unhealthy if it cannot write, and for no other reason. */
class WorkflowHealthTests {

  private static final Duration LEASE = Duration.ofMillis(400);

  private final InMemoryWorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  WorkflowRegistrationAutoConfiguration.class,
                  WorkflowActivityAutoConfiguration.class,
                  WorkflowEngineAutoConfiguration.class,
                  WorkflowHealthAutoConfiguration.class))
          .withBean(WorkflowStore.class, () -> store)
          .withPropertyValues(
              "workflow.worker.poll=50ms",
              "workflow.worker.heartbeat=100ms",
              "workflow.worker.lease=" + LEASE.toMillis() + "ms");

  @Test
  void isDownWhileTheStoreTakesNoWrites() {
    runner.run(
        context -> {
          assertThat(health(context).getStatus()).isEqualTo(Status.UP);

          store.inject(operation -> Fate.LOST_BEFORE);

          await()
              .untilAsserted(() -> assertThat(health(context).getStatus()).isEqualTo(Status.DOWN));
          assertThat(health(context).getDetails()).containsKeys("node", "sinceHeartbeat");

          store.inject(StoreFaults.NONE);

          await().untilAsserted(() -> assertThat(health(context).getStatus()).isEqualTo(Status.UP));
        });
  }

  /** As on a full disk: a heartbeat changes a row in its place, a message needs a new one. */
  @Test
  void isDownWhileTheStoreTakesHeartbeatsButNothingElse() {
    runner.run(
        context -> {
          startRunOfAnotherApplication();
          store.inject(operation -> operation == Operation.SEND ? Fate.ROLLED_BACK : Fate.ANSWERED);
          CompletableFuture<Void> cancelled =
              CompletableFuture.runAsync(() -> client(context).cancel("theirs", null));

          await()
              .untilAsserted(() -> assertThat(health(context).getStatus()).isEqualTo(Status.DOWN));

          store.inject(StoreFaults.NONE);

          cancelled.join();
          await().untilAsserted(() -> assertThat(health(context).getStatus()).isEqualTo(Status.UP));
        });
  }

  @Test
  void isUpAlthoughRunsAreDueThatNoNodeKnows() {
    runner.run(
        context -> {
          startRunOfAnotherApplication();

          await()
              .untilAsserted(
                  () -> assertThat(health(context).getDetails()).containsEntry("overdue", 1L));
          assertThat(health(context).getStatus()).isEqualTo(Status.UP);
        });
  }

  private void startRunOfAnotherApplication() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    RecordedEvent started =
        new RecordedEvent(1, new Event.WorkflowStarted("elsewhere", 1, null), 0, null, now);
    store
        .commits()
        .start(
            List.of(
                new NewRun(
                    UUID.randomUUID(),
                    "theirs",
                    "elsewhere",
                    null,
                    Duration.ZERO,
                    null,
                    List.of(started),
                    null)));
  }

  private static WorkflowClient client(ApplicationContext context) {
    return context.getBean(WorkflowEngine.class).client();
  }

  private static Health health(ApplicationContext context) {
    return context.getBean("workflowHealthIndicator", HealthIndicator.class).health();
  }
}
