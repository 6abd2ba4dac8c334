package dev.workflows.jdbc;

class PostgresStressTests extends StoreStressTests {

  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }

  @Override
  long deadlocks(TestDatabase database) {
    return database
        .sql()
        .sql("select deadlocks from pg_stat_database where datname = current_database()")
        .query(Long.class)
        .single();
  }
}
