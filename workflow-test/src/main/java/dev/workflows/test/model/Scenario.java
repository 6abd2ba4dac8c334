package dev.workflows.test.model;

import dev.workflows.WorkflowClient;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What a run does, what it is sent, and how it ends, whenever its process dies.
 *
 * @param name what it shows, as the name of a test
 * @param code the run's code
 * @param later the code that is deployed after the death
 * @param requests what its callers ask for, at once and again after a crash: with message ids
 * @param outcome how it ends: its status, and what it returned or failed with
 * @param calls what it calls, each once; {@code *} is anything
 * @param inOrder whether in this order
 */
record Scenario(
    String name,
    Script code,
    Script later,
    BiConsumer<WorkflowClient, String> requests,
    String outcome,
    List<String> calls,
    boolean inOrder) {

  /** What a scenario lets its run do. */
  @FunctionalInterface
  interface Script {
    String run(ModelWorkflow workflow) throws Exception;
  }

  /** A scenario whose run is sent nothing, and calls nothing. */
  Scenario(String name, Script code, String outcome) {
    this(name, code, code, (client, id) -> {}, outcome, List.of(), true);
  }

  /** The same, and its run is sent this word. */
  Scenario sent(String word) {
    return asked((client, id) -> client.signal(id, word, "say", word));
  }

  /** The same, and its run is handed these values, one after the other. */
  Scenario handed(String... values) {
    return asked(
        (client, id) -> {
          for (String value : values) {
            client.signal(id, "hand " + value, "hand", value);
          }
        });
  }

  /** The same, and its run is asked to end. */
  Scenario cancelled(String reason) {
    return asked((client, id) -> client.cancel(id, reason));
  }

  private Scenario asked(BiConsumer<WorkflowClient, String> more) {
    return new Scenario(name, code, later, requests.andThen(more), outcome, calls, inOrder);
  }

  /** The same, only that other code is deployed after the death. */
  Scenario deployedLater(Script newer) {
    return new Scenario(name, code, newer, requests, outcome, calls, inOrder);
  }

  /** The same, calling these in this order and nothing else. */
  Scenario calling(String... keys) {
    return new Scenario(name, code, later, requests, outcome, List.of(keys), true);
  }

  /** The same, calling these in any order and nothing else. */
  Scenario callingInAnyOrder(String... keys) {
    return new Scenario(name, code, later, requests, outcome, List.of(keys), false);
  }
}
