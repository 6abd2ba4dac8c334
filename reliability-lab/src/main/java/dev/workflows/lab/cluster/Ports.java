package dev.workflows.lab.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for processes that are killed and come back to them. They lie below those that systems give
 * to whoever asks for any: else another could have a port while its process is away, and be taken
 * for it.
 */
final class Ports {

  private static final int LOWEST = 10_000;
  private static final int HIGHEST = 30_000;
  private static final int ATTEMPTS = 100;

  private Ports() {}

  /** One that nobody uses now. */
  static int free() {
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // somebody has it
      }
    }
    throw new IllegalStateException("No port between %d and %d is free".formatted(LOWEST, HIGHEST));
  }
}
