package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowMethod;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What can no longer be read, or belongs to code that is gone, blocks the run and harms nothing.
 */
class UnreadableTests {

  /** The same workflow after a careless change of its types. */
  @Workflow("scripted")
  static class Renumbered {
    private final WorkflowContext context;

    Renumbered(WorkflowContext context) {
      this.context = context;
    }

    @WorkflowMethod
    public void run(int input) {
      context.await(() -> false);
    }
  }

  /** The same workflow after another one. */
  @Workflow("scripted")
  static class NumberedSignal {
    private final WorkflowContext context;

    NumberedSignal(WorkflowContext context) {
      this.context = context;
    }

    @WorkflowMethod
    public void run(String input) {
      context.await(() -> false);
    }

    @SignalMethod
    public void push(int value) {
      throw new IllegalStateException("never called");
    }
  }

  /** The same workflow without its handlers. */
  @Workflow("scripted")
  static class Silent {
    private final WorkflowContext context;

    Silent(WorkflowContext context) {
      this.context = context;
    }

    @WorkflowMethod
    public void run(String input) {
      context.await(() -> false);
    }
  }

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void blocksOnAnInputThatNoLongerFits() {
    TestRun run = kit.run(self -> waitForEver(self));
    run.turn(run.started(TestRun.SEED, "text"));

    assertThatThrownBy(() -> run.deploy(kit.define(Renumbered.class, Renumbered::new)))
        .isInstanceOfSatisfying(
            WorkflowException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_PAYLOAD))
        .hasMessageStartingWith("[WF-102] Its input of workflow 'order-17' can no longer be read")
        .hasMessageEndingWith("Deploy code that can read it.");
  }

  @Test
  void blocksOnASignalThatNoLongerFits() {
    TestRun run = kit.run(self -> waitForEver(self));
    run.start().push("text");

    assertThatThrownBy(() -> run.deploy(kit.define(NumberedSignal.class, NumberedSignal::new)))
        .isInstanceOf(WorkflowException.class)
        .hasMessageStartingWith("[WF-102] Signal 'push' of workflow 'order-17'");
  }

  @Test
  void blocksOnASignalWhoseHandlerIsGone() {
    TestRun run = kit.run(self -> waitForEver(self)).start().push("x");

    assertThatThrownBy(() -> run.deploy(kit.define(Silent.class, Silent::new)))
        .isInstanceOf(WorkflowException.class)
        .hasMessage(
            "[WF-101] Workflow 'order-17' received signal 'push', for which its code has no"
                + " handler. Deploy the code that has it.");
  }

  @Test
  void blocksOnAnOutcomeThatDoesNotFitTheCall() {
    TestRun run = kit.run(self -> "" + self.acts.count(List.of(), 1)).start();

    assertThatThrownBy(() -> run.complete(2, "text"))
        .isInstanceOf(WorkflowException.class)
        .hasMessageStartingWith(
            "[WF-102] The outcome of activity 'acts.count' of workflow 'order-17'");
  }

  @Test
  void letsNoCodeCatchAnUnreadableOutcome() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return "" + self.acts.count(List.of(), 1);
                  } catch (RuntimeException e) {
                    return self.acts.charge("instead");
                  }
                })
            .start();

    assertThatThrownBy(() -> run.complete(2, "text"))
        .hasMessageStartingWith("[WF-102] The outcome of activity 'acts.count'");
    assertThat(run.execution().pendingCalls()).isEmpty();
  }

  @Test
  void blocksOnAFailureThatCannotBeRead() {
    TestRun run = kit.run(self -> self.acts.charge("o")).start();

    assertThatThrownBy(() -> run.turn(new Event.ActivityFailed(2, 1, new Payload("{\"type\":"))))
        .hasMessageStartingWith("[WF-102] The outcome of activity 'acts.charge'");
  }

  @Test
  void blocksOnAReasonThatCannotBeRead() {
    TestRun run = kit.run(self -> waitForEver(self)).start();

    assertThatThrownBy(() -> run.turn(new Event.CancelRequested("cancel", new Payload("{broken"))))
        .hasMessageStartingWith("[WF-102] The reason to cancel of workflow 'order-17'");
  }

  @Test
  void goesOnWhenTheCodeThatCanReadItIsBack() {
    WorkflowDefinition original = kit.scripted(self -> waitForEver(self));
    TestRun run = kit.run(original);
    run.turn(run.started(TestRun.SEED, "text"));
    assertThatThrownBy(() -> run.deploy(kit.define(Renumbered.class, Renumbered::new)))
        .isInstanceOf(WorkflowException.class);

    run.deploy(original).push("x");

    assertThat(run.log()).containsExactly("run text", "push x");
  }

  private static String waitForEver(Scripted self) {
    self.context.await(() -> false);
    return "never";
  }
}
