package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handlers run before the method goes on, in the order of arrival. */
class SignalTests {

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void handlesAllSignalsOfATurnInOrderBeforeTheMethodGoesOn() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> self.log.size() > 1);
                  return String.join(", ", self.log);
                })
            .start();

    run.turn(run.signalOf("push", "a"), run.signalOf("push", "b"), run.signalOf("push", "c"));

    assertThat(run.result()).isEqualTo("run null, push a, push b, push c");
  }

  @Test
  void handlesSignalsBeforeTheOutcomeOfTheirTurnIsSeen() {
    TestRun run =
        kit.run(
                self -> {
                  self.log.add("charged " + self.acts.charge("o"));
                  return String.join(", ", self.log);
                })
            .start();

    run.turn(run.completionOf(2, "paid"), run.signalOf("push", "a"));

    assertThat(run.result()).isEqualTo("run null, push a, charged paid");
  }

  @Test
  void handlesSignalsOfTheFirstTurnBeforeTheMethodBegins() {
    TestRun run = kit.run(self -> String.join(", ", self.log));

    run.startDetached().reload().turn(run.signalOf("push", "early"));

    assertThat(run.result()).isEqualTo("push early, run null");
  }

  @Test
  void letsAHandlerWaitWhileLaterOnesRun() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> self.log.contains("charged a"));
                  return String.join(", ", self.log);
                },
                (self, value) -> {
                  self.log.add("began " + value);
                  if (value.equals("a")) {
                    self.log.add("charged " + self.acts.charge(value));
                  }
                })
            .start()
            .push("a")
            .push("b")
            .complete(3, "a");

    assertThat(run.result()).isEqualTo("run null, began a, began b, charged a");
  }

  @Test
  void goesOnWithHandlersInTheOrderOfTheirAnswers() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> self.log.size() == 3);
                  return String.join(", ", self.log);
                },
                (self, value) -> self.log.add(value + " " + self.acts.charge(value)))
            .start()
            .push("a")
            .push("b");

    run.turn(run.completionOf(5, "second"), run.completionOf(3, "first"));

    assertThat(run.result()).isEqualTo("run null, b second, a first");
  }

  @Test
  void goesOnWithTheMethodFirstAlthoughAHandlerBeganBefore() {
    TestRun run =
        kit.run(
            self -> {
              self.context.await(() -> self.log.contains("now"));
              self.log.add("method");
              self.context.await(() -> self.log.contains("handler"));
              return String.join(", ", self.log);
            },
            (self, value) -> {
              self.log.add(value);
              if (value.equals("early")) {
                self.context.await(() -> self.log.contains("now"));
                self.log.add("handler");
              }
            });
    run.startDetached().reload().turn(run.signalOf("push", "early"));

    run.push("now");

    assertThat(run.result()).isEqualTo("early, run null, now, method, handler");
  }

  @Test
  void endsAHandlerThatWaitsWhenTheMethodReturns() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> self.log.contains("end"));
                  return "returned";
                },
                (self, value) -> {
                  self.log.add(value);
                  self.context.await(() -> false);
                })
            .start()
            .push("waits")
            .push("end");

    assertThat(run.result()).isEqualTo("returned");
    kit.awaitNoThreads();
  }

  @Test
  void recordsNothingOfAHandlerThatUnwindsAfterTheEnd() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> self.log.contains("end"));
                  return "returned";
                },
                (self, value) -> {
                  self.log.add(value);
                  try {
                    self.context.await(() -> false);
                  } finally {
                    self.acts.release("late");
                  }
                })
            .start()
            .push("waits")
            .push("end");

    assertThat(run.kinds())
        .containsExactly(
            "workflow_started", "signal_received", "signal_received", "workflow_completed");
    run.reload();
    assertThat(run.execution().isClosed()).isTrue();
  }
}
