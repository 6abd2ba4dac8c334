package dev.workflows.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.WorkflowMethod;
import dev.workflows.Workflows;
import dev.workflows.autoconfigure.fixtures.greeting.GreetingWorkflow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class MissingWorkflowFailureAnalyzerTests {

  static class Plain {}

  interface Api {
    @WorkflowMethod
    void send();
  }

  static class NeedsInstance {
    NeedsInstance(GreetingWorkflow workflow) {}
  }

  static class NeedsClient {
    NeedsClient(Workflows<GreetingWorkflow> workflows) {}
  }

  static class NeedsClientOfInterface {
    NeedsClientOfInterface(Workflows<Api> workflows) {}
  }

  static class NeedsClientOfPlain {
    NeedsClientOfPlain(Workflows<Plain> workflows) {}
  }

  static class NeedsPlain {
    NeedsPlain(Plain plain) {}
  }

  /** In another package than the workflow, which is therefore not found. */
  @EnableAutoConfiguration
  static class Application {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NeedsInstance          | it is a workflow                     | Ask for Workflows<GreetingWorkflow>
          NeedsClient            | There is no Workflows<GreetingWorkflow> | workflow.packages
          NeedsClientOfInterface | nor a class that implements it       | workflow.packages
          NeedsClientOfPlain     | Plain has no @Workflow               | Put @Workflow on the class
          """)
  void saysWhyThereIsNoWorkflowToInject(
      String bean, String fact, String remedy, CapturedOutput output) throws Exception {
    runWith(Class.forName(getClass().getName() + "$" + bean));

    assertThat(output)
        .contains("APPLICATION FAILED TO START", fact, "$" + bean + " asks for it.", remedy)
        .doesNotContain("Consider defining a bean", "\tat ");
  }

  @Test
  void leavesOtherBeansToSpring(CapturedOutput output) {
    runWith(NeedsPlain.class);

    assertThat(output).contains("Consider defining a bean of type");
  }

  private static void runWith(Class<?> bean) {
    SpringApplication application = new SpringApplication(Application.class, bean);
    application.setWebApplicationType(WebApplicationType.NONE);
    assertThatThrownBy(() -> application.run("--spring.datasource.url=jdbc:h2:mem:missing"))
        .isNotNull();
  }
}
