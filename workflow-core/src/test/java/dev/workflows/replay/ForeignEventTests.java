package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.Event;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Custom events that a tool appended are no question of the code: replay passes them over. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForeignEventTests {

  private static final Event NOTE = Event.Custom.of("note", new byte[] {1, 2, 3});

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  private static String everything(Scripted self) {
    self.context.custom("note", new byte[] {4});
    self.context.await(() -> self.log.size() > 1);
    String paid = self.acts.charge("o");
    self.context.sleep(java.time.Duration.ofHours(1));
    return paid + self.log;
  }

  /** Does a step, and lets a tool note something behind the step of this number. */
  private static void steps(TestRun run, int noted, List<Consumer<TestRun>> steps) {
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).accept(run);
      if (i == noted) {
        run.foreign(NOTE, null).foreign(NOTE, null).reload();
      }
    }
  }

  private static long lastSeq(TestRun run) {
    return run.history().size();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void areSkippedBehindEveryTurn(int noted) {
    TestRun run = kit.run(ForeignEventTests::everything);
    long[] asked = new long[1];

    steps(
        run,
        noted,
        List.of(
            TestRun::start,
            r -> {
              r.push("x");
              asked[0] = lastSeq(r);
            },
            r -> {
              r.complete(asked[0], "paid");
              asked[0] = lastSeq(r);
            },
            r -> r.fire(asked[0])));

    assertThat(run.reload().execution().isClosed()).isTrue();
    assertThat(run.events()).contains(NOTE);
  }

  @Test
  void areSkippedBeforeTheCodeHasBegun() {
    TestRun run =
        kit.run(ForeignEventTests::everything).startDetached().foreign(NOTE, null).reload();
    assertThat(run.execution().hasBegun()).isFalse();

    run.turn();

    assertThat(run.kinds()).containsExactly("workflow_started", "custom", "custom");
    assertThat(run.push("x").reload().execution().pendingCalls()).hasSize(1);
  }

  @Test
  void areSkippedBetweenOwners() {
    TestRun run =
        kit.run(ForeignEventTests::everything)
            .start()
            .foreign(NOTE, null)
            .ownerChanges()
            .foreign(NOTE, null)
            .reload();

    assertThat(run.push("x").reload().execution().pendingCalls()).hasSize(1);
  }
}
