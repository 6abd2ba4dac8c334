package dev.workflows.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts shops for one test class and ends each of them after it, by its process id, whatever came
 * of the tests. A shutdown hook does the same if this JVM is told to end in between.
 */
final class ShopProcesses implements BeforeAllCallback, AfterAllCallback {

  private static final Path LOGS = Path.of("target", "shop-logs");

  private final List<ShopProcess> started = new ArrayList<>();
  private final Thread hook = new Thread(this::killAll);
  private String test = "";

  @Override
  public void beforeAll(ExtensionContext context) {
    test = context.getRequiredTestClass().getSimpleName();
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts the packaged shop on a database. */
  ShopProcess startPackaged(String jdbcUrl, List<String> properties) {
    return start(ShopImage.packaged(), jdbcUrl, properties);
  }

  /** Starts a shop on a database. */
  ShopProcess start(String jdbcUrl, List<String> properties) {
    return start(ShopImage.unpacked(), jdbcUrl, properties);
  }

  /** Its output goes to a file of its own under {@code target}. */
  private synchronized ShopProcess start(
      List<String> java, String jdbcUrl, List<String> properties) {
    String name = "%s-%d.log".formatted(test, started.size() + 1);
    ShopProcess process = ShopProcess.start(java, jdbcUrl, properties, directory().resolve(name));
    started.add(process);
    return process;
  }

  @Override
  public void afterAll(ExtensionContext context) {
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
