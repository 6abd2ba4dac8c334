package dev.workflows.guide.activity;

import dev.workflows.Activity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

// tag::accounts
@Component
public class Accounts {

  private final JdbcClient jdbc;

  Accounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Activity(readOnly = true) // looks up, so it costs no commit
  @Transactional(readOnly = true)
  public int balance(String account) {
    return jdbc.sql("select coalesce(sum(amount), 0) from bookings where account = ?")
        .param(account)
        .query(Integer.class)
        .single();
  }
}
// end::accounts
