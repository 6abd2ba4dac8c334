package dev.workflows.test.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Simulated nodes lose their leases all the time and say so. {@code -Dsimulation.log=DEBUG} lets
 * them.
 */
final class QuietLog implements BeforeAllCallback, AfterAllCallback {

  private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.workflows");

  private final Level before = LOG.getLevel();

  @Override
  public void beforeAll(ExtensionContext context) {
    LOG.setLevel(Level.toLevel(System.getProperty("simulation.log"), Level.OFF));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    LOG.setLevel(before);
  }
}
