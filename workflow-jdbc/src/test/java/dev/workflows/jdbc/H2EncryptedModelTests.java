package dev.workflows.jdbc;

class H2EncryptedModelTests extends EncryptedModelTests {
  H2EncryptedModelTests() {
    super(TestDatabase.h2());
  }
}
