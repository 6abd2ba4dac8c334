package dev.workflows.test.model;

import dev.workflows.WorkflowClient;
import java.util.function.BiConsumer;

/**
 * What a run does, what it is sent, and how it ends, whenever its process dies.
 *
 * @param name what it shows, as the name of a test
 * @param code the run's code
 * @param requests what its callers ask for, at once and again after a crash: with message ids
 * @param outcome how it ends: its status, and what it returned or failed with
 */
record Scenario(
    String name, Script code, BiConsumer<WorkflowClient, String> requests, String outcome) {

  /** What a scenario lets its run do. */
  @FunctionalInterface
  interface Script {
    String run(ModelWorkflow workflow) throws Exception;
  }

  /** A scenario whose run is sent nothing. */
  Scenario(String name, Script code, String outcome) {
    this(name, code, (client, id) -> {}, outcome);
  }

  /** The same, and its run is sent this word. */
  Scenario sent(String word) {
    return new Scenario(
        name,
        code,
        requests.andThen((client, id) -> client.signal(id, word, "say", word)),
        outcome);
  }

  /** The same, and its run is asked to end. */
  Scenario cancelled(String reason) {
    return new Scenario(
        name, code, requests.andThen((client, id) -> client.cancel(id, reason)), outcome);
  }
}
