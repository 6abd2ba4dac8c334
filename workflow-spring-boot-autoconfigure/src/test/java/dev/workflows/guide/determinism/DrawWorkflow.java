package dev.workflows.guide.determinism;

import dev.workflows.QueryMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

// tag::workflow
@Workflow("draw")
public class DrawWorkflow {

  private final Clock clock; // tells the run's time
  private final RandomGenerator random; // from the recorded seed
  private final WorkflowContext workflow;
  private @Nullable Ticket ticket;

  DrawWorkflow(Clock clock, RandomGenerator random, WorkflowContext workflow) {
    this.clock = clock;
    this.random = random;
    this.workflow = workflow;
  }

  @WorkflowMethod
  public Ticket draw(List<String> names) {
    workflow.sleep(Duration.ofMillis(10));
    String winner = names.get(random.nextInt(names.size()));
    ticket = new Ticket(workflow.uuid().toString(), winner, clock.instant());
    workflow.custom("drawn", winner.getBytes(StandardCharsets.UTF_8));
    return ticket;
  }

  @QueryMethod
  public @Nullable Ticket ticket() {
    return ticket;
  }

  public record Ticket(String number, String winner, Instant drawnAt) {}
}
// end::workflow
