package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.workflows.Activity;
import dev.workflows.ActivityFailedException;
import dev.workflows.Retry;
import dev.workflows.StartOptions;
import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A line about an attempt that failed can be found by its run. */
class AttemptLogTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Logger LOG =
      (Logger) LoggerFactory.getLogger("dev.workflows.engine.ActivityRunner");

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final EngineHarness engine =
      new EngineHarness(new InMemoryWorkflowStore(InstantSource.system()));

  /** What goes wrong. */
  public interface Trouble {

    /** Throws. */
    @Activity(retry = @Retry(maxAttempts = 1))
    String fail();

    /** Takes too long. */
    @Activity(timeout = "PT0.1S", retry = @Retry(maxAttempts = 1))
    String wait(String what) throws InterruptedException;
  }

  /** Has all of it. */
  @Workflow("troubled")
  public static class Troubled {

    private final Trouble trouble;

    Troubled(Trouble trouble) {
      this.trouble = trouble;
    }

    /** Takes what comes. */
    @WorkflowMethod
    public String execute() throws InterruptedException {
      try {
        trouble.fail();
      } catch (ActivityFailedException first) {
        try {
          trouble.wait("long");
        } catch (ActivityFailedException second) {
          return "both";
        }
      }
      return "not both";
    }
  }

  @BeforeEach
  void listen() {
    lines.start();
    LOG.addAppender(lines);
  }

  @AfterEach
  void close() {
    LOG.detachAppender(lines);
    engine.close();
  }

  @Test
  void namesTheRun() {
    Trouble trouble =
        engine.activities(
            Trouble.class,
            new Trouble() {
              @Override
              public String fail() {
                throw new IllegalStateException("no");
              }

              @Override
              public String wait(String what) throws InterruptedException {
                new CountDownLatch(1).await();
                return what;
              }
            });
    engine.workflow(Troubled.class, context -> new Troubled(trouble)).start();
    engine.client().start("troubled", StartOptions.of("order-1"));

    assertThat(engine.client().result("order-1", String.class, PATIENCE)).isEqualTo("both");
    List<ILoggingEvent> warnings =
        List.copyOf(lines.list).stream().filter(line -> line.getLevel() == Level.WARN).toList();
    assertThat(warnings)
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line.getMDCPropertyMap())
                    .containsEntry("workflowId", "order-1")
                    .containsKey("runId"));
  }
}
