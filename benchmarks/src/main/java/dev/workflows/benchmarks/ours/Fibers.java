package dev.workflows.benchmarks.ours;

import dev.workflows.engine.ThreadDriver;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** The threads that execute workflow code. */
public enum Fibers {
  /** Virtual where the JVM has them. */
  AUTO,
  PLATFORM,
  VIRTUAL;

  /** The choice of this name. */
  public static Optional<Fibers> of(String label) {
    return Arrays.stream(values()).filter(f -> f.label().equals(label)).findFirst();
  }

  /** Its name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this means virtual threads in this JVM. */
  public boolean areVirtual() {
    return this == VIRTUAL || (this == AUTO && Runtime.version().feature() >= 21);
  }

  ThreadFactory factory() {
    return areVirtual() ? virtualThreads() : ThreadDriver.platformFibers();
  }

  /** {@code Thread.ofVirtual().name("workflow-fiber-", 1).factory()}, which Java 17 cannot name. */
  private static ThreadFactory virtualThreads() {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      Method name = type.getMethod("name", String.class, long.class);
      return (ThreadFactory)
          type.getMethod("factory").invoke(name.invoke(builder, "workflow-fiber-", 1L));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "Java %d has no virtual threads; use --fibers=platform."
              .formatted(Runtime.version().feature()),
          e);
    }
  }
}
