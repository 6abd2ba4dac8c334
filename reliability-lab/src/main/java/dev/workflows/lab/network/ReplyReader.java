package dev.workflows.lab.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Follows what the server sends, by PostgreSQL's backend protocol, until it is ready for the next
 * request. For one thread.
 */
final class ReplyReader {

  /** The SQLSTATE of what succeeds. */
  static final String SUCCESS = "00000";

  private static final int HEADER = 5;

  private final byte[] header = new byte[HEADER];
  private int headerBytes;
  private long bodyBytes;
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();
  private boolean failed;
  private boolean inError;
  private boolean complete;

  /** Takes the next bytes. */
  void take(byte[] bytes, int length) {
    int at = 0;
    while (at < length && !complete) {
      if (bodyBytes > 0) {
        int part = (int) Math.min(bodyBytes, length - at);
        if (inError) {
          error.write(bytes, at, part);
        }
        bodyBytes -= part;
        at += part;
      } else {
        header[headerBytes++] = bytes[at++];
      }
      if (headerBytes == HEADER) {
        nextMessage();
      }
    }
  }

  private void nextMessage() {
    inError = header[0] == 'E';
    failed |= inError;
    complete = header[0] == 'Z';
    bodyBytes = (long) ByteBuffer.wrap(header, 1, Integer.BYTES).getInt() - Integer.BYTES;
    headerBytes = 0;
  }

  /** Whether the server is ready for the next request. */
  boolean isComplete() {
    return complete;
  }

  /** The SQLSTATE that it reported, in the field C; {@link #SUCCESS} if there was no error. */
  String state() {
    if (!failed) {
      return SUCCESS;
    }
    return Stream.of(error.toString(StandardCharsets.UTF_8).split("\0"))
        .filter(field -> field.startsWith("C"))
        .findFirst()
        .orElseThrow()
        .substring(1);
  }
}
