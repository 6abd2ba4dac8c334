package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.Promise;
import dev.workflows.ScopeTimeoutException;
import dev.workflows.Workflow;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.history.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code goes on beside other code of its run, and ends before that does. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BranchTests {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void endsNoEarlierThanItsBranches() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.runAsync(() -> self.acts.release("o"));
                  return "done";
                })
            .start();

    assertThat(run.last()).isInstanceOf(Event.ActivityScheduled.class);
    assertThat(run.execution().waitingFor(seq -> "call " + seq))
        .satisfiesExactly(
            main -> assertThat(main).isEqualTo("branches"),
            branch -> assertThat(branch).isEqualTo("call 2"));
    run.complete(2, null);

    assertThat(run.result()).isEqualTo("done");
  }

  @Test
  void failsWithTheFirstFailureThatNobodyAskedFor() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.runAsync(() -> self.context.sleep(HOUR));
                  for (String name : List.of("a", "b")) {
                    self.context.runAsync(
                        () -> {
                          self.acts.charge(name);
                          throw new IllegalStateException(name);
                        });
                  }
                  return "lost";
                })
            .start();

    // the branch that sleeps is the first to begin, the others call
    run.complete(4, "x").complete(3, "x");
    assertThat(run.execution().isClosed()).as("one still sleeps").isFalse();
    run.fire(2);

    assertThat(run.failure().message()).isEqualTo("b");
  }

  @Test
  void doesNotFailWithWhatWasCaught() {
    TestRun run =
        kit.run(
                self -> {
                  Promise<String> bad =
                      self.context.async(
                          () -> {
                            throw new IllegalStateException("caught");
                          });
                  try {
                    return bad.get();
                  } catch (IllegalStateException e) {
                    return e.getMessage() + " " + bad.isDone() + " " + bad.isFailed();
                  }
                })
            .start();

    assertThat(run.result()).isEqualTo("caught true true");
  }

  @Test
  void wrapsACheckedException() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return self.context
                        .<String>async(
                            "upload",
                            () -> {
                              throw new IOException("disk");
                            })
                        .get();
                  } catch (CompletionException e) {
                    return String.valueOf(e.getCause());
                  }
                })
            .start();

    assertThat(run.result()).isEqualTo("java.io.IOException: disk");
  }

  @Test
  void asksItsBranchesToEndWhenItFails() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.runAsync(
                      () -> {
                        try {
                          self.context.sleep(HOUR);
                        } catch (WorkflowCancelledException e) {
                          self.acts.release("o");
                        }
                      });
                  self.acts.charge("o");
                  throw new IllegalStateException("no");
                })
            .start();
    run.complete(2, "x");

    // the branch was asked to end, and so is what it calls then
    assertThat(run.failure().message()).isEqualTo("no");
    assertThat(run.kinds()).endsWith("activity_completed", "timer_cancelled", "workflow_failed");
  }

  @Test
  void givesUpTheActivityOfABranchThatIsCancelled() {
    TestRun run =
        kit.run(
                self -> {
                  Promise<String> charge = self.context.async(() -> self.acts.charge("o"));
                  self.context.await(() -> self.log.contains("push stop"));
                  charge.cancel("no longer wanted");
                  try {
                    return charge.get();
                  } catch (WorkflowCancelledException e) {
                    return e.getMessage();
                  }
                })
            .start()
            .push("stop");

    assertThat(run.result()).isEqualTo("no longer wanted");
    assertThat(run.events()).contains(new Event.ActivityCancelled(2));
    assertThat(run.reload().execution().pendingCalls()).isEmpty();
  }

  @Test
  void takesTheOutcomeThatCameTogetherWithTheRequestToEnd() {
    TestRun run =
        kit.run(
                self -> {
                  Promise<String> charge = self.context.async(() -> self.acts.charge("o"));
                  self.context.await(() -> self.log.contains("push stop"));
                  charge.cancel("no longer wanted");
                  return charge.get();
                })
            .start();

    run.turn(run.signalOf("push", "stop"), run.completionOf(2, "charged"));

    assertThat(run.result()).isEqualTo("charged");
    assertThat(run.kinds()).doesNotContain("activity_cancelled");
  }

  @Test
  void doesNotBeginABranchThatWasCancelledBefore() {
    TestRun run =
        kit.run(
                self -> {
                  Promise<Boolean> branch = self.context.async(() -> self.log.add("began"));
                  branch.cancel("at once");
                  self.context.await(branch::isDone);
                  return branch.isFailed() + " " + self.log.contains("began");
                })
            .start();

    assertThat(run.result()).isEqualTo("true false");
  }

  @Test
  void endsWithTheRunWhenThatIsCancelled() {
    TestRun run =
        kit.run(
                self -> {
                  Promise<String> charge = self.context.async(() -> self.acts.charge("o"));
                  self.context.runAsync(
                      () -> {
                        try {
                          self.context.sleep(HOUR);
                        } catch (WorkflowCancelledException e) {
                          self.context.nonCancellable(() -> self.acts.release("o"));
                        }
                      });
                  return charge.get();
                })
            .start();
    assertThat(run.execution().cancellableCalls()).containsExactly(2L);

    run.cancel("too late");
    assertThat(run.last())
        .as("a branch still cleans up")
        .isInstanceOf(Event.ActivityScheduled.class);
    run.complete(run.execution().lastSeq(), null);

    assertThat(run.last()).isInstanceOf(Event.WorkflowCancelled.class);
  }

  @Test
  void tellsWhichBranchIsWaitedFor() {
    TestRun run =
        kit.run(self -> self.context.async("payment", () -> self.acts.charge("o")).get()).start();

    assertThat(run.execution().waitingFor(seq -> "call " + seq))
        .containsExactly("branch 'payment'", "call 2");
  }

  @Test
  void lendsNoThreadOfABranchThatMayBeCancelled() {
    TestRun run =
        kit.run(
                self -> {
                  Promise<String> charge = self.context.async(() -> self.acts.charge("o"));
                  self.acts.release("o");
                  return charge.get();
                })
            .start();

    assertThat(run.execution().waiterFor(2)).as("the main line").isNotNull();
    assertThat(run.execution().waiterFor(3)).as("the branch").isNull();
  }

  @Test
  void isNotChangedByAQuery() {
    Scripted.Code[] question = new Scripted.Code[1];
    List<Promise<String>> held = new ArrayList<>();
    question[0] =
        self -> {
          try {
            return held.get(held.size() - 1).get();
          } catch (IllegalStateException e) {
            return e.getMessage();
          }
        };
    TestRun run =
        kit.run(
                kit.scripted(
                    self -> {
                      held.add(
                          self.context.async(
                              () -> {
                                throw new IllegalStateException("lost");
                              }));
                      self.context.sleep(HOUR);
                      return "done";
                    },
                    (self, value) -> {},
                    self -> question[0].run(self)))
            .start();
    assertThat(run.query("ask")).isEqualTo("lost");
    run.fire(2);

    assertThat(run.failure().message()).as("as without the question").isEqualTo("lost");
  }

  @Test
  void keepsAFailureThatCameAfterAWaitInVain() {
    TestRun run =
        kit.run(
                self -> {
                  Promise<String> audit =
                      self.context.async(
                          () -> {
                            self.acts.charge("o");
                            throw new IllegalStateException("audit");
                          });
                  try {
                    return self.context.callWithTimeout(HOUR, audit::get);
                  } catch (ScopeTimeoutException e) {
                    return "done";
                  }
                })
            .start();
    run.fire(2);
    run.complete(3, "x");

    assertThat(run.failure().message()).isEqualTo("audit");
  }

  @Test
  void completesWhenItsMethodReturnsAfterARequestToEnd() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.runAsync(() -> self.context.sleep(HOUR));
                  try {
                    self.context.sleep(HOUR);
                  } catch (WorkflowCancelledException e) {
                    return "partial";
                  }
                  return "all";
                })
            .start()
            .cancel("enough");

    assertThat(run.result()).isEqualTo("partial");
  }

  @Test
  void isCancelledWhenItsBranchesAreAfterItsMethodHasReturned() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.runAsync(() -> self.context.sleep(HOUR));
                  return "returned";
                })
            .start()
            .cancel("enough");

    assertThat(run.last()).isInstanceOf(Event.WorkflowCancelled.class);
  }

  @Test
  void tellsOfFurtherFailuresBesideTheFirst() {
    TestRun run =
        kit.run(
                self -> {
                  for (String name : List.of("first", "second")) {
                    self.context.runAsync(
                        () -> {
                          throw new IllegalStateException(name);
                        });
                  }
                  return "lost";
                })
            .start();

    assertThat(run.failure().message()).isEqualTo("first");
    assertThat(run.failure().stack())
        .contains("Suppressed: java.lang.IllegalStateException: second");
  }

  @Test
  void knowsOfAFailureThatAConditionToldOf() {
    TestRun run =
        kit.run(
                self -> {
                  Promise<String> charge =
                      self.context.async(
                          () -> {
                            self.acts.charge("o");
                            throw new IllegalStateException("told");
                          });
                  try {
                    self.context.await(() -> charge.isDone() && charge.get() != null);
                    return "no";
                  } catch (IllegalStateException e) {
                    return "caught " + e.getMessage();
                  }
                })
            .start()
            .complete(2, "x");

    assertThat(run.result()).isEqualTo("caught told");
  }

  /** A workflow whose result grows for as long as something goes on. */
  @Workflow("growing")
  static class Growing {

    private final WorkflowContext context;
    private final Acts acts;
    private final List<String> result = new ArrayList<>();

    Growing(WorkflowContext context, Acts acts) {
      this.context = context;
      this.acts = acts;
    }

    @WorkflowMethod
    public List<String> run() {
      context.ensure(() -> result.add("cleaned up"));
      context.runAsync(() -> result.add(acts.charge("o")));
      return result;
    }
  }

  @Test
  void recordsWhatItsResultIsWhenEverythingHasEnded() {
    TestRun run =
        kit.run(kit.define(Growing.class, context -> new Growing(context, kit.acts))).start();
    run.complete(2, "charged").reload();

    assertThat(((Event.WorkflowCompleted) run.last()).result().json())
        .isEqualTo("[\"charged\",\"cleaned up\"]");
  }
}
