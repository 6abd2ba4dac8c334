package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.WorkflowException;
import dev.workflows.history.Event;
import dev.workflows.payload.JsonValue;
import dev.workflows.payload.Payload;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code calls activities by their recorded names. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallByNameTests {

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  private String failure(Scripted.Code code) {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return code.run(self);
                  } catch (WorkflowException e) {
                    return e.getMessage();
                  }
                })
            .start();
    assertThat(run.kinds()).containsExactly("workflow_started", "workflow_completed");
    return "" + run.result();
  }

  @Test
  void recordsTheSameAsACallOfTheMethod() {
    TestRun named =
        kit.run(self -> "" + self.context.callActivity("acts.count", int.class, List.of("a"), 2))
            .start();
    TestRun called = kit.run(self -> "" + self.acts.count(List.of("a"), 2)).start();

    assertThat(named.events()).isEqualTo(called.events());
    assertThat(named.reload().complete(2, 3).result()).isEqualTo("3");
    assertThat(named.deploy(kit.scripted(self -> "" + self.acts.count(List.of("a"), 2))).state())
        .containsEntry("closed", true);
  }

  @Test
  void returnsNothingWhereTheActivityDoes() {
    TestRun run =
        kit.run(self -> "" + self.context.callActivity("acts.release", Void.class, "o-1")).start();

    assertThat(run.complete(2, null).result()).isEqualTo("null");
  }

  @Test
  void readsWhatWasKeptAsJsonAsTheParametersType() {
    JsonValue items =
        JsonValue.stored(
            new Payload("[ \"a\",\"b\" ]"), (json, type) -> kit.codec.decode(json, type));
    TestRun run =
        kit.run(self -> "" + self.context.callActivity("acts.count", int.class, items, 1)).start();

    assertThat(run.last())
        .isEqualTo(new Event.ActivityScheduled("acts.count", new Payload("[[\"a\",\"b\"],1]")));
  }

  @Test
  void refusesAnUnknownNameWithTheKnownOnes() {
    assertThat(failure(self -> self.context.callActivity("acts.burn", String.class)))
        .isEqualTo(
            "[WF-213] There is no activity 'acts.burn'; those deployed are acts.charge,"
                + " acts.count, acts.release, acts.reserve, step.count, step.report, step.rest,"
                + " step.scan, step.work.");
  }

  @Test
  void refusesAnotherNumberOfArguments() {
    assertThat(failure(self -> self.context.callActivity("acts.charge", String.class, "a", "b")))
        .isEqualTo("[WF-213] Activity 'acts.charge' takes 1 argument, but is given 2.");
    assertThat(
            failure(
                self -> {
                  self.context.requireActivity("acts.charge", 1);
                  self.context.requireActivity("acts.count", 0);
                  return "";
                }))
        .isEqualTo("[WF-213] Activity 'acts.count' takes 2 arguments, but is given 0.");
  }

  @Test
  void refusesAnotherType() {
    assertThat(failure(self -> "" + self.context.callActivity("acts.charge", int.class, "a")))
        .isEqualTo("[WF-213] Activity 'acts.charge' returns java.lang.String, which is no int.");
    assertThat(failure(self -> self.context.callActivity("acts.charge", String.class, 7)))
        .isEqualTo("[WF-208] A value is a java.lang.Integer where a java.lang.String is expected.");
  }

  @Test
  void givesADeclaredCheckedExceptionAsACause() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return self.context.callActivity("acts.reserve", String.class, "o-1");
                  } catch (CompletionException e) {
                    return "" + (e.getCause() instanceof IOException);
                  }
                })
            .start()
            .fail(2, new IOException("disk"));

    assertThat(run.result()).isEqualTo("true");
  }

  @Test
  void doesNotCallOnceTheRunIsToEnd() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> self.context.cancelRequested());
                  return self.context.callActivity("acts.charge", String.class, "o-1");
                })
            .start()
            .cancel("enough");

    assertThat(run.kinds()).doesNotContain("activity_scheduled").endsWith("workflow_cancelled");
  }
}
