package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.workflows.ErrorCode;
import dev.workflows.QueryMethod;
import dev.workflows.RunEvent;
import dev.workflows.SignalMethod;
import dev.workflows.StartOptions;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowMethod;
import dev.workflows.WorkflowStatus;
import dev.workflows.replay.CodeWatch;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Code that does not come to rest costs its own run time, and nobody else. */
class HangingCodeTests {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** More than the engine has threads for turns. */
  private static final int MANY = 5;

  private final InMemoryWorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());
  private final CountDownLatch comeBack = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();
  private final EngineHarness engine =
      new EngineHarness(store)
          .workflow(Hanging.class, context -> new Hanging(calls, comeBack))
          .workflow(Asked.class, context -> new Asked(context, comeBack))
          .workflow(Healthy.class, context -> new Healthy())
          .start();

  /** Waits for something that the engine knows nothing of. */
  @Workflow("hanging")
  public static class Hanging {

    private final AtomicInteger calls;
    private final CountDownLatch comeBack;

    Hanging(AtomicInteger calls, CountDownLatch comeBack) {
      this.calls = calls;
      this.comeBack = comeBack;
    }

    /** Returns how often it was called. */
    @WorkflowMethod
    public String execute() throws InterruptedException {
      int call = calls.incrementAndGet();
      comeBack.await();
      return "call " + call;
    }
  }

  /** Hangs when it is asked. */
  @Workflow("asked")
  public static class Asked {

    private final WorkflowContext context;
    private final CountDownLatch comeBack;
    private boolean ended;

    Asked(WorkflowContext context, CountDownLatch comeBack) {
      this.context = context;
      this.comeBack = comeBack;
    }

    /** Waits for its end. */
    @WorkflowMethod
    public String execute() {
      context.await(() -> ended);
      return "ended";
    }

    /** Ends it. */
    @SignalMethod
    public void end() {
      ended = true;
    }

    /** Never answers. */
    @QueryMethod
    public String hang() throws InterruptedException {
      comeBack.await();
      return "late";
    }
  }

  /** Does nothing. */
  @Workflow("healthy")
  public static class Healthy {

    /** Returns at once. */
    @WorkflowMethod
    public String execute() {
      return "well";
    }
  }

  @AfterEach
  void closeEngine() {
    comeBack.countDown();
    engine.close();
  }

  private void claimed(String type, String id) {
    engine.client().start(type, StartOptions.of(id).withDelay(Duration.ofMillis(1)));
  }

  private WorkflowStatus status(String id) {
    return engine.client().describe(id).status();
  }

  @Test
  void keepNoThreadFromTheTurnsOfOthers() {
    for (int i = 0; i < MANY; i++) {
      claimed("hanging", "hanging-" + i);
    }
    Eventually.holds(PATIENCE, () -> assertThat(calls).hasPositiveValue());

    claimed("healthy", "healthy");

    assertThat(engine.client().result("healthy", String.class, PATIENCE)).isEqualTo("well");
    for (int i = 0; i < MANY; i++) {
      String id = "hanging-" + i;
      Eventually.holds(PATIENCE, () -> assertThat(status(id)).isEqualTo(WorkflowStatus.BLOCKED));
      assertThat(String.valueOf(engine.client().describe(id).problem()))
          .contains("WF-107", id, "did not come to rest", "Hanging.execute");
    }
  }

  @Test
  void areToldOnceInTheLogWithTheirStack() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(CodeWatch.class);
    logger.addAppender(log);
    log.start();
    try {
      claimed("hanging", "told");
      Eventually.holds(
          PATIENCE,
          () -> assertThat(store.runs().find("told").orElseThrow().problemCount()).isEqualTo(2));
    } finally {
      logger.detachAppender(log);
    }

    String runId = engine.client().describe("told").summary().runId().toString();
    assertThat(log.list)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getLevel()).isEqualTo(Level.WARN);
              assertThat(event.getFormattedMessage()).contains("'told'", runId);
              assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
                  .anyMatch(frame -> frame.getSTEAsString().contains("Hanging.execute"));
            });
  }

  @Test
  void makeTheStartFailThatExecutesThem() {
    assertThatThrownBy(() -> engine.client().start("hanging", StartOptions.of("started")))
        .isInstanceOfSatisfying(
            WorkflowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HANGING_CODE));

    assertThat(store.runs().find("started")).isEmpty();
  }

  @Test
  void asQueriesKeepNothingFromTheRunTheyAsk() {
    claimed("asked", "asked");
    Eventually.holds(PATIENCE, () -> assertThat(engine.engine().health().resident()).isEqualTo(1));

    assertThatThrownBy(() -> engine.client().query("asked", "hang"))
        .hasMessageContaining("[WF-107] Query 'hang' of workflow 'asked' did not come to rest");
    engine.client().signal("asked", null, "end");

    assertThat(engine.client().result("asked", String.class, PATIENCE)).isEqualTo("ended");
  }

  @Test
  void areNotCalledAgainBeforeTheyComeBack() {
    claimed("hanging", "once");
    Eventually.holds(
        PATIENCE,
        () -> assertThat(store.runs().find("once").orElseThrow().problemCount()).isEqualTo(2));
    assertThat(calls).hasValue(1);

    comeBack.countDown();

    assertThat(engine.client().result("once", String.class, PATIENCE)).isEqualTo("call 2");
    List<String> kinds =
        engine.client().history("once", 1, 9).stream().map(RunEvent::type).toList();
    assertThat(kinds).containsExactly("workflow_started", "workflow_completed");
  }
}
