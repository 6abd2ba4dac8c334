package dev.workflows.jdbc.crash;

import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of an application: one row for each effect that was committed. */
final class Effects {

  private final JdbcClient sql;

  Effects(DataSource application) {
    this.sql = JdbcClient.create(application);
  }

  void createTable() {
    sql.sql("create table effect (name varchar(100) not null)").update();
  }

  void add(String name) {
    sql.sql("insert into effect (name) values (:name)").param("name", name).update();
  }

  boolean has(String name) {
    return all().containsKey(name);
  }

  /** How often each is there. */
  Map<String, Long> all() {
    Map<String, Long> all = new TreeMap<>();
    sql.sql("select name, count(*) as times from effect group by name")
        .query(
            row -> {
              all.put(row.getString("name"), row.getLong("times"));
            });
    return all;
  }
}
