package dev.workflows.guide.activity;

import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

// tag::top-up
@Workflow("top-up")
public class TopUpWorkflow {

  private final Accounts accounts;
  private final Ledger ledger;

  TopUpWorkflow(Accounts accounts, Ledger ledger) {
    this.accounts = accounts;
    this.ledger = ledger;
  }

  @WorkflowMethod
  public int topUp(String account, int wanted) {
    int missing = wanted - accounts.balance(account);
    if (missing > 0) {
      ledger.book(account, missing); // begins when the balance is in the history
    }
    return accounts.balance(account);
  }
}
// end::top-up
