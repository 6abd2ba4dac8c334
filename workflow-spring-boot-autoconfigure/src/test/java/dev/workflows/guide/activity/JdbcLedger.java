package dev.workflows.guide.activity;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

// tag::jdbc-ledger
@Component
class JdbcLedger implements Ledger {

  private final JdbcClient jdbc;

  JdbcLedger(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  @Transactional // exactly once: the row and the record of the call are one commit
  public void book(String account, int amount) {
    jdbc.sql("insert into bookings (account, amount) values (?, ?)")
        .params(account, amount)
        .update();
  }
}
// end::jdbc-ledger
