package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run that a client started begins with a turn of its own; a change of owner is none. */
class BeginningTests {

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void beginsWithItsFirstCommandsInATurnOfTheirOwn() {
    TestRun run = kit.run(self -> self.acts.charge("o")).startDetached().reload();
    assertThat(run.execution().hasBegun()).isFalse();
    assertThat(run.execution().lastSeq()).isEqualTo(1);

    Decision first = run.turn();

    assertThat(first.firstSeq()).isEqualTo(2);
    assertThat(run.kinds()).containsExactly("workflow_started", "activity_scheduled");
    assertThat(run.reload().execution().hasBegun()).isTrue();
    assertThat(run.complete(2, "paid").result()).isEqualTo("paid");
  }

  @Test
  void marksABeginningThatHasNothingElseToRecord() {
    TestRun run =
        kit.run(
                self -> {
                  self.log.add("at " + self.context.now());
                  self.context.await(() -> self.log.size() > 2);
                  return String.join(", ", self.log);
                })
            .startDetached()
            .advance(Duration.ofHours(1))
            .reload();
    String at = run.now().toString();

    run.turn();

    assertThat(run.last()).isEqualTo(new Event.Marker("began", null));
    Map<String, Object> live = run.state();
    assertThat(run.reload().state()).isEqualTo(live);
    assertThat(run.push("x").result()).isEqualTo("run null, at " + at + ", push x");
  }

  @Test
  void needsNoMarkIfASignalCameFirst() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> self.log.size() > 2);
                  return String.join(", ", self.log);
                })
            .startDetached()
            .reload();

    run.turn(run.signalOf("push", "early"));

    assertThat(run.kinds()).containsExactly("workflow_started", "signal_received");
    assertThat(run.reload().execution().hasBegun()).isTrue();
    assertThat(run.push("late").result()).isEqualTo("push early, run null, push late");
  }

  @Test
  void marksNoLaterTurn() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> false);
                  return "never";
                })
            .startDetached()
            .reload();
    run.turn();

    run.push("x").reload().push("y");

    assertThat(run.kinds())
        .containsExactly("workflow_started", "marker", "signal_received", "signal_received");
  }

  @Test
  void completesInItsFirstTurn() {
    TestRun run = kit.run(self -> "at once").startDetached().reload();

    run.turn();

    assertThat(run.kinds()).containsExactly("workflow_started", "workflow_completed");
    assertThat(run.reload().execution().isClosed()).isTrue();
  }

  @Test
  void beginsUnderALaterOwnerIfTheFirstOneEndedBefore() {
    TestRun run = kit.run(self -> self.acts.charge("o")).startDetached();
    run.ownerChanges().ownerChanges().reload();
    assertThat(run.execution().hasBegun()).isFalse();
    assertThat(run.execution().lastSeq()).isEqualTo(3);

    run.turn();

    assertThat(run.execution().pendingCalls()).containsOnlyKeys(4L);
    assertThat(run.reload().complete(4, "paid").result()).isEqualTo("paid");
  }

  @Test
  void passesOverChangesOfOwnerInTheMiddle() {
    TestRun run =
        kit.run(
                self -> {
                  String paid = self.acts.charge("o");
                  self.context.sleep(Duration.ofHours(1));
                  return paid + " at " + self.context.now();
                })
            .start();
    run.ownerChanges().ownerChanges().reload().complete(2, "paid");
    run.ownerChanges().reload().fire(6);

    assertThat(run.result())
        .isEqualTo("paid at " + TestRun.BEGINNING.plus(Duration.ofHours(1)).plusNanos(3_000));
    assertThat(run.reload().execution().isClosed()).isTrue();
  }

  @Test
  void seesTheTimeOfItsStartWhenLookedAtBeforeItBegins() {
    TestRun run =
        kit.run(
                kit.scripted(
                    self -> "" + self.context.random().nextLong(),
                    (self, value) -> {},
                    self -> self.context.now() + " " + self.context.random().nextLong()))
            .startDetached()
            .reload();

    assertThat((String) run.query("ask")).startsWith(TestRun.BEGINNING + " ");
    run.turn();

    Object live = run.result();
    TestRun unseen =
        kit.run(self -> "" + self.context.random().nextLong()).startDetached().reload();
    unseen.turn();
    assertThat(unseen.result()).isEqualTo(live);
  }

  @Test
  void ignoresWhatALookBeforeTheBeginningChanged() {
    TestRun run =
        kit.run(
                kit.scripted(
                    self -> self.log.toString(),
                    (self, value) -> {},
                    self -> "" + self.log.add("looked")))
            .startDetached()
            .reload();

    run.query("ask");
    run.turn();

    assertThat(run.result()).isEqualTo("[run null]");
  }

  @Test
  void replaysARunThatWasTerminated() {
    TestRun run =
        kit.run(
                self -> {
                  self.log.add("waits");
                  self.context.await(() -> false);
                  return "never";
                })
            .start()
            .push("x")
            .foreign(new Event.WorkflowTerminated(null, null), null)
            .reload();

    assertThat(run.execution().isClosed()).isTrue();
    assertThat(run.log()).isEqualTo(List.of("run null", "waits", "push x"));
  }
}
