package dev.workflows.lab.worker;

import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What clients may ask for; an answer of 2xx says that it is durable. */
@RestController
@RequestMapping("/journeys/{id}")
class JourneyController {

  private final WorkflowClient workflows;

  JourneyController(WorkflowClient workflows) {
    this.workflows = workflows;
  }

  /** Starts a journey; asked again it is the same one. */
  @PostMapping
  UUID start(@PathVariable String id, @RequestBody Plan plan) {
    StartOptions options = StartOptions.of(id).withIdempotencyKey(id);
    RunId run = workflows.start("journey", options, plan);
    return run.runId();
  }

  @PostMapping("/notes/{number}")
  UUID note(@PathVariable String id, @PathVariable int number, @RequestParam String messageId) {
    return workflows.signal(id, messageId, "note", number).runId();
  }

  @GetMapping("/notes")
  Object notes(@PathVariable String id) {
    Object notes = workflows.query(id, "notes");
    return notes == null ? List.of() : notes;
  }

  @DeleteMapping
  UUID cancel(@PathVariable String id) {
    return workflows.cancel(id, "the client changed its mind").runId();
  }

  @PostMapping("/termination")
  UUID terminate(@PathVariable String id) {
    return workflows.terminate(id, "an operator ended it").runId();
  }
}
