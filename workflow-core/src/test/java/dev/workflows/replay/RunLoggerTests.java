package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What code says is said once, however often it is executed. */
class RunLoggerTests {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ReplayKit kit = new ReplayKit();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Scripted.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private Level before;

  @BeforeEach
  void listen() {
    before = logger.getLevel();
    logger.setLevel(Level.INFO);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void returnThreads() {
    logger.detachAppender(lines);
    logger.setLevel(before);
    kit.close();
  }

  private Iterable<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void saysEachLineOnceThoughTheCodeIsExecutedAgain() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.logger().info("begins {}", self.context.workflowId());
                  self.context.sleep(HOUR);
                  self.context.logger().atWarn().log("goes on");
                  return "" + self.context.logger().isInfoEnabled();
                })
            .start()
            .reload()
            .fire(2);

    assertThat(said()).containsExactly("begins order-17", "goes on");
    assertThat(run.result()).isEqualTo("true");
  }

  @Test
  void isSilentInQueries() {
    TestRun run =
        kit.run(
                kit.scripted(
                    self -> {
                      self.context.sleep(HOUR);
                      return "slept";
                    },
                    (self, value) -> {},
                    self -> {
                      self.context.logger().error("asked");
                      self.context.logger().atError().addArgument(1).log("asked");
                      return self.context.logger().getName()
                          + self.context.logger().isErrorEnabled();
                    }))
            .start();

    assertThat(run.query("ask")).isEqualTo(Scripted.class.getName() + "false");
    assertThat(said()).isEmpty();
  }

  @Test
  void isSilentWhileTheCodeIsUnwound() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    self.context.sleep(HOUR);
                    return "slept";
                  } finally {
                    self.context.logger().info("unwound");
                  }
                })
            .start();

    run.execution().end();

    assertThat(said()).isEmpty();
  }

  @Test
  void isTheSameObjectWheneverItIsAsked() {
    TestRun run =
        kit.run(
                self -> {
                  int before = self.context.logger().hashCode();
                  self.context.sleep(HOUR);
                  return self.context.logger().equals(self.context.logger())
                      + " "
                      + (before == self.context.logger().hashCode());
                })
            .start()
            .reload()
            .fire(2);

    assertThat(run.result()).isEqualTo("true true");
  }
}
