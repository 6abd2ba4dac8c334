package dev.workflows.lab.worker;

import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Values of any size, made here so that no server's limit for bodies is met before the engine's.
 */
@RestController
@RequestMapping("/parcels/{id}")
class ParcelController {

  private final WorkflowClient workflows;

  ParcelController(WorkflowClient workflows) {
    this.workflows = workflows;
  }

  @PostMapping
  UUID start(
      @PathVariable String id,
      @RequestParam int argument,
      @RequestParam int result,
      @RequestParam int failure) {
    StartOptions options = StartOptions.of(id).withIdempotencyKey(id);
    return workflows.start("parcel", options, "a".repeat(argument), result, failure).runId();
  }

  @PostMapping("/word")
  UUID tell(@PathVariable String id, @RequestParam int size, @RequestParam String messageId) {
    return workflows.signal(id, messageId, "tell", "s".repeat(size)).runId();
  }
}
