package dev.workflows.jdbc;

class H2CrashTests extends JdbcCrashTests {

  H2CrashTests() {
    super(TestDatabase.h2());
  }
}
