package dev.workflows.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;

/** What the benchmark runs on. */
final class Machine {

  private static final long MEGABYTE = 1_000_000;

  private Machine() {}

  /** Processors, memory, operating system and JVM, a line each. */
  static List<String> describe() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    String collectors =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .collect(Collectors.joining(", "));
    return List.of(
        "%d processors, %d MB of memory, %s %s, %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize() / MEGABYTE,
                system.getName(),
                system.getVersion(),
                system.getArch()),
        "Java %s (%s), at most %d MB of heap, %s"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vm.name"),
                Runtime.getRuntime().maxMemory() / MEGABYTE,
                collectors));
  }
}
