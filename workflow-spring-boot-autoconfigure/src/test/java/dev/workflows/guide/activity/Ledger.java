package dev.workflows.guide.activity;

import dev.workflows.Activity;

// tag::ledger
@Activity("ledger")
public interface Ledger {

  /** Recorded as {@code ledger.book}. */
  void book(String account, int amount);
}
// end::ledger
