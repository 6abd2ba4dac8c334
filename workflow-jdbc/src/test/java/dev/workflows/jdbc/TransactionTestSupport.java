package dev.workflows.jdbc;

import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.NewRun;
import dev.workflows.test.invariants.InvariantsExtension;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** A database with a table of the application's, for tests of its transactions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TransactionTestSupport {

  TestDatabase database;

  @RegisterExtension
  final InvariantsExtension invariants = InvariantsExtension.ofStore(() -> database.application());

  CallerTransaction caller;
  TransactionTemplate transaction;

  abstract TestDatabase open();

  @BeforeAll
  void openDatabase() {
    database = open();
    caller = database.store().callerTransaction();
    transaction = new TransactionTemplate(database.transactionManager());
    database.sql().sql("create table effect (id varchar(100) primary key)").update();
  }

  @BeforeEach
  void forgetEffects() {
    database.sql().sql("delete from effect").update();
  }

  @AfterAll
  void closeDatabase() {
    database.close();
  }

  static String id() {
    return UUID.randomUUID() + "-order";
  }

  void effect() {
    database.sql().sql("insert into effect values (:id)").param("id", id()).update();
  }

  long effects() {
    return database.sql().sql("select count(*) from effect").query(Long.class).single();
  }

  boolean exists(NewRun run) {
    return database.store().runs().find(run.runId().toString()).isPresent();
  }
}
