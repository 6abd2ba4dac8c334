package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.QueryMethod;
import dev.workflows.RunDescription;
import dev.workflows.SignalMethod;
import dev.workflows.StartOptions;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.WorkflowStatus;
import org.junit.jupiter.api.Test;

/** Runs stay on the version of their workflow that they began with. */
abstract class VersionRules extends EngineRules {

  VersionRules(WorkflowEngineContract contract) {
    super(contract);
  }

  @Test
  void endsRunsOnTheVersionTheyBeganWithAndBeginsNewOnesWithTheNewest() {
    String old = id("old");
    String young = id("young");
    try (EngineHarness first = engine(true, false)) {
      first.client().start("versioned", StartOptions.of(old), "x");
      assertThat(first.client().query(old, "version")).isEqualTo(1);
    }

    try (EngineHarness both = engine(true, true)) {
      both.client().start("versioned", StartOptions.of(young), "y");
      both.client().signal(old, null, "go");
      both.client().signal(young, null, "go");

      assertThat(result(both, old)).isEqualTo("x by 1");
      assertThat(result(both, young)).isEqualTo("y by 2");
      assertThat(both.client().query(old, "version")).isEqualTo(1);
      assertThat(both.client().query(young, "version")).isEqualTo(2);
    }
  }

  @Test
  void blocksARunWhoseVersionIsMissingUntilItIsDeployedAgain() {
    String id = id("blocked");
    try (EngineHarness first = engine(true, false)) {
      first.client().start("versioned", StartOptions.of(id), "x");
    }

    try (EngineHarness second = engine(false, true)) {
      second.client().signal(id, null, "go");
      Eventually.holds(
          PATIENCE,
          () -> {
            RunDescription described = second.client().describe(id);
            assertThat(described.status()).isEqualTo(WorkflowStatus.BLOCKED);
            assertThat(String.valueOf(described.problem()))
                .contains("WF-111", "version 1 of 'versioned'", "[2]");
          });
    }

    try (EngineHarness both = engine(true, true)) {
      assertThat(result(both, id)).isEqualTo("x by 1");
    }
  }

  @Test
  void goesOnAsNewInTheNewestVersion() {
    String id = id("continued");
    try (EngineHarness first = engine(true, false)) {
      first.client().start("versioned", StartOptions.of(id), "again");
    }

    try (EngineHarness both = engine(true, true)) {
      both.client().signal(id, null, "go");

      assertThat(result(both, id)).isEqualTo("gone on by 2");
    }
  }

  private EngineHarness engine(boolean one, boolean two) {
    EngineHarness harness = new EngineHarness(store());
    if (one) {
      harness.workflow(One.class, One::new);
    }
    if (two) {
      harness.workflow(Two.class, Two::new);
    }
    return closing(harness).start();
  }

  /** The first version. */
  @Workflow("versioned")
  static class One {

    private final WorkflowContext context;
    private boolean gone;

    One(WorkflowContext context) {
      this.context = context;
    }

    @WorkflowMethod
    String run(String input) {
      context.await("go", () -> gone);
      if (input.equals("again")) {
        throw context.continueAsNew("gone on");
      }
      return input + " by 1";
    }

    @SignalMethod
    void go() {
      gone = true;
    }

    @QueryMethod
    int version() {
      return 1;
    }
  }

  /** The second one: other code, with other events. */
  @Workflow(value = "versioned", version = 2)
  static class Two {

    private final WorkflowContext context;
    private boolean gone;

    Two(WorkflowContext context) {
      this.context = context;
    }

    @WorkflowMethod
    String run(String input) {
      context.custom("second", new byte[] {2});
      context.await("go", () -> gone || input.equals("gone on"));
      return input + " by 2";
    }

    @SignalMethod
    void go() {
      gone = true;
    }

    @QueryMethod
    int version() {
      return 2;
    }
  }
}
