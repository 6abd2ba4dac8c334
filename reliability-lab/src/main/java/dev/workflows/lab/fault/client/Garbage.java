package dev.workflows.lab.fault.client;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes requests that are nearly right. For one thread. */
final class Garbage {

  private static final List<String> METHODS =
      List.of(
          "GET", "GET", "GET", "POST", "POST", "POST", "POST", "PUT", "DELETE", "PATCH", "HEAD",
          "OPTIONS", "TRACE", "FOO");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json",
          "application/json",
          "application/vnd.spring-boot.actuator.v3+json",
          "text/plain",
          "application/xml",
          "multipart/form-data",
          "application/x-www-form-urlencoded",
          "a/b/c",
          "",
          "\u0001");
  private static final List<String> NAMES =
      List.of(
          "type",
          "status",
          "workflowId",
          "since",
          "limit",
          "cursor",
          "from",
          "to",
          "id",
          "part",
          "action",
          "name",
          "payload",
          "messageId",
          "reason",
          "x");
  private static final List<String> ACTIONS =
      List.of("signal", "signal", "query", "query", "cancel", "terminate", "SIGNAL", "", "start");
  private static final List<String> WORDS =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "1",
          "201",
          "9223372036854775808",
          "1e400",
          "NaN",
          "null",
          "true",
          "RUNNING",
          "note",
          "notes",
          "history",
          "2026-01-31T12:00:00Z",
          "2026-13-31T99:00:00Z",
          "<script>alert(1)</script>",
          "'; drop table workflow_run; --",
          "%s%n",
          "${jndi:x}",
          "../../etc/passwd",
          "\u0000",
          "\r\n\r\nGET / HTTP/1.1",
          "\uD800",
          "\uFFFF",
          "ünï",
          "00000000-0000-0000-0000-000000000000",
          "[1,2",
          "{\"a\":1}",
          "[[[[]]]]",
          "\"text\"",
          "5");
  private static final int LONG = 6_000;
  private static final int DEEP = 3_000;

  private final Random random;

  Garbage(Random random) {
    this.random = random;
  }

  /** A request that has to do with this run, or not. */
  byte[] request(String target) {
    byte[] body = random.nextInt(3) == 0 ? new byte[0] : body().getBytes(charset());
    String head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s%s\r\n"
            .formatted(any(METHODS), path(target) + query(), type(), length(body));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  private <V> V any(List<V> values) {
    return values.get(random.nextInt(values.size()));
  }

  private Charset charset() {
    return random.nextInt(10) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }

  private String path(String target) {
    String id = random.nextInt(3) > 0 ? target : encoded(word());
    return "/actuator/workflows"
        + switch (random.nextInt(8)) {
          case 0 -> "";
          case 1 -> "/";
          case 2 -> "/%s/%s".formatted(id, random.nextBoolean() ? "history" : encoded(word()));
          case 3 -> "/%s/history/%s".formatted(id, encoded(word()));
          default -> "/" + id;
        };
  }

  private String query() {
    StringBuilder query = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      query
          .append(query.isEmpty() ? '?' : '&')
          .append(any(NAMES))
          .append(random.nextInt(8) == 0 ? "" : "=" + encoded(word()));
    }
    return query.toString();
  }

  private String encoded(String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
    return random.nextInt(12) == 0
        ? encoded + any(List.of("%", "%zz", "%00", "%ff", ";a=b", "//", "%2f"))
        : encoded;
  }

  private String word() {
    return random.nextInt(20) == 0 ? "w".repeat(random.nextInt(LONG)) : any(WORDS);
  }

  private String type() {
    return random.nextInt(8) == 0 ? "" : "Content-Type: %s\r\n".formatted(any(TYPES));
  }

  private String length(byte[] body) {
    return switch (random.nextInt(20)) {
      case 0 -> "Content-Length: -5\r\n";
      case 1 -> "";
      default -> "Content-Length: %d\r\n".formatted(body.length);
    };
  }

  private String body() {
    return switch (random.nextInt(8)) {
      case 0 -> word();
      case 1 -> "[".repeat(DEEP);
      case 2 ->
          "{\"action\":\"signal\",\"name\":\"note\",\"payload\":\"%s\"}"
              .formatted("9".repeat(random.nextInt(DEEP)));
      default -> object();
    };
  }

  private String object() {
    StringBuilder object = new StringBuilder("{\"action\":\"" + any(ACTIONS) + '"');
    for (String name : List.of("name", "payload", "messageId", "reason", "extra")) {
      if (random.nextInt(3) > 0) {
        object.append(",\"").append(name).append("\":").append(value(name));
      }
    }
    return object.append(random.nextInt(12) == 0 ? "" : "}").toString();
  }

  private String value(String name) {
    return switch (random.nextInt(8)) {
      case 0 -> "17";
      case 1 -> "{\"a\":[null]}";
      case 2 -> "null";
      case 3 -> "\"" + word() + '"'; // not escaped
      case 4 -> name.equals("name") ? "\"note\"" : "\"5\"";
      case 5 -> name.equals("name") ? "\"notes\"" : "\"[5]\"";
      default -> "\"" + escaped(word()) + '"';
    };
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
    return escaped.toString();
  }
}
