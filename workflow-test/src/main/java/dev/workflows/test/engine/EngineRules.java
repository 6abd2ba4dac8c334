package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunEvent;
import dev.workflows.RunFilter;
import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowStatus;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.RunRecord;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** What the parts of the contract share: engines on one store, and how a test talks to them. */
abstract class EngineRules {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final WorkflowEngineContract contract;
  private final List<EngineHarness> engines = new CopyOnWriteArrayList<>();

  EngineRules(WorkflowEngineContract contract) {
    this.contract = contract;
  }

  WorkflowStore store() {
    return contract.store();
  }

  /** What is left open would be taken over, and found not to fit, by the engines of other tests. */
  @AfterEach
  void closeEnginesAndEndRuns() {
    engines.forEach(EngineHarness::close);
    Eventually.holds(PATIENCE, () -> assertThat(endOpenRuns()).isZero());
  }

  private long endOpenRuns() {
    return Stream.of(WorkflowStatus.RUNNING, WorkflowStatus.BLOCKED)
        .flatMap(status -> openRuns(status).stream())
        .filter(run -> !isEnded(run.runId().toString()))
        .count();
  }

  private List<RunRecord> openRuns(WorkflowStatus status) {
    return store().runs().list(new RunFilter(null, status, null, null), null, 10_000);
  }

  /** Not if a killed engine's last statement is in the way. */
  private boolean isEnded(String runId) {
    UUID nobody = UUID.randomUUID();
    try {
      store().commits().terminate(new Termination(nobody, runId, null, nobody));
      return true;
    } catch (StoreException e) {
      return false;
    }
  }

  EngineHarness engine(CountingSteps counting, Script script) {
    return engine(counting, script, 200);
  }

  EngineHarness engine(CountingSteps counting, Script script, int maxResidentRuns) {
    return engine(new EngineHarness(store()), counting, script, maxResidentRuns);
  }

  /** Starts an engine that executes a script. */
  EngineHarness engine(
      EngineHarness harness, CountingSteps counting, Script script, int maxResidentRuns) {
    engines.add(harness);
    Steps steps = harness.activities(Steps.class, counting);
    return harness
        .workflow(Scripted.class, context -> new Scripted(context, steps, script))
        .start(maxResidentRuns);
  }

  /** Closes it at the end, if the test has not. */
  EngineHarness closing(EngineHarness harness) {
    engines.add(harness);
    return harness;
  }

  static String id(String name) {
    return name + "-" + UUID.randomUUID();
  }

  static String result(EngineHarness harness, String id) {
    return String.valueOf(harness.client().result(id, String.class, PATIENCE));
  }

  static List<String> kinds(EngineHarness harness, String id) {
    return harness.client().history(id, 1, Long.MAX_VALUE).stream().map(RunEvent::type).toList();
  }

  static RunId start(EngineHarness harness, String id) {
    return harness.client().start("scripted", StartOptions.of(id), "in");
  }

  /** A node forgets a run before its release is durable. */
  void awaitReleased(EngineHarness harness) {
    UUID node = UUID.fromString(harness.engine().health().node());
    Eventually.holds(
        PATIENCE,
        () -> {
          assertThat(harness.engine().health().owned()).isZero();
          assertThat(store().ownership().owned(node)).isEmpty();
        });
  }
}
