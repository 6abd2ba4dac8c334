package dev.workflows.lab.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a client sends into requests, by PostgreSQL's frontend protocol, version 3 (chapter
 * "Message Formats" of its manual). A connection must not be encrypted. For one thread.
 */
final class RequestReader {

  private final DataInputStream in;
  private final Map<String, String> prepared = new HashMap<>();
  private boolean started;

  RequestReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /**
   * Waits for the next request.
   *
   * @return {@code null} if the client has closed the connection
   */
  @Nullable Request next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<String> statements = new ArrayList<>();
    boolean complete = false;
    while (!complete) {
      int type = started ? in.read() : 0;
      if (type < 0) {
        return bytes.size() == 0 ? null : new Request(statements, bytes.toByteArray());
      }
      byte[] body = body(bytes, type);
      if (body == null) {
        return null;
      }
      complete = !started || endsRequest(type);
      started = true;
      note(type, body, statements);
    }
    return new Request(List.copyOf(statements), bytes.toByteArray());
  }

  /** Reads the length and what follows it, and keeps a copy for the server. */
  private byte @Nullable [] body(ByteArrayOutputStream copy, int type) throws IOException {
    byte[] length = in.readNBytes(Integer.BYTES);
    if (length.length < Integer.BYTES) {
      return null;
    }
    byte[] body = in.readNBytes(ByteBuffer.wrap(length).getInt() - Integer.BYTES);
    if (type != 0) {
      copy.write(type);
    }
    copy.write(length);
    copy.write(body);
    return body;
  }

  /** Parse, bind, describe, execute and close travel together; the server replies after a sync. */
  private static boolean endsRequest(int type) {
    return switch (type) {
      case 'P', 'B', 'D', 'E', 'C' -> false;
      default -> true;
    };
  }

  private void note(int type, byte[] body, List<String> statements) {
    switch (type) {
      case 'P' -> prepared.put(text(body, 0), text(body, text(body, 0).getBytes(UTF_8).length + 1));
      case 'B' -> {
        int name = text(body, 0).getBytes(UTF_8).length + 1; // after that of the portal
        statements.add(prepared.getOrDefault(text(body, name), ""));
      }
      case 'Q' -> statements.add(text(body, 0));
      default -> {
        // executes nothing
      }
    }
  }

  /** A string ends with a zero. */
  private static String text(byte[] body, int from) {
    int end = from;
    while (body[end] != 0) {
      end++;
    }
    return new String(body, from, end - from, UTF_8);
  }
}
