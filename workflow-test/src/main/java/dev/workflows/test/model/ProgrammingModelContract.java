package dev.workflows.test.model;

import dev.workflows.spi.WorkflowStore;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A chapter of what a workflow's code may rely on: each of its scenarios ends the same, whenever
 * its process dies. Extend a chapter with a store.
 */
public abstract class ProgrammingModelContract {

  ProgrammingModelContract() {}

  /** The store that all processes share. */
  protected abstract WorkflowStore store();

  /** The chapter's scenarios. */
  abstract List<Scenario> scenarios();

  /** Whether its runs begin with a version of the model that is no longer the newest. */
  boolean beginsWithAnOlderVersion() {
    return false;
  }

  @TestFactory
  Stream<DynamicTest> survivesTheDeathOfItsProcessAfterEveryWrite() {
    Rehearsal rehearsal = new Rehearsal(store(), scenarios(), beginsWithAnOlderVersion());
    rehearsal.perform();
    return scenarios().stream()
        .map(
            scenario ->
                DynamicTest.dynamicTest(scenario.name(), () -> rehearsal.verify(scenario.name())));
  }
}
