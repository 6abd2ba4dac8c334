package dev.workflows.autoconfigure.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.autoconfigure.activity.WorkflowActivityAutoConfiguration;
import dev.workflows.autoconfigure.engine.WorkflowEngineAutoConfiguration;
import dev.workflows.autoconfigure.registration.WorkflowRegistrationAutoConfiguration;
import dev.workflows.spi.ArgumentValidator;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.InMemoryWorkflowStore;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.lang.reflect.Method;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class WorkflowValidationAutoConfigurationTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ValidationAutoConfiguration.class,
                  WorkflowRegistrationAutoConfiguration.class,
                  WorkflowActivityAutoConfiguration.class,
                  WorkflowValidationAutoConfiguration.class,
                  WorkflowEngineAutoConfiguration.class))
          .withBean(WorkflowStore.class, () -> new InMemoryWorkflowStore(InstantSource.system()));

  record Line(@NotBlank String sku, @Positive int quantity) {}

  /** Without any constructor that could be called. */
  abstract static class Ordering {

    private Ordering(Object never) {
      throw new IllegalStateException("made with " + never);
    }

    public void order(@NotBlank String id, List<@Valid Line> lines) {}

    public void nothing() {}
  }

  private static Method method(String name) {
    for (Method method : Ordering.class.getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    throw new IllegalArgumentException(name);
  }

  @Test
  void tellsWhatIsWrongByPathAndNotByValue() {
    runner.run(
        context -> {
          ArgumentValidator validator = context.getBean(ArgumentValidator.class);

          assertThat(
                  validator.complaints(
                      method("order"),
                      new Object[] {" ", List.of(new Line("tea", 1), new Line("", -777))}))
              .hasSize(3)
              .anySatisfy(text -> assertThat(text).endsWith("quantity must be greater than 0"))
              .noneSatisfy(text -> assertThat(text).contains("777"));
          assertThat(
                  validator.complaints(
                      method("order"), new Object[] {"o-1", List.of(new Line("tea", 1))}))
              .isEmpty();
          assertThat(validator.complaints(method("nothing"), new Object[0])).isEmpty();
        });
  }

  @Test
  void isAbsentWithoutBeanValidation() {
    runner
        .withClassLoader(new FilteredClassLoader(Validator.class))
        .run(
            context -> assertThat(context).hasNotFailed().doesNotHaveBean(ArgumentValidator.class));
  }

  @Test
  void isAbsentWithoutAnEngine() {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                ValidationAutoConfiguration.class,
                WorkflowEngineAutoConfiguration.class,
                WorkflowValidationAutoConfiguration.class))
        .run(
            context -> assertThat(context).hasNotFailed().doesNotHaveBean(ArgumentValidator.class));
  }

  @Test
  void canBeSwitchedOff() {
    runner
        .withPropertyValues("workflow.validation.enabled=false")
        .run(
            context -> assertThat(context).hasNotFailed().doesNotHaveBean(ArgumentValidator.class));
  }

  @Test
  void givesWayToOneOfTheApplication() {
    ArgumentValidator own = (method, arguments) -> List.of("never");
    runner
        .withBean(ArgumentValidator.class, () -> own)
        .run(context -> assertThat(context.getBean(ArgumentValidator.class)).isSameAs(own));
  }
}
