package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.ErrorCode;
import dev.workflows.SignalMethod;
import dev.workflows.StartOptions;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowMethod;
import dev.workflows.WorkflowStatus;
import dev.workflows.payload.Payload;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.InMemoryWorkflowStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A run that a newer version wrote waits for a version that can read it. */
class UnreadableRunTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final InMemoryWorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());

  /** Waits until it is woken. */
  @Workflow("patient")
  public static class Patient {

    private final WorkflowContext context;
    private boolean woken;

    Patient(WorkflowContext context) {
      this.context = context;
    }

    /** Returns what it is given, later. */
    @WorkflowMethod
    public String execute(String input) {
      context.await(() -> woken);
      return input;
    }

    /** Wakes it. */
    @SignalMethod
    public void wake() {
      woken = true;
    }
  }

  /** The store of a version that cannot read anything it loads. */
  private static WorkflowStore outdated(WorkflowStore store) {
    OwnershipStore ownership =
        changing(OwnershipStore.class, store.ownership(), "load", UnreadableRunTests::unreadable);
    return changing(WorkflowStore.class, store, "ownership", any -> ownership);
  }

  private static Object unreadable(Object loaded) {
    WorkflowException why = new WorkflowException(ErrorCode.UNREADABLE_PAYLOAD, "of next year");
    return ((List<?>) loaded)
        .stream().map(run -> LoadedRun.unreadable(((LoadedRun) run).run(), why)).toList();
  }

  private static <T> T changing(
      Class<T> type, T target, String method, UnaryOperator<Object> change) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              try {
                Object answer = called.invoke(target, arguments);
                return called.getName().equals(method) ? change.apply(answer) : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static EngineHarness engine(WorkflowStore store) {
    return new EngineHarness(store).workflow(Patient.class, Patient::new).start();
  }

  @Test
  void isBlockedByAVersionThatCannotReadItAndEndsWithOneThatCan() {
    try (EngineHarness outdated = engine(outdated(store))) {
      outdated.client().start("patient", StartOptions.of("order-1"), "in");
      Eventually.holds(PATIENCE, () -> assertThat(outdated.engine().health().owned()).isZero());
      outdated.client().signal("order-1", null, "wake");
      Eventually.holds(
          PATIENCE,
          () ->
              assertThat(store.runs().find("order-1").orElseThrow())
                  .satisfies(
                      run -> {
                        assertThat(run.status()).isEqualTo(WorkflowStatus.BLOCKED);
                        assertThat(run.problem().json()).contains("WF-102");
                      }));
      outdated.stop();
    }
    try (EngineHarness current = engine(store)) {
      assertThat(current.client().result("order-1", String.class, PATIENCE)).isEqualTo("in");
    }
  }

  @Test
  void isDescribedAlthoughWhyItEndedCannotBeRead() {
    try (EngineHarness harness = engine(store)) {
      harness.client().start("patient", StartOptions.of("order-2"), "in");
      store
          .commits()
          .terminate(
              new Termination(
                  new UUID(1, 1), "order-2", new Payload("{\"by\":\"Ada\"}"), new UUID(2, 2)));

      assertThat(harness.client().describe("order-2"))
          .satisfies(
              run -> {
                assertThat(run.status()).isEqualTo(WorkflowStatus.TERMINATED);
                assertThat(run.reason()).contains("cannot be read");
              });
    }
  }
}
