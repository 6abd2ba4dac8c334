package dev.workflows.jdbc;

import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.engine.CrashContract;
import dev.workflows.test.invariants.InvariantsExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a process that dies leaves behind, with an effect in a table of the application. */
abstract class JdbcCrashTests extends CrashContract {

  private final TestDatabase database;

  @RegisterExtension final InvariantsExtension invariants;

  JdbcCrashTests(TestDatabase database) {
    this.database = database;
    this.invariants = new InvariantsExtension(database::application);
  }

  @BeforeEach
  void makeTable() {
    database.sql().sql("create table effect (name varchar(100))").update();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected WorkflowStore store() {
    return database.store();
  }

  @Override
  protected void effect(String key) {
    database.sql().sql("insert into effect (name) values (?)").param(key).update();
  }

  @Override
  protected int effects(String key) {
    return database
        .sql()
        .sql("select count(*) from effect where name = ?")
        .param(key)
        .query(Integer.class)
        .single();
  }
}
