package dev.workflows.lab.worker;

import dev.workflows.InvalidRequestException;
import dev.workflows.WorkflowAlreadyExistsException;
import dev.workflows.WorkflowClosedException;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowNotFoundException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What clients are told if they do not get what they ask for. */
@RestControllerAdvice
class Answers {

  @ExceptionHandler
  ProblemDetail notFound(WorkflowNotFoundException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
  }

  @ExceptionHandler({WorkflowClosedException.class, WorkflowAlreadyExistsException.class})
  ProblemDetail conflict(WorkflowException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail bad(InvalidRequestException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
  }

  /** Whether it was written is not known. */
  @ExceptionHandler
  ProblemDetail unavailable(WorkflowException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
  }
}
