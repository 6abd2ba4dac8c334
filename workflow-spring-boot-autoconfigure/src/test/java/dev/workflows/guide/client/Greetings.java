package dev.workflows.guide.client;

import dev.workflows.RunFilter;
import dev.workflows.RunId;
import dev.workflows.RunPage;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowHandle;
import dev.workflows.WorkflowStatus;
import dev.workflows.Workflows;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Everything a client can do. */
@Service
public class Greetings {

  private final Workflows<Greeting> greetings;
  private final WorkflowClient client;

  Greetings(Workflows<Greeting> greetings, WorkflowClient client) {
    this.greetings = greetings;
    this.client = client;
  }

  // tag::execute
  @Nullable String now(String id, String name) {
    return greetings.execute(id, greeting -> greeting.greet(name));
  }

  // end::execute

  // tag::result
  @Nullable String later(String id, String name) {
    WorkflowHandle<Greeting> greeting = greetings.start(id, g -> g.greet(name));
    return greeting.result(String.class, Duration.ofSeconds(10));
  }

  // end::result

  // tag::options
  String once(String requestId, String name) {
    StartOptions options = StartOptions.defaults().withIdempotencyKey(requestId);
    return greetings.start(options, greeting -> greeting.greet(name)).id();
  }

  // end::options

  // tag::transaction
  @Transactional
  public void twice(String name) {
    greetings.start("first of " + name, greeting -> greeting.greet(name));
    greetings.start("second of " + name, greeting -> greeting.greet(name));
    if (name.isBlank()) {
      throw new IllegalArgumentException("Nobody is greeted"); // neither run exists
    }
  }

  // end::transaction

  // tag::untyped
  @Nullable Object untyped(String id, String name) {
    RunId run = client.start("greeting", StartOptions.of(id), name);
    return client.result(run.runId().toString(), String.class, Duration.ofSeconds(10));
  }

  RunPage completed(@Nullable String cursor) {
    RunFilter filter = new RunFilter("greeting", WorkflowStatus.COMPLETED, null, null);
    return client.list(filter, 50, cursor);
  }
  // end::untyped
}
