package dev.workflows.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts shops for one test and ends each of them after it, by its process id, whatever came of the
 * test. A shutdown hook does the same if this JVM is told to end in between.
 */
final class ShopProcesses implements BeforeEachCallback, AfterEachCallback {

  private static final Path LOGS = Path.of("target", "shop-logs");

  private final List<ShopProcess> started = new ArrayList<>();
  private final Thread hook = new Thread(this::killAll);
  private String test = "";

  @Override
  public void beforeEach(ExtensionContext context) {
    test = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts a shop on a database. Its output goes to a file of its own under {@code target}. */
  synchronized ShopProcess start(String jdbcUrl, List<String> properties) {
    String name = test.replaceAll("[^A-Za-z0-9.]", "") + "-" + (started.size() + 1) + ".log";
    ShopProcess process = ShopProcess.start(jdbcUrl, properties, directory().resolve(name));
    started.add(process);
    return process;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    killAll();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private synchronized void killAll() {
    for (ShopProcess process : started) {
      try {
        process.kill();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // go on: destroyForcibly has been sent already
      }
    }
    started.clear();
  }

  private static Path directory() {
    try {
      return Files.createDirectories(LOGS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
