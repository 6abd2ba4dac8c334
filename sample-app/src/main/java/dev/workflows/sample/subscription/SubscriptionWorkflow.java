package dev.workflows.sample.subscription;

import dev.workflows.QueryMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;

/**
 * An order every month, until the subscriber has enough: then someone cancels it, which ends its
 * sleep. Each month is a run, so that the history is short however long a customer stays, and
 * months to come follow the code that is deployed by then.
 */
@Workflow("subscription")
public class SubscriptionWorkflow {

  private final MonthlyOrders orders;
  private final WorkflowContext workflow;
  private int month;

  SubscriptionWorkflow(MonthlyOrders orders, WorkflowContext workflow) {
    this.orders = orders;
    this.workflow = workflow;
  }

  /**
   * Orders, waits for the end of the month, and goes on with the next one.
   *
   * @param thisMonth counted from 1
   */
  @WorkflowMethod
  public void deliver(Subscription subscription, int thisMonth) {
    month = thisMonth;
    orders.place(subscription, thisMonth);
    workflow.sleep(subscription.length());
    throw workflow.continueAsNew(subscription, thisMonth + 1);
  }

  /** Which month it is, counted from 1. */
  @QueryMethod
  public int month() {
    return month;
  }
}
