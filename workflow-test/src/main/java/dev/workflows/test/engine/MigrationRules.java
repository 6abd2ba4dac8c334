package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.MigrationRejectedException;
import dev.workflows.ResultTimeoutException;
import dev.workflows.RunDescription;
import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowClosedException;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.WorkflowStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Open runs of an older version are moved to a newer one, if their state can be told. */
abstract class MigrationRules extends EngineRules {

  private final MovableWorkflows.Gate gate = new MovableWorkflows.Gate();

  MigrationRules(WorkflowEngineContract contract) {
    super(contract);
  }

  @Test
  void movesARunOnceAndRefersToItAgain() {
    String id = id("moved");
    RunId first = startOld(id);

    try (EngineHarness both = engine(true, true)) {
      WorkflowClient client = both.client();
      client.signal(id, null, "note", "a");
      RunId next = client.by("ada").migrate(id, 2, PATIENCE);

      assertThat(next.runId()).isNotEqualTo(first.runId());
      assertThat(client.migrate(id, 2, PATIENCE)).isEqualTo(next);
      assertThat(client.migrate(first.runId().toString(), 2, PATIENCE)).isEqualTo(next);
      client.signal(first.runId().toString(), null, "note", "b");
      client.signal(id, null, "end");
      assertThat(result(both, first.runId().toString())).isEqualTo("x a b by 2");
      RunDescription old = client.describe(first.runId().toString());
      assertThat(old.status()).isEqualTo(WorkflowStatus.CONTINUED_AS_NEW);
      assertThat(old.links().continuedBy()).isEqualTo(next.runId());
      assertThat(client.history(first.runId().toString(), 1, 100))
          .last()
          .satisfies(end -> assertThat(end.by()).isEqualTo("ada"))
          .satisfies(end -> assertThat(end.payload()).contains("x a"));
      assertThat(client.query(first.runId().toString(), "notes")).isEqualTo("x a");
    }
  }

  @Test
  void refusesWhileAnActivityIsUnderWayAndMovesLater() {
    String id = id("busy");
    startOld(id);

    try (EngineHarness both = engine(true, true)) {
      both.client().signal(id, null, "note", "work");
      gate.awaitCaller();
      assertRejected(both, id, 2, "under way", "gate.pass", "ask again");
      gate.open();

      Eventually.holds(PATIENCE, () -> assertThat(notes(both, id)).isEqualTo("x work passed"));
      both.client().migrate(id, 2, PATIENCE);
      both.client().signal(id, null, "end");
      assertThat(result(both, id)).isEqualTo("x work passed by 2");
    }
  }

  @Test
  void leavesARunAsItWasWhoseMigrationIsRefused() {
    String id = id("refused");
    startOld(id);

    try (EngineHarness both = engine(true, true)) {
      both.client().signal(id, null, "note", "stay");
      assertRejected(both, id, 2, "I stay");
      both.client().signal(id, null, "note", "huge");
      assertRejected(both, id, 2, "WF-207");

      assertThat(kinds(both, id))
          .containsOnly("workflow_started", "owner_changed", "signal_received");
      both.client().signal(id, null, "end");
      assertThat(result(both, id)).isEqualTo("x stay huge by 1");
    }
  }

  @Test
  void refusesHooksThatAct() {
    String id = id("acting");
    startOld(id);

    try (EngineHarness both = engine(true, true)) {
      both.client().signal(id, null, "note", "act");
      assertRejected(both, id, 2, "WF-104");
      both.client().signal(id, null, "end");
      assertThat(result(both, id)).isEqualTo("x act by 1");
    }
  }

  @Test
  void refusesWhileAnUpdateIsUnderWay() {
    String id = id("updating");
    startOld(id);

    try (EngineHarness both = engine(true, true)) {
      assertThatExceptionOfType(ResultTimeoutException.class)
          .isThrownBy(() -> both.client().update(id, "u", Duration.ofMillis(200), "wait"));
      assertRejected(both, id, 2, "Handlers", "under way");
      both.client().signal(id, null, "note", "go on");
      assertThat(both.client().update(id, "u", PATIENCE, "wait")).isEqualTo("waited");
      both.client().migrate(id, 2, PATIENCE);
      assertThat(both.client().update(id, "u", PATIENCE, "wait")).isEqualTo("waited");
    }
  }

  @Test
  void refusesVersionsThatHaveNoHookOrAreNotDeployed() {
    String id = id("unknown");
    startOld(id);

    try (EngineHarness both = engine(true, true)) {
      assertRejected(both, id, 3, "[1, 2]");
      assertRejected(both, id, 0, "[1, 2]");
      both.client().migrate(id, 2, PATIENCE);
      assertRejected(both, id, 1, "no @MigrationMethod", "version 2");
      both.client().signal(id, null, "end");
      assertThat(result(both, id)).isEqualTo("x by 2");
      assertThatExceptionOfType(WorkflowClosedException.class)
          .isThrownBy(() -> both.client().migrate(id, 2, PATIENCE));
      assertThatExceptionOfType(WorkflowNotFoundException.class)
          .isThrownBy(() -> both.client().migrate("nobody", 2, PATIENCE));
    }
  }

  @Test
  void refusesARunWhoseVersionIsMissingUntilThatIsDeployed() {
    String id = id("missing");
    startOld(id);

    try (EngineHarness second = engine(false, true)) {
      assertRejected(second, id, 2, "version 1, which is not deployed", "Deploy that version");
      Eventually.holds(
          PATIENCE,
          () ->
              assertThat(second.client().describe(id).status()).isEqualTo(WorkflowStatus.BLOCKED));
      assertRejected(second, id, 2, "version 1, which is not deployed", "Deploy that version");
    }

    try (EngineHarness both = engine(true, true)) {
      both.client().migrate(id, 2, PATIENCE);
      both.client().signal(id, null, "end");
      assertThat(result(both, id)).isEqualTo("x by 2");
    }
  }

  @Test
  void tellsTheParentHowAChildEndedThatWasMoved() {
    String id = id("parent");
    String child = id + " child";
    try (EngineHarness first = engine(true, false)) {
      first.client().start("movable-parent", StartOptions.of(id), child);
      Eventually.holds(PATIENCE, () -> assertThat(notes(first, child)).isEqualTo("x"));
    }

    try (EngineHarness both = engine(true, true)) {
      assertRejected(both, id, 2, "Children are open");
      both.client().migrate(child, 2, PATIENCE);
      both.client().signal(child, null, "end");
      assertThat(result(both, id)).isEqualTo("child: x by 2");
    }
  }

  @Test
  void refusesARunThatWasAskedToEnd() {
    String id = id("ending");
    startOld(id);

    try (EngineHarness both = engine(true, true)) {
      both.client().signal(id, null, "note", "clean");
      Eventually.holds(PATIENCE, () -> assertThat(notes(both, id)).isEqualTo("x clean"));
      both.client().cancel(id, "enough");
      gate.awaitCaller();
      assertRejected(both, id, 2, "about to end");
      gate.open();
      Eventually.holds(
          PATIENCE,
          () ->
              assertThat(both.client().describe(id).status()).isEqualTo(WorkflowStatus.CANCELLED));
    }
  }

  private static Object notes(EngineHarness engine, String id) {
    try {
      return String.valueOf(engine.client().query(id, "notes"));
    } catch (WorkflowNotFoundException e) {
      return "none";
    }
  }

  private static void assertRejected(
      EngineHarness engine, String id, int version, String... facts) {
    assertThatExceptionOfType(MigrationRejectedException.class)
        .isThrownBy(() -> engine.client().migrate(id, version, PATIENCE))
        .satisfies(e -> assertThat(e.getMessage() + e.failure()).contains(facts));
  }

  /** A run of the first version, begun when there was no other. */
  private RunId startOld(String id) {
    try (EngineHarness first = engine(true, false)) {
      return first.client().start("movable", StartOptions.of(id), "x");
    }
  }

  private EngineHarness engine(boolean one, boolean two) {
    EngineHarness harness = new EngineHarness(store());
    MovableWorkflows.Passing passing = harness.activities(MovableWorkflows.Passing.class, gate);
    if (one) {
      harness.workflow(MovableWorkflows.First.class, c -> new MovableWorkflows.First(c, passing));
    }
    if (two) {
      harness.workflow(MovableWorkflows.Second.class, MovableWorkflows.Second::new);
      harness.workflow(MovableWorkflows.SecondParent.class, MovableWorkflows.SecondParent::new);
    }
    harness.workflow(MovableWorkflows.FirstParent.class, MovableWorkflows.FirstParent::new);
    return closing(harness).start();
  }
}
