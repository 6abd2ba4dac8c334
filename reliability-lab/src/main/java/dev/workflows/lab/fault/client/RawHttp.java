package dev.workflows.lab.fault.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Sends bytes to a server of HTTP, whether they make sense or not. */
final class RawHttp {

  private static final int PATIENCE = 10_000;
  private static final int STATUS = 9;

  private RawHttp() {}

  /**
   * What came back.
   *
   * @param status 0 if there was none
   * @param text of head and body
   */
  record Answer(int status, String text) {}

  static Answer exchange(int port, byte[] request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE);
      String problem = send(socket, request);
      ByteArrayOutputStream received = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(received);
      } catch (SocketTimeoutException e) {
        return new Answer(0, "no end within 10 s: " + received.toString(ISO_8859_1));
      } catch (IOException e) { // who is told too much may say so and cut it off
        problem = "after %d bytes: %s".formatted(received.size(), e.getMessage());
      }
      String text = received.toString(ISO_8859_1);
      int status = status(text);
      return new Answer(status, status == 0 ? problem + text : text);
    } catch (IOException e) {
      return new Answer(0, String.valueOf(e.getMessage()));
    }
  }

  /** Who refuses a request need not read it to its end, and has answered then. */
  private static String send(Socket socket, byte[] request) {
    try {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static int status(String text) {
    return text.matches("(?s)HTTP/1\\.1 \\d{3}.*")
        ? Integer.parseInt(text.substring(STATUS, STATUS + 3))
        : 0;
  }
}
