package dev.workflows.benchmarks.load;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** What this JVM has allocated so far. */
final class Allocation {

  private static final Optional<Method> TOTAL = total();

  private Allocation() {}

  /**
   * All bytes from Java 21 on; before that those of the threads that live, so that what threads
   * have allocated that ended meanwhile is missing.
   */
  static OptionalLong bytes() {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    if (threads == null || !threads.isThreadAllocatedMemorySupported()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(TOTAL.isPresent() ? ask(TOTAL.get(), threads) : ofLiving(threads));
  }

  private static long ofLiving(ThreadMXBean threads) {
    long[] bytes = threads.getThreadAllocatedBytes(threads.getAllThreadIds());
    return Arrays.stream(bytes).filter(count -> count > 0).sum();
  }

  private static long ask(Method method, ThreadMXBean threads) {
    try {
      return (long) method.invoke(threads);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code getTotalThreadAllocatedBytes()}, which Java 17 cannot name. */
  private static Optional<Method> total() {
    try {
      return Optional.of(ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes"));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }
}
