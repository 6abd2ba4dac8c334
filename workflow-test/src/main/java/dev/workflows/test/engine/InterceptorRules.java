package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowFact;
import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowInterceptor;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.WorkflowOperation;
import dev.workflows.WorkflowOperation.Kind;
import dev.workflows.WorkflowTurn;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is done on one thread passes interceptors, which can refuse it but not hide it. */
abstract class InterceptorRules extends InterceptedRules {

  InterceptorRules(WorkflowEngineContract contract) {
    super(contract);
  }

  private static WorkflowInterceptor around(Kind kind, Around around) {
    return new WorkflowInterceptor() {
      @Override
      public void around(WorkflowOperation operation, Next next) throws Exception {
        if (operation.kind() == kind) {
          around.around(operation, next);
        } else {
          next.proceed();
        }
      }
    };
  }

  private interface Around {
    void around(WorkflowOperation operation, WorkflowInterceptor.Next next) throws Exception;
  }

  // ---- clients

  @Test
  void seeWhatClientsAskFor() {
    EngineHarness harness =
        watched(
            new CountingSteps(),
            w -> {
              w.context.await(() -> w.signals.size() > 1);
              return "done";
            },
            watching);
    String id = id("asked");
    RunId run = start(harness, id);
    harness.client().signal(id, null, "push", "a");
    harness.client().query(run.runId().toString(), "stage");
    harness
        .client()
        .signalWithStart(
            "scripted", StartOptions.of(id), List.of("in"), null, "push", List.of("b"));
    result(harness, id);

    assertThat(watching.begun)
        .containsExactly(
            of(Kind.START, "scripted", id, null, null),
            of(Kind.SIGNAL, null, id, null, "push"),
            of(Kind.QUERY, null, run.runId().toString(), null, "stage"),
            of(Kind.SIGNAL_WITH_START, "scripted", id, null, "push"));
    assertThat(watching.reached)
        .containsExactly(
            of(Kind.START, "scripted", id, run, null),
            of(Kind.SIGNAL, "scripted", id, run, "push"),
            of(Kind.QUERY, "scripted", run.runId().toString(), run, "stage"),
            of(Kind.SIGNAL_WITH_START, "scripted", id, run, "push"));
  }

  private static WorkflowOperation of(
      Kind kind, @Nullable String type, String id, @Nullable RunId run, @Nullable String name) {
    return new WorkflowOperation(kind, type, id, run, name, 0, 0);
  }

  @Test
  void seeUpdates() {
    EngineHarness harness = watched(new CountingSteps(), w -> "", watching);
    String id = id("draft");
    Object first =
        harness
            .client()
            .updateWithStart(
                "watched-draft",
                StartOptions.of(id),
                List.of(),
                null,
                PATIENCE,
                "append",
                List.of("a"));
    Object second = harness.client().update(id, null, PATIENCE, "append", "bc");
    result(harness, id);

    assertThat(List.of(first, second)).isEqualTo(List.of("a", "abc"));
    assertThat(watching.reached)
        .extracting(
            WorkflowOperation::kind, WorkflowOperation::workflowType, WorkflowOperation::name)
        .containsExactly(
            tuple(Kind.UPDATE_WITH_START, "watched-draft", "append"),
            tuple(Kind.UPDATE, "watched-draft", "append"));
    assertThat(watching.types(id)).isEqualTo(kinds(harness, id));
    assertThat(watching.facts(id))
        .filteredOn(fact -> fact.type().startsWith("update"))
        .extracting(WorkflowFact::name)
        .containsExactly("append", "append", "append", "append");
  }

  @Test
  void seeHowRunsAreEndedFromOutside() {
    EngineHarness harness =
        watched(
            new CountingSteps(),
            w -> {
              w.context.sleep(Duration.ofHours(1));
              return "slept";
            },
            watching);
    String cancelled = id("cancelled");
    String terminated = id("terminated");
    RunId first = start(harness, cancelled);
    RunId second = start(harness, terminated);
    harness.client().cancel(cancelled, "enough");
    harness.client().terminate(terminated, "now");

    assertThat(watching.reached.subList(2, 4))
        .containsExactly(
            of(Kind.CANCEL, "scripted", cancelled, first, null),
            of(Kind.TERMINATE, "scripted", terminated, second, null));
    Eventually.holds(
        PATIENCE,
        () ->
            assertThat(watching.types(cancelled))
                .containsSubsequence("cancel_requested", "workflow_cancelled"));
  }

  @Test
  void seeWhatClientsAreRefused() {
    EngineHarness harness = watched(new CountingSteps(), w -> "", watching);

    assertThatExceptionOfType(WorkflowNotFoundException.class)
        .isThrownBy(() -> harness.client().signal(id("nobody"), null, "push", "a"));

    assertThat(watching.thrown).singleElement().isInstanceOf(WorkflowNotFoundException.class);
    assertThat(watching.reached).isEmpty();
  }

  @Test
  void keepAClientFromStartingAnything() {
    IOException no = new IOException("not today");
    EngineHarness harness =
        watched(
            new CountingSteps(),
            w -> "",
            around(
                Kind.START,
                (operation, next) -> {
                  throw no;
                }));
    String id = id("refused");

    assertThatExceptionOfType(UndeclaredThrowableException.class)
        .isThrownBy(() -> start(harness, id))
        .withCause(no);

    assertThat(store().runs().find(id)).isEmpty();
  }

  // ---- attempts

  @Test
  void seeEveryAttemptOfAnActivity() {
    EngineHarness harness = watched(new CountingSteps(), w -> w.steps.flaky(1), watching);
    String id = id("flaky");
    RunId run = start(harness, id);
    result(harness, id);

    String name = String.valueOf(watching.attempts().get(0).name());
    assertThat(name).endsWith("flaky");
    assertThat(watching.attempts())
        .containsExactly(
            new WorkflowOperation(Kind.ACTIVITY, "scripted", id, run, name, 2, 1),
            new WorkflowOperation(Kind.ACTIVITY, "scripted", id, run, name, 2, 2));
    assertThat(watching.thrown).singleElement().asString().contains("failure 1");
    assertThat(watching.facts(id).get(2))
        .satisfies(
            fact -> {
              assertThat(fact.type()).isEqualTo("activity_completed");
              assertThat(fact.name()).isEqualTo(name);
              assertThat(fact.attempts()).isEqualTo(2);
              assertThat(fact.took()).isGreaterThan(Duration.ofMillis(49));
            });
  }

  @Test
  void failAttemptsByThrowing() {
    CountingSteps counting = new CountingSteps();
    AtomicInteger attempts = new AtomicInteger();
    EngineHarness harness =
        watched(
            counting,
            w -> w.steps.flaky(0),
            around(
                Kind.ACTIVITY,
                (operation, next) -> {
                  attempts.incrementAndGet();
                  throw new IOException("never");
                }));
    String id = id("hindered");
    start(harness, id);

    assertThatExceptionOfType(WorkflowFailedException.class).isThrownBy(() -> result(harness, id));
    assertThat(attempts).hasValue(3);
    assertThat(counting.calls).isEmpty();
  }

  @Test
  void standOutsideOfTransactions() {
    CountingSteps counting = new CountingSteps();
    List<Integer> recorded = new ArrayList<>();
    EngineHarness harness =
        watched(
            counting,
            w -> w.steps.txWrite("x"),
            around(
                Kind.ACTIVITY,
                (operation, next) -> {
                  RunId run = Objects.requireNonNull(next.proceed().run());
                  recorded.add(store().ownership().unreadOf(List.of(run.runId())).size());
                  throw new IllegalStateException("too late");
                }));
    String id = id("transactional");
    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("x");
    assertThat(counting.calls).containsExactly("txWrite x");
    assertThat(recorded).as("outcomes that are durable").hasSize(1);
  }

  // ---- order

  @Test
  void areNestedInTheirOrder() {
    List<String> order = new ArrayList<>();
    EngineHarness harness =
        watched(
            new CountingSteps(), w -> w.steps.echo("a"), nested("1", order), nested("2", order));
    String id = id("nested");
    start(harness, id);
    result(harness, id);

    assertThat(order)
        .filteredOn(line -> line.contains("ACTIVITY"))
        .containsExactly("1> ACTIVITY", "2> ACTIVITY", "2< ACTIVITY", "1< ACTIVITY");
    assertThat(order)
        .filteredOn(line -> line.contains("RUNNING"))
        .containsExactly("1 RUNNING", "2 RUNNING");
  }

  private static WorkflowInterceptor nested(String name, List<String> order) {
    return new WorkflowInterceptor() {
      @Override
      public void around(WorkflowOperation operation, Next next) throws Exception {
        add(name + "> " + operation.kind());
        next.proceed();
        add(name + "< " + operation.kind());
      }

      @Override
      public void told(WorkflowTurn turn) {
        add(name + " " + turn.status());
      }

      private void add(String line) {
        synchronized (order) {
          order.add(line);
        }
      }
    };
  }
}
