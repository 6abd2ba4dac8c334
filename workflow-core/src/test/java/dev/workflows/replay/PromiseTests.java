package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.Promise;
import dev.workflows.history.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code waits for several branches at once. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PromiseTests {

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
}
