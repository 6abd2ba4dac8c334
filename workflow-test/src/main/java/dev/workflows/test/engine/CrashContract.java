package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.Activity;
import dev.workflows.RunEvent;
import dev.workflows.SignalMethod;
import dev.workflows.StartOptions;
import dev.workflows.Workflow;
import dev.workflows.WorkflowClosedException;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.history.Event;
import dev.workflows.spi.RunRecord;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.engine.PowerCut.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A process dies at each of the writes that a run needs, before it, after it and inside the
 * transaction of an activity, and its callers ask once more: extend it with a store of yours, whose
 * application can have an effect in its transactions.
 */
public abstract class CrashContract {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration CLIENTS = Duration.ofSeconds(1);

  private final List<String> calls = new CopyOnWriteArrayList<>();

  /** The store that all processes share. */
  protected abstract WorkflowStore store();

  /** Has an effect in the transaction of the calling thread. */
  protected abstract void effect(String key);

  /** How many effects of this key are durable. */
  protected abstract int effects(String key);

  /** What the workflow calls. */
  public interface Steps {

    /** Has an effect in the transaction that records it. */
    @Activity
    String txTake(String key);

    /** Has an effect elsewhere. */
    @Activity
    String call(String key);
  }

  private final class CountedSteps implements Steps {

    @Override
    public String txTake(String key) {
      effect(key);
      return "taken";
    }

    @Override
    public String call(String key) {
      calls.add(key);
      return "called";
    }
  }

  /** Every kind of wait and activity once. */
  @Workflow("crashing")
  public static class Crashing {

    private final WorkflowContext context;
    private final Steps steps;
    private @Nullable String said;

    Crashing(WorkflowContext context, Steps steps) {
      this.context = context;
      this.steps = steps;
    }

    /** Takes, waits for a word, calls, and sleeps. */
    @WorkflowMethod
    public String execute() {
      String taken = steps.txTake(context.workflowId());
      context.await(() -> said != null);
      String called = steps.call(context.workflowId());
      context.sleep(Duration.ofMillis(5));
      return taken + ", " + said + ", " + called;
    }

    /** Tells the word. */
    @SignalMethod
    public void say(String word) {
      said = said == null ? word : said + " twice";
    }
  }

  /** A run whose process died, and whether its second activity was recorded by then. */
  private record Crash(String workflowId, boolean recorded) {}

  @Test
  void endsTheSameIfTheProcessDiesBeforeAWrite() {
    endsTheSame(crashAtEveryWrite(Moment.BEFORE));
  }

  @Test
  void endsTheSameIfTheProcessDiesAfterAWrite() {
    endsTheSame(crashAtEveryWrite(Moment.AFTER));
  }

  @Test
  void endsTheSameIfTheProcessDiesWithinTheTransactionOfAnActivity() {
    endsTheSame(crashAtEveryWrite(Moment.WITHIN));
  }

  private void endsTheSame(List<Crash> crashes) {
    assertThat(crashes).as("each with its write").hasSizeGreaterThanOrEqualTo(6);
    try (EngineHarness survivor = engine(store())) {
      crashes.forEach(crash -> request(survivor, crash.workflowId()));
      for (Crash crash : crashes) {
        String id = crash.workflowId();

        assertThat(survivor.client().result(id, String.class, PATIENCE))
            .as(id)
            .isEqualTo("taken, hello, called");
        assertThat(effects(id)).as("effects of " + id).isEqualTo(1);
        assertThat(calls.stream().filter(id::equals))
            .as("calls of " + id)
            .hasSizeBetween(1, crash.recorded() ? 1 : 2);
        assertThat(survivor.client().history(id, 1, Long.MAX_VALUE))
            .extracting(RunEvent::type)
            .containsOnlyOnce("workflow_started", "signal_received", "workflow_completed");
      }
    }
  }

  private List<Crash> crashAtEveryWrite(Moment moment) {
    List<Crash> crashes = new ArrayList<>();
    boolean reached = true;
    for (int write = 1; reached; write++) {
      String id = "%s-%d-%s".formatted(moment, write, UUID.randomUUID());
      PowerCut cut = new PowerCut(store(), id, write, moment);
      try (EngineHarness doomed = engine(cut.store())) {
        requestInVain(doomed, id);
        Eventually.holds(PATIENCE, () -> assertThat(cut.happened() || isClosed(id)).isTrue());
      }
      crashes.add(new Crash(id, isRecorded(id)));
      reached = cut.isReached();
    }
    return crashes;
  }

  private EngineHarness engine(WorkflowStore seen) {
    EngineHarness harness = new EngineHarness(seen).clientTimeout(CLIENTS);
    Steps steps = harness.activities(Steps.class, new CountedSteps());
    return harness.workflow(Crashing.class, context -> new Crashing(context, steps)).start();
  }

  /** Asks for the run and sends its signal, as a caller does who does not know what happened. */
  private static void request(EngineHarness harness, String id) {
    try {
      harness.client().start("crashing", StartOptions.of(id).withIdempotencyKey(id));
      harness.client().signal(id, "word", "say", "hello");
    } catch (WorkflowClosedException e) {
      // it got everything it needed before its process died
    }
  }

  private static void requestInVain(EngineHarness doomed, String id) {
    try {
      request(doomed, id);
    } catch (StoreException e) {
      // the process is dead: nobody answers
    }
  }

  private boolean isClosed(String id) {
    return store().runs().find(id).map(run -> !run.status().isOpen()).orElse(false);
  }

  private boolean isRecorded(String id) {
    return store().runs().find(id).map(RunRecord::runId).stream()
            .flatMap(run -> store().histories().read(run, 1, Long.MAX_VALUE).stream())
            .filter(recorded -> recorded.event() instanceof Event.ActivityCompleted)
            .count()
        == 2;
  }
}
