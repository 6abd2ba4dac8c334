package dev.workflows.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.MigrationMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;
import dev.workflows.json.JacksonPayloadCodec;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MigrationReaderTests {

  @Workflow("plan")
  static class First {
    @WorkflowMethod
    void run() {}
  }

  @Workflow(value = "plan", version = 2)
  static class Second {
    @WorkflowMethod
    void run(long amount) {}

    @MigrationMethod
    static long from(First old) {
      return 1;
    }
  }

  /** Its superclass makes what that takes. */
  @Workflow(value = "plan", version = 3)
  static class Heir extends Second {
    @MigrationMethod
    static long from(First old) {
      return 2;
    }
  }

  @Workflow(value = "plan", version = 3)
  static class Third {
    @WorkflowMethod
    void run(List<String> names) {}

    @MigrationMethod
    static List<String> fromFirst(First old) {
      return List.of();
    }

    @MigrationMethod
    private static List<String> fromSecond(Second old) {
      return List.of();
    }
  }

  @Workflow(value = "plan", version = 2)
  static class NoArgument {
    @WorkflowMethod
    void run() {}

    @MigrationMethod
    static void from(First old) {}
  }

  @Workflow(value = "plan", version = 2)
  static class WiderArgument {
    @WorkflowMethod
    void run(Number amount) {}

    @MigrationMethod
    static int from(First old) {
      return 1;
    }
  }

  @Workflow(value = "plan")
  static class OtherFirst {
    @WorkflowMethod
    void run() {}
  }

  @Workflow("other")
  static class Other {
    @WorkflowMethod
    void run() {}
  }

  @Workflow(value = "plan", version = 2)
  static class OfInstance {
    @WorkflowMethod
    void run(String input) {}

    @MigrationMethod
    String from(First old) {
      return "";
    }
  }

  @Workflow(value = "plan", version = 2)
  static class OfTwo {
    @WorkflowMethod
    void run(String input) {}

    @MigrationMethod
    static String from(First old, String more) {
      return "";
    }
  }

  @Workflow(value = "plan", version = 2)
  static class OfAnother {
    @WorkflowMethod
    void run(String input) {}

    @MigrationMethod
    static String from(Other old) {
      return "";
    }
  }

  @Workflow(value = "plan", version = 2)
  static class OfText {
    @WorkflowMethod
    void run(String input) {}

    @MigrationMethod
    static String from(String old) {
      return "";
    }
  }

  @Workflow(value = "plan", version = 2)
  static class OfNewer {
    @WorkflowMethod
    void run(String input) {}

    @MigrationMethod
    static String from(Third old) {
      return "";
    }
  }

  @Workflow(value = "plan", version = 2)
  static class Twice {
    @WorkflowMethod
    void run(String input) {}

    @MigrationMethod
    static String from(First old) {
      return "";
    }

    @MigrationMethod
    static String again(First old) {
      return "";
    }
  }

  @Workflow(value = "plan", version = 2)
  static class SeveralArguments {
    @WorkflowMethod
    void run(String input, int more) {}

    @MigrationMethod
    static String from(First old) {
      return "";
    }
  }

  @Workflow(value = "plan", version = 2)
  static class MissingResult {
    @WorkflowMethod
    void run(String input) {}

    @MigrationMethod
    static void from(First old) {}
  }

  @Workflow(value = "plan", version = 2)
  static class SpareResult {
    @WorkflowMethod
    void run() {}

    @MigrationMethod
    static String from(First old) {
      return "";
    }
  }

  @Workflow(value = "plan", version = 2)
  static class OtherResult {
    @WorkflowMethod
    void run(List<String> input) {}

    @MigrationMethod
    static List<Integer> from(First old) {
      return List.of();
    }
  }

  @Workflow(value = "plan", version = 2)
  static class TwoRoles {
    @WorkflowMethod
    @MigrationMethod
    static String from(First old) {
      return "";
    }
  }

  static List<Arguments> mistakes() {
    return List.of(
        Arguments.of(OfInstance.class, "Make it static"),
        Arguments.of(OfTwo.class, "takes 2 parameters"),
        Arguments.of(OfAnother.class, "is no version of workflow 'plan'"),
        Arguments.of(OfText.class, "java.lang.String is no version of workflow 'plan'"),
        Arguments.of(OfNewer.class, "is version 3, which is not older than this one, 2"),
        Arguments.of(Twice.class, "Runs of version 1 migrate by"),
        Arguments.of(SeveralArguments.class, "takes 2 arguments, and a migration returns one"),
        Arguments.of(MissingResult.class, "takes an argument, but the migration returns none"),
        Arguments.of(SpareResult.class, "takes no argument, but the migration returns one"),
        Arguments.of(OtherResult.class, "List<java.lang.Integer>, but the workflow method takes"),
        Arguments.of(TwoRoles.class, "The method has several roles"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void complainsOfWhatCannotWork(Class<?> type, String fact) {
    assertThatThrownBy(() -> read(First.class, type))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining(type.getName())
        .hasMessageContaining(fact);
  }

  @Test
  void complainsOfAHookForAnotherClassThanTheDeployedOne() {
    assertThatThrownBy(() -> read(OtherFirst.class, Second.class))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining(
            "Version 1 that is deployed is %s, which the hook does not take"
                .formatted(OtherFirst.class.getName()));
  }

  @Test
  void findsTheHooksOfAllOlderVersionsAlsoOfThoseThatAreNotDeployed() {
    Definitions definitions = read(Second.class, Third.class);

    assertThat(definitions.workflow("plan", 2).migrations()).containsOnlyKeys(1);
    assertThat(definitions.workflow("plan", 3).migrations()).containsOnlyKeys(1, 2);
    assertThat(definitions.workflow("plan", 3).migrations().get(2).getName())
        .isEqualTo("fromSecond");
  }

  @Test
  void takesWhatFitsTheWorkflowMethod() {
    assertThat(read(NoArgument.class).workflow("plan").migrations()).containsOnlyKeys(1);
    assertThat(read(WiderArgument.class).workflow("plan").migrations()).containsOnlyKeys(1);
  }

  @Test
  void leavesTheHooksOfASuperclassToThat() {
    Map<Integer, Method> hooks = read(Heir.class).workflow("plan").migrations();

    assertThat(hooks.get(1).getDeclaringClass()).isEqualTo(Heir.class);
  }

  private static Definitions read(Class<?>... types) {
    DefinitionReader reader =
        new DefinitionReader(new JacksonPayloadCodec(), ActivitySettings.standard());
    for (Class<?> type : types) {
      reader.addWorkflow(type, any -> context -> new Object());
    }
    return reader.read();
  }
}
