package dev.workflows.jdbc;

class PostgresEncryptedModelTests extends EncryptedModelTests {
  PostgresEncryptedModelTests() {
    super(TestDatabase.postgres());
  }
}
