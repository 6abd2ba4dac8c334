package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Message;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Messages that nobody can read any more do not stay in anybody's way. */
class DeadLetterTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final InMemoryWorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());

  /** Waits for what never comes. */
  @Workflow("waiting")
  public static class Waiting {

    private final WorkflowContext context;

    Waiting(WorkflowContext context) {
      this.context = context;
    }

    /** Never ends by itself. */
    @WorkflowMethod
    public void execute() {
      context.await(() -> false);
    }
  }

  private EngineHarness engine() {
    return new EngineHarness(store).workflow(Waiting.class, Waiting::new).start();
  }

  @Test
  void areMarkedByANodeThatFindsThem() {
    RunId run;
    try (EngineHarness first = engine()) {
      run = first.client().start("waiting", StartOptions.of("w"));
      first.stop();
    }
    String target = run.runId().toString();
    store.inTransaction(
        () -> {
          store.callerTransaction().send(new Send(target, Message.signal("1", "late", null)));
          store
              .commits()
              .terminate(new Termination(UUID.randomUUID(), target, null, UUID.randomUUID()));
        });
    assertThat(store.ownership().unreadOf(List.of(run.runId()))).hasSize(1);

    try (EngineHarness second = engine()) {
      Eventually.holds(
          PATIENCE, () -> assertThat(second.client().describe("w").deadLetters()).isEqualTo(1));
    }
    assertThat(store.ownership().unreadOf(List.of(run.runId()))).isEmpty();
  }
}
