package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowStatus;
import dev.workflows.test.InMemoryWorkflowStore;
import dev.workflows.test.StoreFaults;
import dev.workflows.test.StoreFaults.Fate;
import dev.workflows.test.StoreFaults.Operation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients wait for the database, but not for ever. */
@Timeout(60)
class ClientTimeoutTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Set<Operation> OF_CLIENTS =
      Set.of(Operation.START, Operation.SEND, Operation.TERMINATE);

  private final InMemoryWorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());
  private final EngineHarness engine =
      new EngineHarness(store)
          .workflow(Gate.class, Gate::new)
          .clientTimeout(Duration.ofMillis(300));

  @BeforeEach
  void startRun() {
    engine.start();
    engine.client().start("gate", StartOptions.of("g"));
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"LOST_BEFORE", "ROLLED_BACK", "LOCKED"})
  void failInTimeWhileTheDatabaseIsAway(Fate fate) {
    store.inject(operation -> OF_CLIENTS.contains(operation) ? fate : Fate.ANSWERED);

    assertUnavailable(() -> engine.client().start("gate", StartOptions.of("g-2")));
    assertUnavailable(() -> engine.client().signal("g", "m", "open"));
    assertUnavailable(() -> engine.client().cancel("g", "why"));
    assertUnavailable(() -> engine.client().terminate("g", "why"));

    store.inject(StoreFaults.NONE);
    assertThat(status("g")).isEqualTo(WorkflowStatus.RUNNING);
    engine.client().signal("g", "m", "open");
    assertThat(engine.client().result("g", String.class, PATIENCE)).isEqualTo("open");
  }

  @Test
  void findsARunWhoseStartWasWrittenButNeverAnswered() {
    store.inject(operation -> operation == Operation.START ? Fate.LOST_AFTER : Fate.ANSWERED);
    assertUnavailable(() -> engine.client().start("gate", StartOptions.of("g-2")));
    store.inject(StoreFaults.NONE);

    engine.client().signal("g-2", "m", "open");

    assertThat(engine.client().result("g-2", String.class, PATIENCE)).isEqualTo("open");
  }

  private WorkflowStatus status(String id) {
    return engine.client().describe(id).status();
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WorkflowException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
        .hasMessageContaining("workflow.client.timeout");
  }
}
