package dev.workflows.guide.observability;

import dev.workflows.WorkflowFact;
import dev.workflows.WorkflowInterceptor;
import dev.workflows.WorkflowOperation;
import dev.workflows.WorkflowStatus;
import dev.workflows.WorkflowTurn;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

// tag::interceptor
@Component
@Order(10)
public class Watchman implements WorkflowInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(Watchman.class);

  private final Alarms alarms;

  Watchman(Alarms alarms) {
    this.alarms = alarms;
  }

  /** Around what clients ask for and every attempt of an activity. */
  @Override
  public void around(WorkflowOperation operation, Next next) throws Exception {
    long begin = System.nanoTime();
    String outcome = "failed";
    try {
      WorkflowOperation done = next.proceed();
      outcome = "reached " + done.run();
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      LOG.debug("{} {} {} in {}", operation.kind(), operation.name(), outcome, took);
    }
  }

  /** Told of every turn once it is durable. Be quick: the run waits. */
  @Override
  public void told(WorkflowTurn turn) {
    String id = turn.run().workflowId();
    if (turn.status() == WorkflowStatus.BLOCKED) {
      alarms.raise(id + " cannot go on: " + turn.problem());
    }
    for (WorkflowFact fact : turn.facts()) {
      if (fact.attempts() > 1) {
        alarms.raise("%s needed %d attempts for %s".formatted(id, fact.attempts(), fact.name()));
      }
    }
  }
}
// end::interceptor
