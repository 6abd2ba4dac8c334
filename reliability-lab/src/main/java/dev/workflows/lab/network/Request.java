package dev.workflows.lab.network;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a client sends before it waits for a reply. Immutable. */
public final class Request {

  /** The writes after which a node has to know whether they happened. */
  public enum Write {
    /** New runs. */
    START("insert\\s+into\\s+workflow_run\\b"),
    /** What runs decided. */
    TURN("insert\\s+into\\s+workflow_event\\b"),
    /** Messages to runs. */
    SEND("insert\\s+into\\s+workflow_inbox\\b.*\\bon\\s+conflict\\b"),
    /** The end of a transaction of several statements, as that of a transactional activity. */
    COMMIT("^\\s*commit\\b");

    private final Pattern pattern;

    Write(String regex) {
      pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private boolean fits(String sql) {
      return pattern.matcher(sql).find();
    }
  }

  /** Changes of owners, and ends from outside. */
  private static final Pattern NO_TURN = Pattern.compile("'(owner_changed|workflow_terminated)'");

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

  /**
   * Which of these writes it is; {@code null} if it is none, or only a part of a transaction, which
   * is known to be rolled back where it gets no answer.
   */
  public @Nullable Write write() {
    if (statements.size() != 1 || NO_TURN.matcher(statements.get(0)).find()) {
      return null;
    }
    return Stream.of(Write.values())
        .filter(write -> write.fits(statements.get(0)))
        .findFirst()
        .orElse(null);
  }

  /** Whether it goes on with histories of runs that are there already. */
  public boolean appends() {
    return statements.stream()
        .anyMatch(sql -> APPEND.matcher(sql).find() && !NEW_RUN.matcher(sql).find());
  }
}
