package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.NonDeterminismException;
import dev.workflows.WorkflowContext;
import dev.workflows.history.Event;
import dev.workflows.history.StartTerms;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attributes of a run: what code sets and removes is recorded, and read as it was recorded. */
class AttributeTests {

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void recordsWhatCodeSetsAndRemoves() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.attribute("tier", "gold");
                  self.context.attribute("tier", "gold");
                  self.context.removeAttribute("tier");
                  return "" + self.context.attributes();
                })
            .start();

    assertThat(run.events())
        .contains(
            new Event.AttributeChanged("tier", "gold"),
            new Event.AttributeChanged("tier", "gold"),
            new Event.AttributeChanged("tier", null));
    assertThat(run.result()).isEqualTo("{}");
  }

  @Test
  void startsWithWhatWasGiven() {
    TestRun run = kit.run(self -> "" + self.context.attributes());

    run.turn(started(run, Map.of("tier", "gold", "customer", "17")));

    assertThat(run.result()).isEqualTo("{customer=17, tier=gold}");
  }

  @Test
  void readsWhatIsRecordedWhateverCodeSetsNow() {
    TestRun run = kit.run(kit.scripted(self -> setAndWait(self, "gold"))).start();

    run.deploy(kit.scripted(self -> setAndWait(self, "silver"))).push("on");

    assertThat(run.result()).isEqualTo("{tier=gold}");
  }

  @Test
  void refusesCodeThatSetsAnotherOne() {
    TestRun run = kit.run(kit.scripted(self -> setAndWait(self, "gold"))).start();

    assertThatExceptionOfType(NonDeterminismException.class)
        .isThrownBy(
            () ->
                run.deploy(
                    kit.scripted(
                        self -> {
                          self.context.attribute("level", "gold");
                          self.context.await(() -> self.log.contains("push on"));
                          return "";
                        })))
        .withMessageContaining("attribute_changed 'level'")
        .withMessageContaining("attribute_changed 'tier'");
  }

  private static String setAndWait(Scripted self, String value) {
    self.context.attribute("tier", value);
    self.context.await(() -> self.log.contains("push on"));
    return "" + self.context.attributes();
  }

  @Test
  void givesThemToTheRunThatGoesOn() {
    TestRun run =
        kit.run(
            self -> {
              self.context.attribute("tier", "silver");
              self.context.removeAttribute("customer");
              throw self.context.continueAsNew();
            });

    run.turn(started(run, Map.of("tier", "gold", "customer", "17", "region", "eu")));

    assertThat(run.execution().termsNow().attributes())
        .isEqualTo(Map.of("tier", "silver", "region", "eu"));
  }

  @ParameterizedTest
  @CsvSource(
      value = {"'', x", "a b, x", "ä, x", "a, ''", "a, '\u0000'", "a, '\n'", "a, '\ud83c'"},
      ignoreLeadingAndTrailingWhitespace = true)
  void refusesWhatIsNone(String name, String value) {
    assertRefused(context -> context.attribute(name, value));
  }

  @Test
  void refusesWhatIsTooLong() {
    assertRefused(context -> context.attribute("n".repeat(65), "x"));
    assertRefused(context -> context.attribute("n", "x".repeat(256)));
    assertRefused(context -> context.removeAttribute("n".repeat(65)));
  }

  @Test
  void refusesTooMany() {
    Map<String, String> most = new HashMap<>();
    for (int i = 0; i < 32; i++) {
      most.put("a" + i, "x");
    }
    TestRun run =
        kit.run(
            self -> {
              self.context.attribute("a0", "y");
              self.context.removeAttribute("a1");
              self.context.attribute("b", "x");
              try {
                self.context.attribute("c", "x");
                return "set";
              } catch (InvalidRequestException e) {
                return e.code().code();
              }
            });

    run.turn(started(run, most));

    assertThat(run.result()).isEqualTo("WF-220");
  }

  private void assertRefused(Consumer<WorkflowContext> code) {
    TestRun run =
        kit.run(
                self -> {
                  code.accept(self.context);
                  return "";
                })
            .start();

    assertThat(run.failure().code()).isEqualTo(ErrorCode.INVALID_ATTRIBUTE.code());
    assertThat(run.kinds()).containsExactly("workflow_started", "workflow_failed");
  }

  private static Event started(TestRun run, Map<String, String> attributes) {
    Event.WorkflowStarted plain = run.started(TestRun.SEED, (Object) null);
    return new Event.WorkflowStarted(
        plain.workflowType(),
        plain.seed(),
        null,
        plain.input(),
        new StartTerms(null, null, attributes));
  }
}
