package dev.workflows.sample.checkout;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.UpdateRejectedException;
import dev.workflows.WorkflowException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Makes every error a problem body (RFC 9457), those of Spring MVC included. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    List<String> errors =
        e.getFieldErrors().stream()
            .map(error -> error.getField() + " " + error.getDefaultMessage())
            .sorted()
            .toList();
    e.getBody().setDetail(String.join("; ", errors));
    return super.handleMethodArgumentNotValid(e, headers, status, request);
  }

  @ExceptionHandler
  ProblemDetail handleDuplicate(DuplicateKeyException e) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.CONFLICT, "There is an order with this id already");
  }

  /** An error of the engine: its message says what to do, its code is explained in the manual. */
  @ExceptionHandler
  ProblemDetail handleWorkflow(WorkflowException e) {
    HttpStatus status = statusOf(e.code());
    if (status.is5xxServerError()) {
      log.error("A workflow could not be reached", e);
    }
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, e.getMessage());
    problem.setProperty("code", e.code().code());
    return problem;
  }

  /** An order says no: customers are told what its code says, without what is for developers. */
  @ExceptionHandler
  ProblemDetail handleRejected(UpdateRejectedException e) {
    Failure failure = e.failure();
    String detail = failure == null ? e.getMessage() : failure.message();
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, detail);
    problem.setProperty("code", e.code().code());
    return problem;
  }

  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    CannotCreateTransactionException.class
  })
  ProblemDetail handleUnavailable(Exception e) {
    log.warn("The database could not be reached: {}", e.getMessage());
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.SERVICE_UNAVAILABLE, "The shop's database does not answer");
  }

  @ExceptionHandler
  ProblemDetail handleOther(Exception e) {
    log.error("A request failed", e);
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.INTERNAL_SERVER_ERROR, "The shop's log says more");
  }

  private static HttpStatus statusOf(ErrorCode code) {
    return switch (code) {
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case CLOSED, ALREADY_EXISTS, NOT_ALLOWED -> HttpStatus.CONFLICT;
      case INVALID_ID, INVALID_PAYLOAD, INVALID_ARGUMENT -> HttpStatus.BAD_REQUEST;
      case PAYLOAD_TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
      case STORE_UNAVAILABLE, ENGINE_STOPPED -> HttpStatus.SERVICE_UNAVAILABLE;
      case RESULT_TIMEOUT -> HttpStatus.GATEWAY_TIMEOUT;
      default -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }
}
