package dev.workflows.lab.network;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;

/** What a client sends before it waits for a reply. Immutable. */
public final class Request {

  private static final Pattern WRITE =
      Pattern.compile("\\b(insert|update|delete|commit)\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern APPEND =
      Pattern.compile("\\binsert\\s+into\\s+workflow_event\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern NEW_RUN =
      Pattern.compile("\\binsert\\s+into\\s+workflow_run\\b", Pattern.CASE_INSENSITIVE);

  private final List<String> statements;
  private final byte[] bytes;

  /**
   * A request.
   *
   * @param statements the SQL that it executes
   * @param bytes all of it, as it travels
   */
  Request(List<String> statements, byte[] bytes) {
    this.statements = statements;
    this.bytes = bytes;
  }

  /** The SQL that it executes. */
  public List<String> statements() {
    return statements;
  }

  void sendTo(OutputStream out) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Whether it may change something. */
  public boolean writes() {
    return statements.stream().anyMatch(sql -> WRITE.matcher(sql).find());
  }

  /** Whether it goes on with histories of runs that are there already. */
  public boolean appends() {
    return statements.stream()
        .anyMatch(sql -> APPEND.matcher(sql).find() && !NEW_RUN.matcher(sql).find());
  }
}
