package dev.workflows.lab.network;

import java.nio.ByteBuffer;

/**
 * Follows what the server sends, by PostgreSQL's backend protocol, until it is ready for the next
 * request. For one thread.
 */
final class ReplyReader {

  private static final int HEADER = 5;

  private final byte[] header = new byte[HEADER];
  private int headerBytes;
  private long bodyBytes;
  private boolean failed;
  private boolean complete;

  /** Takes the next bytes. */
  void take(byte[] bytes, int length) {
    int at = 0;
    while (at < length && !complete) {
      if (bodyBytes > 0) {
        int part = (int) Math.min(bodyBytes, length - at);
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
    failed |= header[0] == 'E';
    complete = header[0] == 'Z';
    bodyBytes = (long) ByteBuffer.wrap(header, 1, Integer.BYTES).getInt() - Integer.BYTES;
    headerBytes = 0;
  }

  /** Whether the server is ready for the next request. */
  boolean isComplete() {
    return complete;
  }

  /** Whether it reported an error. */
  boolean hasFailed() {
    return failed;
  }
}
