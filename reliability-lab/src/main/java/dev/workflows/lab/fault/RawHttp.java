package dev.workflows.lab.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

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
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return new Answer(status(text), text);
    } catch (IOException e) {
      return new Answer(0, String.valueOf(e.getMessage()));
    }
  }

  private static int status(String text) {
    return text.matches("(?s)HTTP/1\\.1 \\d{3}.*")
        ? Integer.parseInt(text.substring(STATUS, STATUS + 3))
        : 0;
  }
}
