package dev.workflows.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads what an engine has cost so far: its database, this process, the server's processes. */
final class Meter {

  private final Database database;
  private final @Nullable MeteredPool pool;

  Meter(Database database, @Nullable MeteredPool pool) {
    this.database = database;
    this.pool = pool;
  }

  /** The counters; exact only while the engine has nothing to do. */
  Map<Figure, Long> read() throws Exception {
    Map<Figure, Long> counters = new EnumMap<>(Figure.class);
    if (pool != null) {
      MeteredPool.Reading reading = pool.read();
      counters.put(Figure.COMMITS, reading.commits());
      counters.put(Figure.WAL, reading.walBytes());
      counters.put(Figure.STATEMENTS, reading.roundTrips());
      OptionalLong serverCpu = database.serverCpuMicros();
      serverCpu.ifPresent(micros -> counters.put(Figure.SERVER_CPU, micros));
    }
    Allocation.bytes().ifPresent(bytes -> counters.put(Figure.ALLOCATED, bytes));
    counters.put(Figure.CLIENT_CPU, processCpuMicros());
    return counters;
  }

  /** Adds what each of so many runs cost between two readings. */
  static void tell(
      Map<Figure, Double> figures, Map<Figure, Long> before, Map<Figure, Long> after, int runs) {
    before.forEach(
        (figure, count) -> {
          long then = after.getOrDefault(figure, count);
          figures.put(figure, (then - count) / (double) runs);
        });
  }

  private static long processCpuMicros() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return system.getProcessCpuTime() / 1_000;
  }
}
