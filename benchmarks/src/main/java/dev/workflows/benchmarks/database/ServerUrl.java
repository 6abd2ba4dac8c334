package dev.workflows.benchmarks.database;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a {@code jdbc:postgresql:} URL.
 *
 * @param parameters with their question mark, or empty
 */
record ServerUrl(String host, int port, String database, String parameters) {

  private static final int DEFAULT_PORT = 5432;
  private static final Pattern FORM =
      Pattern.compile("jdbc:postgresql://([^:/?,]+)(?::(\\d+))?/([^?]*)(\\?.*)?");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static ServerUrl parse(String url) {
    Matcher matcher = FORM.matcher(url);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Only PostgreSQL is measured, by jdbc:postgresql://host:port/database URLs");
    }
    String port = matcher.group(2);
    return new ServerUrl(
        matcher.group(1),
        port == null ? DEFAULT_PORT : Integer.parseInt(port),
        matcher.group(3),
        Objects.requireNonNullElse(matcher.group(4), ""));
  }

  ServerUrl of(String otherDatabase) {
    return new ServerUrl(host, port, otherDatabase, parameters);
  }

  ServerUrl at(String otherHost, int otherPort) {
    return new ServerUrl(otherHost, otherPort, database, parameters);
  }

  @Override
  public String toString() {
    return "jdbc:postgresql://%s:%d/%s%s".formatted(host, port, database, parameters);
  }
}
