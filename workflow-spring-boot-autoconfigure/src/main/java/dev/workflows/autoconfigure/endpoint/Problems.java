package dev.workflows.autoconfigure.endpoint;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.WorkflowException;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeType;

/** Answers errors with problem bodies. */
final class Problems {

  private static final MimeType PROBLEM = new MimeType("application", "problem+json");

  private Problems() {}

  static WebEndpointResponse<Object> answer(
      Supplier<? extends WebEndpointResponse<Object>> operation) {
    try {
      return operation.get();
    } catch (WorkflowException e) {
      return problem(status(e.code()), e.code(), String.valueOf(e.getMessage()));
    }
  }

  /** The answer to a query would be a value, and values are not shown to who asks. */
  static WebEndpointResponse<Object> hidden() {
    ErrorCode code = ErrorCode.NOT_ALLOWED;
    return problem(
        403,
        code,
        ("[%s] The answer to a query is a value, and values are not shown to you. Set"
                + " management.endpoint.workflows.show-values, or ask as somebody to whom it shows"
                + " them.")
            .formatted(code.code()));
  }

  private static WebEndpointResponse<Object> problem(int status, ErrorCode code, String detail) {
    return new WebEndpointResponse<>(
        new Bodies.Problem(title(status), status, detail, code.code()), status, PROBLEM);
  }

  /** A body too large to be looked at. */
  static Bodies.Problem tooLarge(long limit) {
    ErrorCode code = ErrorCode.PAYLOAD_TOO_LARGE;
    return new Bodies.Problem(
        title(413),
        413,
        ("[%s] The body is over the limit of %d bytes. Store the payload elsewhere and pass a"
                + " reference, or raise workflow.payload-limit.")
            .formatted(code.code(), limit),
        code.code());
  }

  static InvalidRequestException invalid(String message) {
    return new InvalidRequestException(ErrorCode.INVALID_ARGUMENT, message);
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case NOT_FOUND -> 404;
      case CLOSED,
          ALREADY_EXISTS,
          NOT_ALLOWED,
          UNKNOWN_TYPE,
          NON_DETERMINISM,
          UNREADABLE_PAYLOAD,
          QUERY_FAILED,
          UPDATE_REJECTED,
          UPDATE_FAILED,
          MIGRATION_REJECTED,
          CODE_ERROR,
          HANGING_CODE,
          OWNER_LOOP,
          COMPENSATION_FAILED,
          HISTORY_TOO_LONG ->
          409;
      case PAYLOAD_TOO_LARGE -> 413;
      case INVALID_ID,
          INVALID_PAYLOAD,
          INVALID_CALL,
          INVALID_CURSOR,
          INVALID_ARGUMENT,
          REFUSED_ARGUMENT,
          UNKNOWN_SIGNAL,
          UNKNOWN_QUERY,
          UNKNOWN_UPDATE ->
          400;
      case STORE_UNAVAILABLE, ENGINE_STOPPED -> 503;
      case INBOX_FULL -> 429;
      case RESULT_TIMEOUT -> 504;
      default -> 500;
    };
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "Internal Server Error";
    };
  }
}
