package dev.workflows.lab.worker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * Sockets for the driver of PostgreSQL that tell for how long threads waited in one of their reads.
 * The driver makes it by its name. Thread-safe.
 */
public final class WatchedSockets extends SocketFactory {

  private static final Map<Thread, Long> WAITING = new ConcurrentHashMap<>();
  private static final AtomicLong LONGEST = new AtomicLong();

  /** The longest wait since this was asked last, of those that are over and those that are not. */
  static Duration longest() {
    long now = System.nanoTime();
    long longest = LONGEST.getAndSet(0);
    for (long since : WAITING.values()) {
      longest = Math.max(longest, now - since);
    }
    return Duration.ofNanos(longest);
  }

  @Override
  public Socket createSocket() {
    return new Watched();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("Only unconnected sockets are watched");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostName(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host.getHostName(), port);
  }

  private static final class Watched extends Socket {

    @Override
    public InputStream getInputStream() throws IOException {
      return new WatchedInput(super.getInputStream());
    }
  }

  private static final class WatchedInput extends FilterInputStream {

    WatchedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      begin();
      try {
        return super.read();
      } finally {
        end();
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      begin();
      try {
        return super.read(bytes, offset, length);
      } finally {
        end();
      }
    }

    private static void begin() {
      WAITING.put(Thread.currentThread(), System.nanoTime());
    }

    private static void end() {
      Long since = WAITING.remove(Thread.currentThread());
      if (since != null) {
        LONGEST.accumulateAndGet(System.nanoTime() - since, Math::max);
      }
    }
  }
}
