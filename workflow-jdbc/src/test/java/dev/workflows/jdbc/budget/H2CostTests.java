package dev.workflows.jdbc.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunId;
import dev.workflows.jdbc.JdbcStoreSettings;
import dev.workflows.jdbc.JdbcWorkflowStore;
import dev.workflows.jdbc.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often H2 is asked; each transaction ends by a commit. */
class H2CostTests {

  private final TestDatabase database = TestDatabase.h2();
  private final StatementLog log = new StatementLog(database.engine());
  private BudgetEngine engine;

  @BeforeEach
  void start() {
    engine =
        BudgetEngine.quiet(
            JdbcWorkflowStore.create(
                log,
                database.application(),
                database.transactionManager(),
                JdbcStoreSettings.DEFAULT));
  }

  @AfterEach
  void close() {
    engine.close();
    database.close();
  }

  @Test
  void aStepIsOneBatchAndItsCommit() {
    int without = calls(0).size();
    List<String> with = calls(10);

    assertThat(with).hasSize(without + 20);
    assertThat(with.subList(with.size() - without, with.size() - without + 2))
        .satisfiesExactly(
            insert -> assertThat(insert).startsWith("insert into workflow_event"),
            commit -> assertThat(commit).isEqualTo("commit"));
  }

  @Test
  void aRunOfOneStepIsTwoTransactions() {
    assertThat(calls(0)).filteredOn("commit"::equals).hasSize(2);
    assertThat(calls(0)).hasSizeLessThanOrEqualTo(10);
  }

  private List<String> calls(int times) {
    int before = log.roundTrips().size();
    RunId run = engine.start(BudgetWorkflow.STEP, times);
    engine.driver().advance(Duration.ofSeconds(1));
    List<String> calls = log.roundTrips();
    engine.await(run);
    return calls.subList(before, calls.size());
  }
}
