package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.Promise;
import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.UpdateMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.history.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpdateTests {

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  private TestRun start() {
    TestRun run = kit.run(kit.define(Changed.class, c -> new Changed(c, kit.acts)));
    run.turn(run.started(7));
    return run;
  }

  @Test
  void leavesNothingOfWhatIsRejected() {
    TestRun run = start();
    int before = run.history().size();

    List<UpdateAnswer> answers = run.turn(List.of(), List.of(run.updateOf("grow", -1))).answers();

    assertThat(run.history()).hasSize(before);
    assertThat(answers).extracting(UpdateAnswer::kind).containsExactly(UpdateAnswer.Kind.REJECTED);
    assertThat(run.reload().log()).isEmpty();
  }

  @Test
  void rejectsWhatNeedsAnActivityToBeLookedAt() {
    TestRun run = start();

    List<UpdateAnswer> answers = run.turn(List.of(), List.of(run.updateOf("grow", 99))).answers();

    assertThat(answers).extracting(UpdateAnswer::kind).containsExactly(UpdateAnswer.Kind.REJECTED);
    assertThat(run.execution().pendingCalls()).isEmpty();
  }

  /** Whoever is told that it failed has been told so for good, whatever fits later. */
  @Test
  void failsAnUpdateWhoseAnswerIsTooLargeAlsoWhenItIsReplayed() {
    TestRun run = start();

    List<UpdateAnswer> answers =
        run.turn(List.of(), List.of(run.updateOf("grow", ReplayKit.LIMIT))).answers();

    assertThat(answers).extracting(UpdateAnswer::kind).containsExactly(UpdateAnswer.Kind.FAILED);
    assertThat(run.last()).isInstanceOf(Event.UpdateFailed.class);
    assertThat(run.reload().log()).containsExactly("grow " + ReplayKit.LIMIT);
    run.turn(List.of(), List.of(run.updateOf("grow", 1)));
    assertThat(run.reload().log()).hasSize(2);
  }

  /** What the next run begins with is given already: it has to be told itself. */
  @Test
  void leavesSignalsToTheRunThatGoesOnWhileThisOneEnds() {
    TestRun run = start();
    run.turn(run.signalOf("goOn"));

    List<UpdateAnswer> answers =
        run.turn(List.of(run.signalOf("note", "late")), List.of(run.updateOf("grow", 1))).answers();

    assertThat(answers).extracting(UpdateAnswer::kind).containsExactly(UpdateAnswer.Kind.REJECTED);
    assertThat(run.execution().untakenMessages()).containsExactly("signal:m2");
    assertThat(run.reload().execution().untakenMessages()).containsExactly("signal:m2");
    while (!run.execution().pendingCalls().isEmpty()) {
      run.complete(run.execution().pendingCalls().keySet().iterator().next(), "charged");
    }
    assertThat(run.last()).isInstanceOf(Event.WorkflowContinuedAsNew.class);
    assertThat(run.log()).isEmpty();
  }

  /** Grows, and goes on as new with an activity under way. */
  @Workflow("changed")
  static class Changed {

    private final WorkflowContext context;
    private final Acts acts;
    private final List<String> log = new ArrayList<>();
    private boolean goesOn;

    Changed(WorkflowContext context, Acts acts) {
      this.context = context;
      this.acts = acts;
    }

    @WorkflowMethod
    public String run() {
      context.await("it goes on", () -> goesOn);
      Promise<String> branch = context.async(() -> acts.charge("branch"));
      assertThat(branch.isDone()).isFalse();
      context.ensure(() -> acts.charge("cleanup"));
      throw context.continueAsNew();
    }

    @SignalMethod
    public void goOn() {
      goesOn = true;
    }

    @SignalMethod
    public void note(String text) {
      log.add(text);
    }

    @UpdateMethod(validator = "look")
    public String grow(int size) {
      log.add("grow " + size);
      return "x".repeat(size);
    }

    public void look(int size) {
      if (size < 0) {
        throw new IllegalArgumentException("less than nothing");
      }
      if (size == 99) {
        acts.charge("look");
      }
    }

    @QueryMethod
    public List<String> log() {
      return List.copyOf(log);
    }
  }
}
