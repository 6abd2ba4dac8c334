package dev.workflows.guide.activity;

import dev.workflows.ActivityFailedException;
import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

// tag::workflow
@Workflow("loan")
public class LoanWorkflow {

  private final CreditBureau bureau;
  private final Ledger ledger;
  private final Mails mails;

  LoanWorkflow(CreditBureau bureau, Ledger ledger, Mails mails) {
    this.bureau = bureau;
    this.ledger = ledger;
    this.mails = mails;
  }

  @WorkflowMethod
  public String lend(String customer, int amount) {
    int score;
    try {
      score = bureau.score(customer);
    } catch (CreditUnavailable e) {
      return "ask a person"; // declared by the activity, so it arrives as itself
    } catch (ActivityFailedException e) {
      return "refused after " + e.attempts() + " attempt"; // any other exception
    }
    if (score < 300) {
      return "refused";
    }
    ledger.book(customer, amount);
    mails.send(customer, "Here you are");
    return "lent";
  }
}
// end::workflow
