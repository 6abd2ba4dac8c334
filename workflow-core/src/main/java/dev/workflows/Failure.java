package dev.workflows;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An exception as it is recorded. Class names are text: nothing is ever loaded or made by them.
 *
 * @param type the exception's class name
 * @param message its message, bounded
 * @param declaredAs the exception type that its activity declares and as which it arrives at the
 *     workflow, if there is one
 * @param code the error code of {@code docs/errors.md}, for failures of the engine's own
 * @param stack its stack trace as text, bounded
 * @param cause what caused it, the chain being bounded
 */
public record Failure(
    String type,
    @Nullable String message,
    @Nullable String declaredAs,
    @Nullable String code,
    @Nullable String stack,
    @Nullable Failure cause) {

  private static final Pattern BREAKS =
      Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]+\\s*");

  /** A failure of the engine's own. */
  public static Failure of(ErrorCode code, String message) {
    return new Failure("dev.workflows.WorkflowException", message, null, code.code(), null, null);
  }

  /** The type and the message in one line, whatever the message holds. */
  public String summary() {
    return message == null ? type : type + ": " + BREAKS.matcher(message).replaceAll(" ");
  }
}
