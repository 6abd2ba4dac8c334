package dev.workflows.lab.network;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One connection through a link: a thread for what the client sends, one for the replies. */
final class Wire {

  private static final int BUFFER = 16 * 1024;

  private final NodeLink link;
  private final Socket client;
  private final Socket server;
  private volatile @Nullable Trap watching;

  Wire(NodeLink link, Socket client, Socket server) {
    this.link = link;
    this.client = client;
    this.server = server;
  }

  void open() {
    Threads.start("wire-requests", () -> run(this::passRequests));
    Threads.start("wire-replies", () -> run(this::passReplies));
  }

  private interface Pump {
    void run() throws IOException, InterruptedException;
  }

  private void run(Pump pump) {
    try {
      pump.run();
    } catch (IOException e) {
      // one of the two went away
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  private void passRequests() throws IOException, InterruptedException {
    OutputStream out = server.getOutputStream();
    RequestReader requests =
        new RequestReader(new BufferedInputStream(client.getInputStream(), BUFFER));
    for (Request next = requests.next(); next != null; next = requests.next()) {
      Trap trap = link.springs(next);
      if (trap != null) {
        if (trap.fate() == Trap.Fate.LOSE_REQUEST) {
          return;
        } else if (trap.fate() == Trap.Fate.HOLD) {
          trap.awaitRelease();
        }
        watching = trap;
      } else {
        link.travel();
      }
      next.sendTo(out);
    }
    if (watching != null) {
      drain(); // the client is gone, but what became of its request is still to be told
    }
  }

  /** Waits for the end of the replies. */
  private void drain() throws InterruptedException {
    Trap trap = watching;
    if (trap != null) {
      trap.awaitReply(Duration.ofSeconds(10));
    }
  }

  private void passReplies() throws IOException, InterruptedException {
    InputStream in = server.getInputStream();
    OutputStream out = client.getOutputStream();
    byte[] buffer = new byte[BUFFER];
    @Nullable ReplyReader reply = null;
    for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
      Trap trap = watching;
      if (trap == null) {
        link.travel();
        out.write(buffer, 0, length);
        out.flush();
      } else {
        reply = reply == null ? new ReplyReader() : reply;
        reply.take(buffer, length);
        if (reply.isComplete()) {
          trap.replied(reply.state());
          if (trap.fate() != Trap.Fate.SWALLOW_REPLY) {
            return; // the client never sees the reply
          }
        }
      }
    }
  }

  void close() {
    link.closed(this);
    closeQuietly(client);
    closeQuietly(server);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is closed, whatever it says
    }
  }
}
