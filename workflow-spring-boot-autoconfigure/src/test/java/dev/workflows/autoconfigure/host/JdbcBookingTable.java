package dev.workflows.autoconfigure.host;

import org.springframework.jdbc.core.simple.JdbcClient;

final class JdbcBookingTable implements BookingTable {

  private final JdbcClient jdbc;

  JdbcBookingTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void insert(String id) {
    jdbc.sql("insert into booking (id) values (?)").param(id).update();
  }

  @Override
  public long count(String id) {
    return jdbc.sql("select count(*) from booking where id = ?")
        .param(id)
        .query(Long.class)
        .single();
  }
}
