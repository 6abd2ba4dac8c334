package dev.workflows.jdbc;

class PostgresCrashTests extends JdbcCrashTests {

  PostgresCrashTests() {
    super(TestDatabase.postgres());
  }
}
