package dev.workflows.lab.fault.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * Makes requests whose bodies are over the endpoint's limit, which is three times that of a value
 * and 64 KB. For one thread.
 */
final class LargeBodies {

  private static final int LIMIT = 3 * (2 << 20) + (64 << 10);
  private static final int MUCH_MORE = 2 << 20;
  private static final int CHUNK = 64 << 10;

  private final Random random;

  LargeBodies(Random random) {
    this.random = random;
  }

  /** A signal for this run, of one byte too many or of many, with its length told or in chunks. */
  byte[] next(String target) {
    byte[] body = body(LIMIT + (random.nextBoolean() ? 1 : MUCH_MORE));
    return random.nextBoolean()
        ? request(target, "Content-Length: " + body.length, body)
        : request(target, "Transfer-Encoding: chunked", chunked(body));
  }

  /** What would be taken if it were shorter. */
  private static byte[] body(int size) {
    byte[] body = new byte[size];
    Arrays.fill(body, (byte) ' ');
    byte[] signal =
        "{\"action\":\"signal\",\"name\":\"note\",\"payload\":\"5\"}"
            .getBytes(StandardCharsets.UTF_8);
    System.arraycopy(signal, 0, body, 0, signal.length);
    return body;
  }

  private static byte[] chunked(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int from = 0; from < body.length; from += CHUNK) {
      int size = Math.min(CHUNK, body.length - from);
      bytes.writeBytes("%x\r\n".formatted(size).getBytes(StandardCharsets.US_ASCII));
      bytes.write(body, from, size);
      bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    bytes.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return bytes.toByteArray();
  }

  private static byte[] request(String target, String framing, byte[] body) {
    String head =
        """
        POST /actuator/workflows/%s HTTP/1.1
        Host: localhost
        Connection: close
        Content-Type: application/json
        %s

        """
            .formatted(target, framing)
            .replace("\n", "\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }
}
