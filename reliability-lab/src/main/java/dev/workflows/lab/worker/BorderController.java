package dev.workflows.lab.worker;

import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Journeys and notes whose request stands beside a row of the application's own. */
@RestController
@RequestMapping("/borders/{border}/{id}")
class BorderController {

  private final Borders borders;
  private final WorkflowClient workflows;
  private final JdbcClient jdbc;

  BorderController(Borders borders, WorkflowClient workflows, JdbcClient jdbc) {
    this.borders = borders;
    this.workflows = workflows;
    this.jdbc = jdbc;
  }

  @PostMapping
  UUID start(@PathVariable Border border, @PathVariable String id, @RequestBody Plan plan) {
    return borders.at(
        border,
        () -> {
          UUID run =
              workflows.start("journey", StartOptions.of(id).withIdempotencyKey(id), plan).runId();
          write(id, null);
          return run;
        });
  }

  @PostMapping("/notes/{number}")
  UUID note(
      @PathVariable Border border,
      @PathVariable String id,
      @PathVariable int number,
      @RequestParam String messageId) {
    return borders.at(
        border,
        () -> {
          UUID run = workflows.signal(id, messageId, "note", number).runId();
          write(id, messageId);
          return run;
        });
  }

  private void write(String id, @Nullable String messageId) {
    jdbc.sql("insert into lab_border (workflow_id, message_id) values (:id, :message)")
        .param("id", id)
        .param("message", messageId)
        .update();
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.UNPROCESSABLE_CONTENT)
  String rolledBack(Borders.RolledBackException e) {
    return String.valueOf(e.getMessage());
  }
}
