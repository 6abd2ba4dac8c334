package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.workflows.Failure;
import dev.workflows.RunId;
import dev.workflows.WorkflowFact;
import dev.workflows.WorkflowInterceptor;
import dev.workflows.WorkflowStatus;
import dev.workflows.WorkflowTurn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Interceptors are told of every turn once it is durable, and never again. */
abstract class TellingRules extends InterceptedRules {

  TellingRules(WorkflowEngineContract contract) {
    super(contract);
  }

  @Test
  void areToldWhatHistoriesTell() {
    EngineHarness harness =
        watched(
            new CountingSteps(),
            w -> {
              w.context.sleep(Duration.ofMillis(5));
              String made = w.context.child(Part.class).call(part -> part.make("b"));
              return w.steps.look("a") + w.steps.txWrite("c") + made;
            },
            watching);
    String id = id("told");
    RunId run = start(harness, id);
    result(harness, id);

    assertThat(watching.types(id)).isEqualTo(kinds(harness, id));
    List<WorkflowFact> child =
        watching.facts(id).stream().filter(fact -> fact.child() != null).toList();
    assertThat(child)
        .extracting(WorkflowFact::type, WorkflowFact::name)
        .containsExactly(
            tuple("child_scheduled", "watched-part"), tuple("child_completed", "watched-part"));
    String childId = Objects.requireNonNull(child.get(0).child()).workflowId();
    assertThat(watching.types(childId)).isEqualTo(kinds(harness, childId));
    assertThat(watching.turns)
        .filteredOn(turn -> turn.run().equals(run))
        .allSatisfy(turn -> assertThat(turn.duration()).isPositive())
        .last()
        .satisfies(
            turn -> {
              assertThat(turn.status()).isEqualTo(WorkflowStatus.COMPLETED);
              assertThat(turn.workflowType()).isEqualTo("scripted");
            });
  }

  @Test
  void areToldNothingAgainAfterACrash() {
    CountingSteps counting = new CountingSteps();
    Watching after = new Watching();
    Script script =
        w -> {
          String first = w.steps.echo("one");
          w.context.await(() -> !w.signals.isEmpty());
          return first + w.steps.echo("two");
        };
    EngineHarness first = watched(counting, script, watching);
    String id = id("crashed");
    start(first, id);
    Eventually.holds(PATIENCE, () -> assertThat(watching.types(id)).hasSize(3));
    first.kill();

    EngineHarness second = watched(counting, script, after);
    second.client().signal(id, null, "push", "go");
    result(second, id);

    List<String> told = new ArrayList<>(watching.types(id));
    told.addAll(after.types(id));
    List<String> recorded = new ArrayList<>(kinds(second, id));
    recorded.remove("owner_changed");
    assertThat(told).isEqualTo(recorded);
    assertThat(after.types(id)).startsWith("signal_received");
    assertThat(after.attempts()).hasSize(1);
  }

  @Test
  void areToldOfRunsThatCannotGoOn() {
    CountingSteps counting = new CountingSteps();
    Watching after = new Watching();
    EngineHarness first = watched(counting, w -> w.steps.slow("a"), watching);
    String id = id("blocked");
    start(first, id);
    Eventually.holds(PATIENCE, () -> assertThat(counting.calls).hasSize(1));
    first.kill();
    counting.release.countDown();

    watched(
        new CountingSteps(),
        w -> {
          w.context.sleep(Duration.ofHours(1));
          return "other code";
        },
        after);

    Eventually.holds(
        PATIENCE,
        () ->
            assertThat(after.turns)
                .filteredOn(turn -> turn.run().workflowId().equals(id))
                .first()
                .satisfies(
                    turn -> {
                      assertThat(turn.status()).isEqualTo(WorkflowStatus.BLOCKED);
                      assertThat(turn.facts()).isEmpty();
                      assertThat(turn.problem()).extracting(Failure::code).isEqualTo("WF-101");
                    }));
    assertThat(store().runs().find(id))
        .hasValueSatisfying(run -> assertThat(run.status()).isEqualTo(WorkflowStatus.BLOCKED));
  }

  @Test
  void changeNothingByFailingWhenTheyAreTold() {
    EngineHarness harness =
        watched(
            new CountingSteps(),
            w -> w.steps.echo("a"),
            new WorkflowInterceptor() {
              @Override
              public void told(WorkflowTurn turn) {
                throw new AssertionError("of an interceptor");
              }
            },
            watching);
    String id = id("failing");
    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("a");
    assertThat(watching.types(id)).hasSize(4);
  }
}
