package dev.workflows.autoconfigure.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.InvalidRequestException;
import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowInterceptor;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.autoconfigure.activity.WorkflowActivityAutoConfiguration;
import dev.workflows.autoconfigure.engine.WorkflowEngineAutoConfiguration;
import dev.workflows.autoconfigure.fixtures.observed.Scales;
import dev.workflows.autoconfigure.registration.WorkflowRegistrationAutoConfiguration;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.InMemoryWorkflowStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What is done is observed under names of a known number, with ids beside them. */
class WorkflowObservationAutoConfigurationTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestObservationRegistry observations = TestObservationRegistry.create();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private final ApplicationContextRunner unobserved =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  WorkflowRegistrationAutoConfiguration.class,
                  WorkflowActivityAutoConfiguration.class,
                  WorkflowEngineAutoConfiguration.class,
                  WorkflowObservationAutoConfiguration.class))
          .withPropertyValues(
              "workflow.packages=dev.workflows.autoconfigure.fixtures.observed",
              "workflow.worker.poll=50ms")
          .withBean(Scales.class)
          .withBean(WorkflowStore.class, () -> new InMemoryWorkflowStore(InstantSource.system()));

  private final ApplicationContextRunner runner =
      unobserved
          .withBean(ObservationRegistry.class, () -> observations)
          .withBean(MeterRegistry.class, () -> meters);

  private static RunId send(ApplicationContext context, String what) {
    WorkflowClient client = context.getBean(WorkflowClient.class);
    RunId run = client.start("parcel", StartOptions.of("p-1"), what);
    client.signal("p-1", null, "address", "Ada");
    client.query("p-1", "to");
    client.result("p-1", String.class, PATIENCE);
    return run;
  }

  private TestObservationRegistryAssert observed() {
    return TestObservationRegistryAssert.assertThat(observations);
  }

  @Test
  void observesWhatClientsAskFor() {
    runner.run(
        context -> {
          RunId run = send(context, "tea");

          observed().hasNumberOfObservationsWithNameEqualTo("workflow.client", 3);
          observed()
              .hasObservationWithNameEqualTo("workflow.client")
              .that()
              .hasContextualNameEqualTo("start")
              .hasLowCardinalityKeyValue("operation", "start")
              .hasLowCardinalityKeyValue("workflow.type", "parcel")
              .hasLowCardinalityKeyValue("name", "none")
              .hasHighCardinalityKeyValue("workflow.id", "p-1")
              .hasHighCardinalityKeyValue("workflow.run.id", run.runId().toString())
              .doesNotHaveError()
              .hasBeenStarted()
              .hasBeenStopped();
          for (String operation : new String[] {"signal address", "query to"}) {
            String[] words = operation.split(" ");
            observed()
                .hasAnObservation(
                    observation ->
                        observation
                            .hasContextualNameEqualTo(operation)
                            .hasLowCardinalityKeyValue("operation", words[0])
                            .hasLowCardinalityKeyValue("name", words[1])
                            .hasLowCardinalityKeyValue("workflow.type", "parcel")
                            .hasHighCardinalityKeyValue("workflow.run.id", run.runId().toString()));
          }
        });
  }

  @Test
  void observesEveryAttemptOfAnActivityWithItsError() {
    runner.run(
        context -> {
          RunId run = send(context, "heavy metal");

          observed().hasNumberOfObservationsWithNameEqualTo("workflow.activity", 2);
          observed()
              .hasAnObservation(
                  failed ->
                      failed
                          .hasNameEqualTo("workflow.activity")
                          .hasContextualNameEqualTo("activity scales.weigh")
                          .hasLowCardinalityKeyValue("activity", "scales.weigh")
                          .hasLowCardinalityKeyValue("workflow.type", "parcel")
                          .hasLowCardinalityKeyValue("outcome", "error")
                          .hasHighCardinalityKeyValue("workflow.id", "p-1")
                          .hasHighCardinalityKeyValue("workflow.run.id", run.runId().toString())
                          .hasHighCardinalityKeyValue("attempt", "1")
                          .thenError()
                          .isInstanceOf(IllegalStateException.class)
                          .hasMessage("overloaded"))
              .hasAnObservation(
                  succeeded ->
                      succeeded
                          .hasNameEqualTo("workflow.activity")
                          .hasLowCardinalityKeyValue("outcome", "success")
                          .hasHighCardinalityKeyValue("attempt", "2")
                          .doesNotHaveError());
        });
  }

  @Test
  void measuresTurns() {
    runner.run(
        context -> {
          send(context, "tea");

          assertThat(meters.get("workflow.turn").tags("status", "completed").timer().count())
              .isOne();
          assertThat(
                  meters
                      .get("workflow.turn")
                      .tags("workflow.type", "parcel", "status", "running")
                      .timer()
                      .count())
              .isPositive();
        });
  }

  @Test
  void takesNoNamesFromWhoeverAsks() {
    runner.run(
        context -> {
          WorkflowClient client = context.getBean(WorkflowClient.class);
          assertThatExceptionOfType(InvalidRequestException.class)
              .isThrownBy(() -> client.start("made-up", StartOptions.of("p-1")));
          assertThatExceptionOfType(WorkflowNotFoundException.class)
              .isThrownBy(() -> client.signal("p-2", null, "invented", "x"));

          observed()
              .hasAnObservation(
                  start ->
                      start
                          .hasLowCardinalityKeyValue("operation", "start")
                          .hasLowCardinalityKeyValue("workflow.type", "unknown")
                          .thenError()
                          .isInstanceOf(InvalidRequestException.class))
              .hasAnObservation(
                  signal ->
                      signal
                          .hasContextualNameEqualTo("signal unknown")
                          .hasLowCardinalityKeyValue("name", "unknown")
                          .hasLowCardinalityKeyValue("workflow.type", "none")
                          .hasHighCardinalityKeyValue("workflow.id", "p-2"));
        });
  }

  @Test
  void isAbsentWithoutMicrometer() {
    unobserved
        .withClassLoader(new FilteredClassLoader("io.micrometer"))
        .run(
            context ->
                assertThat(context).hasNotFailed().doesNotHaveBean(WorkflowInterceptor.class));
  }

  @Test
  void isAbsentWithoutARegistry() {
    unobserved.run(
        context -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkflowInterceptor.class));
  }

  @Test
  void measuresNoTurnsWithoutMeters() {
    unobserved
        .withBean(ObservationRegistry.class, () -> observations)
        .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasBean("workflowObservations")
                    .doesNotHaveBean("workflowTurnTimer"));
  }

  @Test
  void isAbsentIfItIsTurnedOff() {
    runner
        .withPropertyValues("workflow.observation.enabled=false")
        .run(
            context ->
                assertThat(context).hasNotFailed().doesNotHaveBean(WorkflowInterceptor.class));
  }

  @Test
  void givesWayToTheApplicationsOwn() {
    WorkflowInterceptor own = new WorkflowInterceptor() {};
    runner
        .withBean("workflowObservations", WorkflowInterceptor.class, () -> own)
        .run(context -> assertThat(context.getBean("workflowObservations")).isSameAs(own));
  }
}
