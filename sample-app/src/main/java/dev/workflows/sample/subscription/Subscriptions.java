package dev.workflows.sample.subscription;

import dev.workflows.StartOptions;
import dev.workflows.WorkflowHandle;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.Workflows;
import dev.workflows.sample.ShopProperties;
import java.time.Duration;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** What subscribers can do. */
@Service
public class Subscriptions {

  private final Workflows<SubscriptionWorkflow> workflows;
  private final Duration month;

  Subscriptions(Workflows<SubscriptionWorkflow> workflows, ShopProperties properties) {
    this.workflows = workflows;
    this.month = properties.month();
  }

  /**
   * Where a subscription is.
   *
   * @param month the one it is in, or was in when it ended; counted from 1
   * @param active whether there will be another one
   */
  public record State(String id, int month, boolean active) {}

  /**
   * Begins a subscription. Its id is also the idempotency key: asked for again it is the same one,
   * also once it has ended, since its orders have taken their ids.
   */
  void begin(NewSubscription subscription) {
    String id = subscription.id();
    workflows.start(
        StartOptions.of(workflowId(id)).withIdempotencyKey(id),
        workflow -> workflow.deliver(subscription.of(month), 1));
  }

  /** Where it is now: by its workflow id, which means the run of this month. */
  public State find(String id) {
    try {
      WorkflowHandle<SubscriptionWorkflow> run = workflows.get(workflowId(id));
      boolean active = run.describe().summary().status().isOpen();
      Integer now = run.query(SubscriptionWorkflow::month);
      return new State(id, Objects.requireNonNull(now), active);
    } catch (WorkflowNotFoundException e) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "There is no subscription '%s'".formatted(id), e);
    }
  }

  /** Asks it to end. What was ordered comes nevertheless. */
  public void cancel(String id) {
    workflows.get(workflowId(id)).cancel("The subscriber has enough");
  }

  /** Kept apart from the ids of orders, which are ids of runs as well. */
  private static String workflowId(String id) {
    return "subscription:" + id;
  }
}
