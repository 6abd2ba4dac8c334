package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.Event;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Items are worked on in branches, some at a time. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoundedMapTests {

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
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
}
