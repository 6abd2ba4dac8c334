package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.Activity;
import dev.workflows.ErrorCode;
import dev.workflows.Retry;
import dev.workflows.Saga;
import dev.workflows.WorkflowException;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was done is undone when the run fails, last first, or an operator is asked. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompensationTests {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ReplayKit kit = new ReplayKit();
  private final Booking booking = kit.activities(Booking.class);

  /** Activities that undo each other. */
  interface Booking {
    @Activity(compensateWith = "giveBack")
    String take(String room, List<String> guests);

    @Activity
    void giveBack(String room, List<String> guests, String key);

    @Activity(compensateWith = "refund")
    int pay(String guest);

    @Activity(retry = @Retry(maxAttempts = 1))
    void refund(String guest);

    @Activity
    String look(String town);
  }

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  private String bookThen(Scripted self, Scripted.Code end) throws Exception {
    List<String> guests = new ArrayList<>(List.of("Ada"));
    booking.take("7", guests);
    guests.clear();
    booking.look("town");
    booking.pay("Ada");
    return String.valueOf(end.run(self));
  }

  private TestRun booked(Scripted.Code end) {
    return kit.run(self -> bookThen(self, end))
        .start()
        .complete(2, "key")
        .complete(4, "seen")
        .complete(6, 30);
  }

  private static List<String> calls(TestRun run) {
    return run.events().stream()
        .filter(event -> event instanceof Event.ActivityScheduled)
        .map(event -> (Event.ActivityScheduled) event)
        .map(call -> call.activity() + text(call.arguments()))
        .toList();
  }

  private static String text(Payload payload) {
    return payload.json();
  }

  private static Scripted.Code failing() {
    return self -> {
      throw new IllegalStateException("no");
    };
  }

  @Test
  void undoesWhatHasCompletedInReverseOrderWithWhatWasRecorded() {
    TestRun run = booked(failing());
    run.complete(8, null).reload().complete(10, null);

    assertThat(run.failure().message()).isEqualTo("no");
    assertThat(calls(run))
        .endsWith("booking.refund\"Ada\"", "booking.giveBack[\"7\",[\"Ada\"],\"key\"]");
  }

  @Test
  void undoesNothingWhenTheRunCompletes() {
    TestRun run = booked(self -> "fine");

    assertThat(run.result()).isEqualTo("fine");
    assertThat(calls(run)).hasSize(3);
  }

  @Test
  void undoesWhenTheRunIsCancelled() {
    TestRun run =
        booked(
                self -> {
                  self.context.sleep(HOUR);
                  return "slept";
                })
            .cancel("ill");
    run.complete(run.execution().lastSeq(), null);
    run.complete(run.execution().lastSeq(), null);

    assertThat(run.last()).isInstanceOf(Event.WorkflowCancelled.class);
    assertThat(calls(run)).hasSize(5);
  }

  @Test
  void undoesNothingThatFailed() {
    TestRun run =
        kit.run(self -> "" + booking.pay("Ada")).start().fail(2, new IllegalStateException("no"));

    assertThat(run.last()).isInstanceOf(Event.WorkflowFailed.class);
    assertThat(calls(run)).hasSize(1);
  }

  @Test
  void undoesNothingAfterAFailureThatWasCaught() {
    TestRun run =
        booked(
            self -> {
              try {
                throw new IllegalStateException("caught");
              } catch (IllegalStateException e) {
                return "fine";
              }
            });

    assertThat(run.result()).isEqualTo("fine");
  }

  @Test
  void undoesInTheOrderOfCompletionAcrossBranches() {
    TestRun run =
        kit.run(
                self -> {
                  List<dev.workflows.Promise<Integer>> both =
                      List.of(
                          self.context.async(() -> booking.pay("a")),
                          self.context.async(() -> booking.pay("b")));
                  dev.workflows.Promise.allOf(both).get();
                  throw new IllegalStateException("no");
                })
            .start()
            .complete(3, 1)
            .complete(2, 1);
    run.complete(run.execution().lastSeq(), null);

    assertThat(calls(run)).endsWith("booking.refund\"a\"", "booking.refund\"b\"");
  }

  @Test
  void cleansUpAndUndoesTogetherInReverseOrder() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.ensure(() -> self.log.add("unlocked"));
                  booking.pay("Ada");
                  self.context.ensure(() -> self.log.add("closed"));
                  throw new IllegalStateException("no");
                })
            .start()
            .complete(2, 1);
    assertThat(run.log()).as("before it is undone").containsExactly("run null", "closed");
    run.complete(4, null);

    assertThat(run.log()).containsExactly("run null", "closed", "unlocked");
  }

  @Test
  void undoesAlsoWhatFailsByItsCleanupOnly() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.ensure(
                      () -> {
                        throw new IllegalStateException("broken cleanup");
                      });
                  booking.pay("Ada");
                  return "done";
                })
            .start()
            .complete(2, 1)
            .complete(4, null);

    assertThat(run.failure().message()).isEqualTo("broken cleanup");
    assertThat(calls(run)).endsWith("booking.refund\"Ada\"");
  }

  @Test
  void undoesWhenAHandlerFails() {
    TestRun run =
        kit.run(
                self -> {
                  booking.pay("Ada");
                  self.context.sleep(HOUR);
                  return "slept";
                },
                (self, value) -> {
                  throw new IllegalStateException(value);
                })
            .start()
            .complete(2, 1)
            .push("bad")
            .reload();
    run.complete(run.execution().lastSeq(), null);

    assertThat(run.failure().message()).isEqualTo("bad");
    assertThat(calls(run)).endsWith("booking.refund\"Ada\"");
  }

  @Test
  void blocksTheRunWhenAStepCannotBeUndoneAndRecordsNothingOfThat() {
    TestRun run = booked(failing());
    int before = run.history().size();

    assertThatThrownBy(() -> run.fail(8, new IllegalStateException("bank closed")))
        .isInstanceOfSatisfying(
            WorkflowException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.COMPENSATION_FAILED))
        .hasMessageContaining("bank closed");
    assertThat(run.history()).hasSize(before);

    run.reload().complete(8, null).complete(10, null);
    assertThat(run.failure().message()).isEqualTo("no");
  }

  @Test
  void undoesWhatAHandlerDidInTheTurnInWhichTheRunFails() {
    TestRun run =
        kit.run(
                self -> {
                  self.acts.charge("o");
                  return "charged";
                },
                (self, value) -> booking.pay(value))
            .start()
            .push("Ada");
    run.turn(run.failureOf(2, new IllegalStateException("no")), run.completionOf(4, 30));
    assertThat(calls(run)).endsWith("booking.refund\"Ada\"");
    run.complete(run.execution().lastSeq(), null);

    assertThat(run.failure().message()).contains("no");
  }

  @Test
  void undoesWhenItsResultCannotBeRecorded() {
    TestRun run =
        kit.run(
                self -> {
                  booking.pay("Ada");
                  return "x".repeat(ReplayKit.LIMIT);
                })
            .start()
            .complete(2, 30)
            .complete(4, null);

    assertThat(run.failure().code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE.code());
    assertThat(calls(run)).endsWith("booking.refund\"Ada\"");
  }

  // ---- by hand

  private TestRun saga(Scripted.Code end) {
    return kit.run(
            self -> {
              Saga saga = self.context.saga();
              return saga.call(
                  () -> {
                    for (String key : List.of("a", "b")) {
                      self.acts.charge(key);
                      saga.add(() -> self.acts.release(key));
                    }
                    return String.valueOf(end.run(self));
                  });
            })
        .start()
        .complete(2, "x")
        .complete(4, "x");
  }

  @Test
  void undoesByHandWhenItsCodeFails() {
    TestRun run = saga(failing());
    run.complete(6, null).reload().complete(8, null);

    assertThat(run.failure().message()).isEqualTo("no");
    assertThat(calls(run)).endsWith("acts.release\"b\"", "acts.release\"a\"");
  }

  @Test
  void undoesNothingByHandWhenItsCodeReturns() {
    assertThat(saga(self -> "fine").result()).isEqualTo("fine");
  }

  @Test
  void undoesByHandOnce() {
    TestRun run =
        kit.run(
                self -> {
                  Saga saga = self.context.saga();
                  saga.add(() -> self.acts.release("o"));
                  saga.compensate();
                  saga.compensate();
                  return "undone";
                })
            .start()
            .complete(2, null);

    assertThat(run.result()).isEqualTo("undone");
  }

  @Test
  void blocksTheRunWhenItCannotBeUndoneByHand() {
    TestRun run = saga(failing());

    assertThatThrownBy(() -> run.fail(6, new IllegalStateException("bank closed")))
        .isInstanceOfSatisfying(
            WorkflowException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.COMPENSATION_FAILED));
  }
}
