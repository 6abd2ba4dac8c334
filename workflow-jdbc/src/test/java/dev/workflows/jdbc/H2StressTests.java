package dev.workflows.jdbc;

class H2StressTests extends StoreStressTests {

  @Override
  TestDatabase open() {
    return TestDatabase.h2();
  }

  /** It does not count them; an error would be a surprise. */
  @Override
  long deadlocks(TestDatabase database) {
    return 0;
  }
}
