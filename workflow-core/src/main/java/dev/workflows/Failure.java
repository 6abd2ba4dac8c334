package dev.workflows;

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

  /** A failure of the engine's own. */
  public static Failure of(ErrorCode code, String message) {
    return new Failure("dev.workflows.WorkflowException", message, null, code.code(), null, null);
  }

  /** The type and the message in one line. */
  public String summary() {
    return message == null ? type : type + ": " + message;
  }
}
