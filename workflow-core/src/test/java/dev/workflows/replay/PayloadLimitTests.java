package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.history.Event;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is too large is refused where it is made, and in every execution alike. */
class PayloadLimitTests {

  private static final String LARGE = "x".repeat(ReplayKit.LIMIT);

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void refusesArgumentsOverTheLimit() {
    TestRun run = kit.run(self -> self.acts.charge(LARGE)).start();

    assertThat(run.failure().code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE.code());
    assertThat(run.failure().message())
        .contains("The arguments of activity 'acts.charge' is 10002 bytes")
        .contains("limit of 10000");
    assertThat(run.kinds()).containsExactly("workflow_started", "workflow_failed");
  }

  @Test
  void countsBytesAndNotCharacters() {
    TestRun run = kit.run(self -> self.acts.charge("ü".repeat(4_998))).start();
    TestRun over = kit.run(self -> self.acts.charge("ü".repeat(5_000))).start();

    assertThat(run.kinds()).containsExactly("workflow_started", "activity_scheduled");
    assertThat(over.kinds()).containsExactly("workflow_started", "workflow_failed");
  }

  @Test
  void refusesCustomEventsOverTheLimit() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.custom("note", LARGE.getBytes(StandardCharsets.UTF_8));
                  return "";
                })
            .start();

    assertThat(run.failure().message()).contains("Custom event 'note'");
  }

  @Test
  void recordsCustomEventsWithTheirBytesOnce() {
    byte[] bytes = {0, -1, 127, 10};
    TestRun run =
        kit.run(
                self -> {
                  self.context.custom("note", bytes);
                  return self.acts.charge("o");
                })
            .start()
            .reload();

    assertThat(run.events().get(1))
        .isInstanceOfSatisfying(
            Event.Custom.class,
            custom -> {
              assertThat(custom.name()).isEqualTo("note");
              assertThat(custom.bytes()).isEqualTo(bytes);
            });
    assertThat(run.complete(3, "paid").kinds()).containsOnlyOnce("custom");
  }

  @Test
  void refusesTheSameCallAgainWhenReplayed() {
    TestRun run =
        kit.run(
                self -> {
                  String first = tryCharge(self, LARGE);
                  return first + ", " + tryCharge(self, "small");
                })
            .start()
            .reload()
            .complete(2, "paid");

    assertThat(run.result()).isEqualTo("refused, paid");
  }

  @Test
  void refusesTheSameCustomEventAgainWhenReplayed() {
    TestRun run =
        kit.run(
                self -> {
                  String first = tryCustom(self, LARGE);
                  return first + ", " + tryCustom(self, "small") + self.acts.charge("o");
                })
            .start()
            .reload()
            .complete(3, "paid");

    assertThat(run.result()).isEqualTo("refused, noted paid");
  }

  @Test
  void goesOnWithWhatWasRecordedUnderALargerLimit() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.custom("note", "y".repeat(50).getBytes(StandardCharsets.UTF_8));
                  return self.acts.charge("x".repeat(100));
                })
            .start();
    ExecutionParts smaller =
        new ExecutionParts(kit.codec, kit.scope, kit.parts.fibers(), 20, kit.watch);
    RunExecution again =
        new RunExecution(
            ReplayKit.RUN,
            kit.scripted(
                self -> {
                  self.context.custom("note", "y".repeat(50).getBytes(StandardCharsets.UTF_8));
                  return self.acts.charge("x".repeat(100));
                }),
            smaller);

    again.replay(run.history());

    assertThat(again.pendingCalls()).containsOnlyKeys(3L);
    again.end();
  }

  private static String tryCharge(Scripted self, String order) {
    try {
      return self.acts.charge(order);
    } catch (InvalidRequestException e) {
      return "refused";
    }
  }

  private static String tryCustom(Scripted self, String text) {
    try {
      self.context.custom("note", text.getBytes(StandardCharsets.UTF_8));
      return "noted ";
    } catch (InvalidRequestException e) {
      return "refused";
    }
  }
}
