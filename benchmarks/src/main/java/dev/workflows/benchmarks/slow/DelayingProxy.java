package dev.workflows.benchmarks.slow;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between an application and its database and keeps every message for a while, in both
 * directions. Messages overtake neither each other nor are they thinned out: only the latency
 * grows, not the throughput.
 */
public final class DelayingProxy implements AutoCloseable {

  private static final int BACKLOG = 200;
  private static final byte[] END = new byte[0];

  private final InetSocketAddress target;
  private final long delayNanos;
  private final ServerSocket server;

  /**
   * A proxy on a free port of the loopback interface.
   *
   * @param delay how long a message takes from one end to the other
   */
  public DelayingProxy(String host, int port, Duration delay) throws IOException {
    this.target = new InetSocketAddress(host, port);
    this.delayNanos = delay.toNanos();
    this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    run("accept", this::accept);
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** Accepts nobody any more; connections end with their clients. */
  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        // Either the proxy is closed, or this one client is turned off.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket database = new Socket();
    try {
      database.connect(target);
      client.setTcpNoDelay(true);
      database.setTcpNoDelay(true);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    pipe(client, database);
    pipe(database, client);
  }

  private void pipe(Socket from, Socket to) {
    BlockingQueue<Message> underway = new LinkedBlockingQueue<>();
    run("read", () -> read(from, underway));
    run("write", () -> write(underway, to));
  }

  private void read(Socket from, BlockingQueue<Message> underway) {
    byte[] buffer = new byte[16_384];
    try {
      InputStream in = from.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        underway.add(new Message(System.nanoTime() + delayNanos, Arrays.copyOf(buffer, n)));
      }
    } catch (IOException e) {
      // This end is gone; the other is told below.
    } finally {
      underway.add(new Message(System.nanoTime() + delayNanos, END));
    }
  }

  private void write(BlockingQueue<Message> underway, Socket to) {
    try (to) {
      OutputStream out = to.getOutputStream();
      for (Message next = underway.take(); next.bytes != END; next = underway.take()) {
        next.awaitArrival();
        out.write(next.bytes);
        out.flush();
      }
    } catch (IOException e) {
      // The receiver is gone; its own reader tells the other end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(String name, Runnable task) {
    Thread thread = new Thread(task, "delaying-proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Bytes on their way. */
  private static final class Message {

    private final long arrival;
    private final byte[] bytes;

    private Message(long arrival, byte[] bytes) {
      this.arrival = arrival;
      this.bytes = bytes;
    }

    private void awaitArrival() {
      for (long rest = arrival - System.nanoTime(); rest > 0; rest = arrival - System.nanoTime()) {
        LockSupport.parkNanos(rest);
      }
    }
  }
}
