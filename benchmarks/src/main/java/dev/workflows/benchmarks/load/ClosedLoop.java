package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.engine.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that each perform an operation, wait for its end and begin anew. */
final class ClosedLoop {

  private final Operation operation;
  private final int clients;
  private volatile boolean failed;

  ClosedLoop(Operation operation, int clients) {
    this.operation = operation;
    this.clients = clients;
  }

  /**
   * Lets the clients go on for a while; what they have begun by then they end.
   *
   * @throws Exception the first failure of an operation
   */
  Outcome run(Duration duration) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      CyclicBarrier together = new CyclicBarrier(clients);
      List<Future<Client>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(threads.submit(() -> new Client().go(together, duration)));
      }
      return outcome(all);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Outcome outcome(List<Future<Client>> all) throws Exception {
    long begin = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    List<long[]> parts = new ArrayList<>();
    for (Future<Client> future : all) {
      Client client = get(future);
      begin = Math.min(begin, client.begin);
      end = Math.max(end, client.end);
      parts.add(client.latencies());
    }
    long[] latencies = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Outcome(latencies, (end - begin) / 1e9);
  }

  private static Client get(Future<Client> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** One client's times, in nanoseconds. */
  private final class Client {

    private long[] latencies = new long[1 << 10];
    private int count;
    private long begin;
    private long end;

    private Client go(CyclicBarrier together, Duration duration) throws Exception {
      together.await();
      begin = System.nanoTime();
      end = begin;
      while (!failed && end - begin < duration.toNanos()) {
        perform();
        long now = System.nanoTime();
        add(now - end);
        end = now;
      }
      return this;
    }

    private void perform() throws Exception {
      try {
        operation.perform();
      } catch (Exception | Error e) {
        failed = true;
        throw e;
      }
    }

    private void add(long latency) {
      if (count == latencies.length) {
        latencies = Arrays.copyOf(latencies, count * 2);
      }
      latencies[count++] = latency;
    }

    private long[] latencies() {
      return Arrays.copyOf(latencies, count);
    }
  }

  /**
   * What the clients did.
   *
   * @param latencies of every operation in nanoseconds, the shortest first
   * @param seconds from the beginning of the first to the end of the last
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Outcome(long[] latencies, double seconds) {

    int operations() {
      return latencies.length;
    }

    double perSecond() {
      return operations() / seconds;
    }

    /** The latency that this share of the operations did not exceed. */
    double millisAt(double share) {
      int index = (int) Math.ceil(share * operations()) - 1;
      return latencies[Math.max(index, 0)] / 1e6;
    }
  }
}
