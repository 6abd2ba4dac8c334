package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.test.InMemoryWorkflowStore;
import dev.workflows.test.StoreFaults;
import dev.workflows.test.StoreFaults.Fate;
import dev.workflows.test.StoreFaults.Operation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client asks for is sent again if its first answer is lost, and does what it did once. */
@Timeout(60)
class LostAnswerTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ID = "gate-1";

  private final InMemoryWorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());
  private final EngineHarness engine = new EngineHarness(store).workflow(Gate.class, Gate::new);
  private final LosingFirst faults = new LosingFirst();

  /** Loses the answer of the first request, and all others until it is told that it is enough. */
  private static final class LosingFirst implements StoreFaults {

    private static final List<Operation> REQUESTS = List.of(Operation.SEND, Operation.TERMINATE);

    private boolean written;
    private volatile boolean over;

    @Override
    public Fate next(Operation operation) {
      if (over || !REQUESTS.contains(operation)) {
        return Fate.ANSWERED;
      }
      Fate fate = written ? Fate.LOST_BEFORE : Fate.LOST_AFTER;
      written = true;
      return fate;
    }
  }

  private static Stream<Named<Function<WorkflowClient, RunId>>> requestsThatEndTheRun() {
    return Stream.of(
        Named.of("signal", client -> client.signal(ID, null, "open")),
        Named.of("signal with message id", client -> client.signal(ID, "m", "open")),
        Named.of("cancel", client -> client.cancel(ID, "why")),
        Named.of("terminate", client -> client.terminate(ID, "why")));
  }

  @BeforeEach
  void start() {
    engine.start();
    store.inject(faults);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @ParameterizedTest
  @MethodSource("requestsThatEndTheRun")
  void endsWellAlthoughTheRunHasClosedMeanwhile(Function<WorkflowClient, RunId> request) {
    RunId run = startGate();

    CompletableFuture<RunId> answer = inBackground(request);
    awaitClosed(run);
    assertThat(answer).isNotDone();
    faults.over = true;

    assertThat(answer).succeedsWithin(PATIENCE).isEqualTo(run);
  }

  @ParameterizedTest
  @MethodSource("requestsThatEndTheRun")
  void doesNothingToALaterRunOfTheSameWorkflowId(Function<WorkflowClient, RunId> request) {
    RunId first = startGate();
    CompletableFuture<RunId> answer = inBackground(request);
    awaitClosed(first);
    RunId second = startGate();

    faults.over = true;

    assertThat(answer).succeedsWithin(PATIENCE).isEqualTo(first);
    assertThat(store.runs().find(ID).orElseThrow())
        .satisfies(
            run -> {
              assertThat(run.runId()).isEqualTo(second.runId());
              assertThat(run.status().isOpen()).isTrue();
            });
    assertThat(store.ownership().unreadOf(List.of(second.runId()))).isEmpty();
    assertThat(store.histories().length(second.runId())).isEqualTo(1);
  }

  private RunId startGate() {
    return engine.client().start("gate", StartOptions.of(ID));
  }

  private CompletableFuture<RunId> inBackground(Function<WorkflowClient, RunId> request) {
    return CompletableFuture.supplyAsync(
            () -> request.apply(engine.client()), task -> new Thread(task, "client").start())
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private void awaitClosed(RunId id) {
    Eventually.holds(
        PATIENCE,
        () ->
            assertThat(store.runs().find(id.runId().toString()).orElseThrow().status().isOpen())
                .isFalse());
  }
}
