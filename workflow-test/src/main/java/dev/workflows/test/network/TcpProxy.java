package dev.workflows.test.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between an application and its database on this machine, and can fall silent as a broken
 * network does: connections stay open, new ones are accepted, and no byte arrives any more.
 */
public final class TcpProxy implements AutoCloseable {

  private final InetSocketAddress target;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean silent;

  /** A proxy, on a free port of the loopback interface, for a port of the same. */
  public TcpProxy(int targetPort) {
    this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("accept", this::accept);
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** Swallows every byte from now on, in both directions. */
  public void fallSilent() {
    silent = true;
  }

  /**
   * Passes bytes on again. Connections that have lost some are cut, since what would come after
   * makes no sense to either end.
   */
  public void heal() {
    cut();
    silent = false;
  }

  /** Closes all connections, as a server that is killed does. */
  public void cut() {
    sockets.forEach(TcpProxy::close);
    sockets.clear();
  }

  @Override
  public void close() {
    close(server);
    cut();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        // Either the proxy is closed, or the target is away: then this client is turned off.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    sockets.add(client);
    Socket database = new Socket();
    sockets.add(database);
    try {
      database.connect(target);
    } catch (IOException e) {
      close(client);
      throw e;
    }
    run("to-database", () -> pass(client, database));
    run("to-client", () -> pass(database, client));
  }

  private void pass(Socket from, Socket to) {
    byte[] bytes = new byte[16_384];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (!silent) {
          out.write(bytes, 0, n);
          out.flush();
        }
      }
    } catch (IOException e) {
      // One end is gone; the other is told below.
    } finally {
      close(from);
      close(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is closed for all that matters here.
    }
  }

  private static void run(String name, Runnable task) {
    Thread thread = new Thread(task, "tcp-proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }
}
