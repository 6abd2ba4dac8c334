package dev.workflows.lab.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The way of one node to the database, over a port of its own. Thread-safe. */
public final class NodeLink implements AutoCloseable {

  private final ServerSocket door;
  private final int server;
  private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
  private final Object gate = new Object();
  private volatile Duration delay = Duration.ZERO;
  private volatile @Nullable Trap trap;
  private boolean silent;
  private volatile boolean refusing;

  /** Opens a way to a server on this machine. */
  public NodeLink(int server) {
    this.server = server;
    try {
      door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Threads.start("link-" + door.getLocalPort(), this::accept);
  }

  /** Where the node connects to. */
  public int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        connect(door.accept());
      } catch (IOException e) {
        // the door is closed, or the client went away
      }
    }
  }

  private void connect(Socket client) throws IOException {
    if (refusing) {
      client.close();
      return;
    }
    Socket upstream = new Socket();
    try {
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server), 2_000);
    } catch (IOException e) {
      client.close();
      upstream.close();
      return;
    }
    Wire wire = new Wire(this, client, upstream);
    wires.add(wire);
    wire.open();
  }

  void closed(Wire wire) {
    wires.remove(wire);
  }

  // ---- what can go wrong

  /** Everything takes longer, in both directions, from now on. */
  public void delay(Duration each) {
    delay = each;
  }

  /** Nothing arrives any more, in either direction, and nobody is told: a dead network. */
  public void silence() {
    synchronized (gate) {
      silent = true;
    }
  }

  /** Closes all connections, in the middle of whatever they do. */
  public void cut() {
    wires.forEach(Wire::close);
  }

  /** Refuses new connections and cuts those that are there. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /** Sets a trap in place of the one before. */
  public void set(Trap next) {
    trap = next;
  }

  /** All is well again; what was held up goes on. */
  public void heal() {
    delay = Duration.ZERO;
    trap = null;
    refusing = false;
    synchronized (gate) {
      silent = false;
      gate.notifyAll();
    }
  }

  // ---- for its wires

  /** Whether a trap springs on a request. */
  @Nullable Trap springs(Request request) {
    Trap set = trap;
    return set != null && set.springsOn(request) ? set : null;
  }

  /** Takes the time that the way takes. */
  void travel() throws InterruptedException {
    long millis = delay.toMillis();
    if (millis > 0) {
      Thread.sleep(millis);
    }
    synchronized (gate) {
      while (silent && !door.isClosed()) {
        gate.wait(1_000);
      }
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    heal();
    cut();
  }
}
