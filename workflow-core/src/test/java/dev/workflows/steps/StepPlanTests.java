package dev.workflows.steps;

import static dev.workflows.steps.Dependency.optional;
import static dev.workflows.steps.Dependency.required;
import static dev.workflows.steps.StepDefinition.human;
import static dev.workflows.steps.StepDefinition.signal;
import static dev.workflows.steps.StepDefinition.step;
import static dev.workflows.steps.StepDefinition.timer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is wrong with steps is told when they are put together, all at once. */
class StepPlanTests {

  private static StepPlan plan(StepDefinition... steps) {
    StepPlan.Builder builder = StepPlan.named("order");
    for (StepDefinition step : steps) {
      builder.step(step);
    }
    return builder.build();
  }

  private static String complaint(StepDefinition... steps) {
    InvalidRequestException refused =
        catchThrowableOfType(InvalidRequestException.class, () -> plan(steps));
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_STEPS);
    String beginning = "[WF-604] The steps of 'order' cannot be executed: ";
    assertThat(refused.getMessage()).startsWith(beginning).endsWith(".");
    return refused.getMessage().substring(beginning.length(), refused.getMessage().length() - 1);
  }

  @Test
  void takesStepsThatDependOnLaterOnes() {
    StepPlan plan =
        plan(
            step("b", "k").dependsOn(required("a"), optional("c")), step("a", "k"), step("c", "k"));

    assertThat(plan.steps()).hasSize(3);
    assertThat(plan.steps().get(0).dependencies()).containsExactly(required("a"), optional("c"));
  }

  @Test
  void takesAVeryLongChain() {
    StepPlan.Builder builder = StepPlan.named("order").step(step("s0", "k"));
    IntStream.range(1, 20_000)
        .mapToObj(i -> step("s" + i, "k").dependsOn(required("s" + (i - 1))))
        .forEach(builder::step);

    assertThat(builder.build().steps()).hasSize(20_000);
  }

  @Test
  void refusesNoSteps() {
    assertThat(complaint()).isEqualTo("there is no step");
  }

  @Test
  void refusesAnIdTwice() {
    assertThat(complaint(step("a", "k"), timer("a", Duration.ofHours(1))))
        .isEqualTo("there is more than one step 'a'");
  }

  @Test
  void takesAnIdTwiceOnlyForTheSameKey() {
    assertThat(plan(step("a", "k").dedupKey("x"), step("a", "k").dedupKey("x")).steps()).hasSize(2);
    assertThat(
            complaint(step("b", "k").dedupKey("x"), step("a", "k"), step("a", "k").dedupKey("x")))
        .isEqualTo("there is more than one step 'a'");
  }

  @Test
  void refusesADependencyOnNoStep() {
    assertThat(complaint(step("a", "k").dependsOn(optional("z"))))
        .isEqualTo("step 'a' depends on 'z', which is none of them");
  }

  @Test
  void refusesCircles() {
    assertThat(complaint(step("a", "k").dependsOn(optional("a"))))
        .isEqualTo("they depend on each other in a circle: a → a");
    assertThat(
            complaint(
                step("first", "k"),
                step("end", "k").dependsOn(required("a")),
                step("a", "k").dependsOn(required("first"), required("b")),
                step("b", "k").dependsOn(required("c")),
                step("c", "k").dependsOn(optional("a"))))
        .isEqualTo("they depend on each other in a circle: a → b → c → a");
  }

  @Test
  void refusesACircleThroughAStepThatStandsForAnother() {
    assertThat(
            complaint(
                step("a", "k").dedupKey("x").dependsOn(required("c")),
                step("b", "k").dedupKey("x"),
                step("c", "k").dependsOn(required("b"))))
        .isEqualTo("they depend on each other in a circle: a → c → a");
  }

  @Test
  void refusesBadNamesAndAnUnknownPresetTogether() {
    String complaint =
        complaint(
            step("a\n", "k"),
            step("b", ""),
            step("c/d", "k"),
            step("e", "k").dedupKey(" "),
            signal("f", "x".repeat(256), String.class),
            human("g", "\ud800"),
            step("h", "k").retry("patient"));

    assertThat(complaint.split("; "))
        .containsExactly(
            "the id of step 'a?' must have 1 to 255 printable characters",
            "the kind of step 'b' must have 1 to 255 printable characters",
            "the id of step 'c/d' has a slash",
            "the key of step 'e' must have 1 to 255 printable characters",
            "the signal of step 'f' must have 1 to 255 printable characters",
            "the signal of step 'g' must have 1 to 255 printable characters",
            "step 'h' names preset 'patient', of []");
  }

  @Test
  void refusesAttemptsThatCannotBe() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> StepRetry.of(0, Duration.ZERO));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> StepRetry.of(1, Duration.ofSeconds(-1)));
  }
}
