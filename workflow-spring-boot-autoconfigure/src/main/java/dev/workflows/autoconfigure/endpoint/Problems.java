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
      int status = status(e.code());
      return new WebEndpointResponse<>(
          new Bodies.Problem(
              title(status), status, String.valueOf(e.getMessage()), e.code().code()),
          status,
          PROBLEM);
    }
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
          CODE_ERROR,
          HANGING_CODE,
          OWNER_LOOP ->
          409;
      case PAYLOAD_TOO_LARGE -> 413;
      case INVALID_ID,
          INVALID_PAYLOAD,
          INVALID_CALL,
          INVALID_CURSOR,
          INVALID_ARGUMENT,
          UNKNOWN_SIGNAL,
          UNKNOWN_QUERY ->
          400;
      case STORE_UNAVAILABLE, ENGINE_STOPPED -> 503;
      default -> 500;
    };
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 404 -> "Not Found";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
