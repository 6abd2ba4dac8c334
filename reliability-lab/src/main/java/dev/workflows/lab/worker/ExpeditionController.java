package dev.workflows.lab.worker;

import dev.workflows.ResultTimeoutException;
import dev.workflows.StartOptions;
import dev.workflows.UpdateFailedException;
import dev.workflows.UpdateRejectedException;
import dev.workflows.WorkflowClient;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Expeditions and what they are told to do. They are ended as journeys are. */
@RestController
@RequestMapping("/expeditions/{id}")
class ExpeditionController {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final WorkflowClient workflows;

  ExpeditionController(WorkflowClient workflows) {
    this.workflows = workflows;
  }

  /** Starts an expedition; asked again it is the same one. */
  @PostMapping
  UUID start(@PathVariable String id, @RequestBody Route route) {
    StartOptions options = StartOptions.of(id).withIdempotencyKey(id);
    return workflows.start("expedition", options, 1, 0, route).runId();
  }

  @PostMapping("/orders/{number}")
  @Nullable Object order(
      @PathVariable String id, @PathVariable int number, @RequestParam String updateId) {
    return workflows.update(id, updateId, PATIENCE, "order", number);
  }

  /** It is accepted, or will be looked at: its answer is there for who asks again. */
  @ExceptionHandler
  @ResponseStatus(HttpStatus.ACCEPTED)
  String notYet(ResultTimeoutException e) {
    return String.valueOf(e.getMessage());
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.UNPROCESSABLE_CONTENT)
  String refused(UpdateRejectedException e) {
    return String.valueOf(e.getMessage());
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.CONFLICT)
  String failed(UpdateFailedException e) {
    return String.valueOf(e.getMessage());
  }
}
