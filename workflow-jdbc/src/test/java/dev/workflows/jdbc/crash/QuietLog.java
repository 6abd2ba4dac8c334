package dev.workflows.jdbc.crash;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Machines lose their connections all the time and say so. {@code -Dcrash.log=DEBUG} lets them. */
final class QuietLog implements BeforeAllCallback, AfterAllCallback {

  private static final List<Logger> LOGS =
      List.of(
          (Logger) LoggerFactory.getLogger("dev.workflows"),
          (Logger) LoggerFactory.getLogger("com.zaxxer.hikari"),
          (Logger) LoggerFactory.getLogger("org.springframework"));

  private final Map<Logger, Level> before = new HashMap<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    Level level = Level.toLevel(System.getProperty("crash.log"), Level.OFF);
    for (Logger log : LOGS) {
      before.put(log, log.getLevel());
      log.setLevel(level);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    before.forEach(Logger::setLevel);
  }
}
