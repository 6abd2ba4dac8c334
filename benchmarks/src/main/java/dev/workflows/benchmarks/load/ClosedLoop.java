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
final class ClosedLoop implements AutoCloseable {

  private final List<Operation> operations;
  private final ExecutorService threads;
  private volatile boolean failed;

  /** A loop with one client for each of these. */
  ClosedLoop(List<Operation> operations) {
    this.operations = List.copyOf(operations);
    this.threads = Executors.newFixedThreadPool(operations.size());
  }

  /**
   * Lets the clients go on for a while; what they have begun by then they end.
   *
   * @throws Exception the first failure of an operation
   */
  Outcome run(Duration duration) throws Exception {
    CyclicBarrier together = new CyclicBarrier(operations.size());
    List<Future<Client>> all = new ArrayList<>();
    for (Operation operation : operations) {
      all.add(threads.submit(() -> new Client(operation).go(together, duration)));
    }
    return outcome(all);
  }

  private static Outcome outcome(List<Future<Client>> all) throws Exception {
    long begin = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    long first = 0;
    List<long[]> parts = new ArrayList<>();
    for (Future<Client> future : all) {
      Client client = get(future);
      begin = Math.min(begin, client.begin);
      end = Math.max(end, client.end);
      first = Math.max(first, client.latencies[0]);
      parts.add(client.latencies());
    }
    long[] latencies = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Outcome(Distribution.ofNanos(latencies), (end - begin) / 1e9, first / 1e9);
  }

  private static Client get(Future<Client> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Ends the clients' threads, which until then are there to be asked what they allocated. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** One client's times, in nanoseconds. */
  private final class Client {

    private final Operation operation;
    private long[] latencies = new long[1 << 10];
    private int count;
    private long begin;
    private long end;

    private Client(Operation operation) {
      this.operation = operation;
    }

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
   * @param latencies of every operation
   * @param seconds from the beginning of the first to the end of the last
   * @param firstSeconds the longest of the clients' first operations
   */
  record Outcome(Distribution latencies, double seconds, double firstSeconds) {

    int operations() {
      return latencies.count();
    }

    double perSecond() {
      return operations() / seconds;
    }
  }
}
