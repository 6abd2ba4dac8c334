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
import java.util.stream.IntStream;
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

  private static List<Promise<String>> charges(Scripted self, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> self.context.async(() -> self.acts.charge("o" + i)))
        .toList();
  }

  @Test
  void callsSeveralActivitiesInOneTurnAndGivesResultsInTheOrderOfDeclaration() {
    TestRun run = kit.run(self -> String.join(",", Promise.allOf(charges(self, 3)).get())).start();

    assertThat(run.kinds())
        .containsExactly(
            "workflow_started", "activity_scheduled", "activity_scheduled", "activity_scheduled");
    run.complete(3, "b").complete(4, "c").reload().complete(2, "a");

    assertThat(run.result()).isEqualTo("a,b,c");
  }

  @Test
  void letsBranchesGoOnInTheOrderOfTheirAnswers() {
    TestRun run =
        kit.run(
                self -> {
                  List<Promise<String>> charges = new ArrayList<>();
                  for (String name : List.of("a", "b")) {
                    charges.add(
                        self.context.async(
                            () -> {
                              self.acts.charge(name);
                              self.log.add(name);
                              return name;
                            }));
                  }
                  return Promise.anyOf(charges).get();
                })
            .start();

    run.turn(run.completionOf(3, "b"), run.completionOf(2, "a"));

    assertThat(run.result()).as("the branch whose answer was recorded first").isEqualTo("b");
    assertThat(run.reload().log()).containsExactly("run null", "b", "a");
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
  void racesAndAsksTheOthersToEnd() {
    TestRun run =
        kit.run(self -> Promise.race(charges(self, 3)).get()).start().complete(3, "second");

    assertThat(run.result()).isEqualTo("second");
    assertThat(run.events())
        .endsWith(
            run.completionOf(3, "second"),
            new Event.ActivityCancelled(2),
            new Event.ActivityCancelled(4),
            new Event.WorkflowCompleted(run.payload("second")));
  }

  @Test
  void leavesTheOthersAloneThatWereNotFirst() {
    TestRun run =
        kit.run(
                self -> {
                  List<Promise<String>> all = charges(self, 2);
                  return Promise.anyOf(all).get() + Promise.allOf(all).get();
                })
            .start()
            .complete(3, "b")
            .complete(2, "a");

    assertThat(run.result()).isEqualTo("b[a, b]");
  }

  @Test
  void failsWithTheFirstFailureOfAll() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    return "" + Promise.allOf(charges(self, 3)).get();
                  } catch (RuntimeException e) {
                    self.log.add("failed");
                    throw e;
                  }
                })
            .start();
    run.fail(3, new IllegalStateException("b"));

    assertThat(run.log()).as("it does not wait for the others").contains("failed");
    assertThat(run.failure().message()).contains("b");
    assertThat(run.kinds()).endsWith("activity_cancelled", "activity_cancelled", "workflow_failed");
  }

  @Test
  void combinesCombinations() {
    TestRun run =
        kit.run(
                self -> {
                  Promise<List<String>> pair = Promise.allOf(charges(self, 2));
                  Promise<List<String>> other = Promise.allOf(charges(self, 2));
                  return "" + Promise.race(List.of(pair, other)).get();
                })
            .start()
            .complete(2, "a")
            .complete(4, "c")
            .complete(5, "d");

    assertThat(run.result()).isEqualTo("[c, d]");
    assertThat(run.events()).contains(new Event.ActivityCancelled(3));
  }

  @Test
  void knowsCombinationsOfNothing() {
    TestRun run =
        kit.run(
                self -> {
                  String all = "" + Promise.allOf(List.<Promise<String>>of()).get();
                  try {
                    return Promise.anyOf(List.<Promise<String>>of()).get();
                  } catch (IllegalArgumentException e) {
                    return all + e.getMessage();
                  }
                })
            .start();

    assertThat(run.result()).isEqualTo("[]There is no promise that could be the first to end");
  }

  @Test
  void mapsSoManyAtATimeInTheOrderOfTheItems() {
    TestRun run =
        kit.run(
                self ->
                    ""
                        + self.context.map(
                            List.of("a", "b", "c"), 2, item -> self.acts.charge(item)))
            .start();
    assertThat(run.kinds()).filteredOn("activity_scheduled"::equals).hasSize(2);

    run.complete(3, "B").reload().complete(5, "C").complete(2, "A");

    assertThat(run.result()).isEqualTo("[A, B, C]");
  }

  @Test
  void mapsNothingAndNulls() {
    TestRun run =
        kit.run(
                self -> {
                  List<String> none = self.context.map(List.<String>of(), 4, item -> item);
                  List<String> nulls = self.context.map(List.of("a", "b"), 4, item -> null);
                  return none + "" + nulls;
                })
            .start();

    assertThat(run.result()).isEqualTo("[][null, null]");
  }

  @Test
  void stopsMappingAtTheFirstFailure() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    self.context.map(
                        List.of("a", "b", "c", "d"), 2, item -> self.acts.charge(item));
                    return "all";
                  } catch (RuntimeException e) {
                    return "failed";
                  }
                })
            .start()
            .fail(2, new IllegalStateException("a"));

    assertThat(run.result()).isEqualTo("failed");
    assertThat(run.events())
        .filteredOn(event -> event instanceof Event.ActivityScheduled)
        .hasSize(2);
    assertThat(run.events()).contains(new Event.ActivityCancelled(3));
  }

  @Test
  void refusesToMapNothingAtATime() {
    TestRun run = kit.run(self -> "" + self.context.map(List.of("a"), 0, item -> item)).start();

    assertThat(run.failure().message())
        .isEqualTo("At least 1 item must be worked on at a time, but it is 0.");
  }

  @Test
  void tellsWhichBranchIsWaitedFor() {
    TestRun run =
        kit.run(self -> self.context.async("payment", () -> self.acts.charge("o")).get()).start();

    assertThat(run.execution().waitingFor(seq -> "call " + seq))
        .containsExactly("branch 'payment'", "call 2");
  }

  @Test
  void tellsHowManyMoreWaitsThereAre() {
    TestRun run = kit.run(self -> "" + Promise.allOf(charges(self, 30)).get()).start();

    assertThat(run.execution().waitingFor(seq -> "call " + seq))
        .hasSize(21)
        .endsWith("and 11 more");
  }

  @Test
  void givesBackEveryThreadWhenTheRunLeavesMemory() {
    TestRun run = kit.run(self -> "" + Promise.allOf(charges(self, 10)).get()).start();
    assertThat(kit.activeThreads()).isEqualTo(11);

    run.execution().end();

    kit.awaitNoThreads();
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
  void beginsNoFurtherItemOnceOneHasFailed() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.map(
                      List.of("a", "b", "c"),
                      2,
                      item -> {
                        self.log.add("begins " + item);
                        return self.acts.charge(item);
                      });
                  return "all";
                })
            .start();
    run.turn(run.failureOf(2, new IllegalStateException("a")), run.completionOf(3, "b"));

    assertThat(run.log()).doesNotContain("begins c");
  }

  @Test
  void encodesItsResultAfterWhatItsBranchesHaveAdded() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.runAsync(() -> self.log.add(self.acts.charge("o")));
                  return "ended";
                })
            .start()
            .complete(2, "charged");

    assertThat(run.result()).isEqualTo("ended");
    assertThat(run.log()).contains("charged");
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
