package dev.workflows.jdbc.budget;

import dev.workflows.RunId;
import dev.workflows.jdbc.JdbcStoreSettings;
import dev.workflows.jdbc.JdbcWorkflowStore;
import dev.workflows.jdbc.TestDatabase;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What single things cost PostgreSQL, one after the other and without anything else meanwhile. */
class CostTests {

  private static final int TIMES = 10;
  private static final int SAMPLES = 5;

  private final TestDatabase database = TestDatabase.postgres();
  private final StatementLog log = new StatementLog(database.engine());
  private final List<BudgetEngine> engines = new ArrayList<>();
  private CostMeter meter;

  @BeforeEach
  void count() {
    meter = new CostMeter(database, log);
  }

  @AfterEach
  void close() {
    engines.forEach(BudgetEngine::close);
    database.close();
  }

  @Test
  void aStartIsOneStatementWithItsFirstTurn() throws Exception {
    BudgetEngine engine = quiet();
    Budget.START.assertHolds(
        least(
            () -> {
              engine.driver().holdActivities();
              RunId[] run = new RunId[1];
              Cost start = meter.costOf(() -> run[0] = engine.start(BudgetWorkflow.STEP, 0));
              engine.driver().releaseActivities();
              engine.await(run[0]);
              return start;
            }));
  }

  @Test
  void aCloseIsOneStatementWithTheLastOutcome() throws Exception {
    BudgetEngine engine = quiet();
    Budget.CLOSE.assertHolds(
        least(
            () -> {
              engine.driver().holdActivities();
              RunId run = engine.start(BudgetWorkflow.STEP, 0);
              engine.driver().releaseActivities();
              return meter.costOf(() -> engine.driver().run());
            }));
  }

  @Test
  void aStepIsOneStatementThatOnlyInserts() throws Exception {
    Budget.STEP.assertHolds(more(BudgetWorkflow.STEP));
  }

  @Test
  void aTimerCostsWhatAStepCosts() throws Exception {
    Budget.TIMER.assertHolds(more(BudgetWorkflow.TIMER));
  }

  @Test
  void aSignalIsAcceptedReadAndTaken() throws Exception {
    Budget.SIGNAL.assertHolds(more(BudgetWorkflow.SIGNAL));
  }

  @Test
  void aRetryIsARowThatGoesAgain() throws Exception {
    Cost step = more(BudgetWorkflow.STEP);
    Budget.RETRY.assertHolds(more(BudgetWorkflow.RETRY).minus(step));
  }

  @Test
  void aTakeoverIsOneStatementForAllRuns() throws Exception {
    Budget.TAKEOVER.assertHolds(least(this::takeover));
  }

  private Cost takeover() throws Exception {
    BudgetEngine dead = quiet();
    for (int i = 0; i < Budget.TAKEN; i++) {
      dead.start(BudgetWorkflow.SIGNAL, 1);
    }
    dead.kill();
    database.sql().sql("update workflow_node set heartbeat_at = to_timestamp(0)").update();
    BudgetEngine heir = quiet();
    heir.driver().advance(Duration.ofHours(2));
    Cost cost = meter.costOf(() -> heir.driver().advance(Duration.ofSeconds(1)));
    heir.kill();
    database.sql().sql("delete from workflow_run").update();
    return cost;
  }

  @Test
  void aMinuteWithoutWorkIsAFewStatementsASecond() throws Exception {
    BudgetEngine engine = BudgetEngine.usual(store());
    engines.add(engine);
    engine.driver().advance(Duration.ofSeconds(30));
    Budget.IDLE.assertHolds(
        least(() -> meter.costOf(() -> engine.driver().advance(Duration.ofMinutes(1)))));
  }

  private BudgetEngine quiet() {
    BudgetEngine engine = BudgetEngine.quiet(store());
    engines.add(engine);
    return engine;
  }

  private WorkflowStore store() {
    return JdbcWorkflowStore.create(
        log, database.application(), database.transactionManager(), JdbcStoreSettings.DEFAULT);
  }

  private static Cost least(Callable<Cost> sample) throws Exception {
    sample.call();
    Cost least = sample.call();
    for (int i = 1; i < SAMPLES; i++) {
      least = least.least(sample.call());
    }
    return least;
  }

  /** What each further one costs a run that is there anyway. */
  private Cost more(String what) throws Exception {
    BudgetEngine engine = quiet();
    Cost without = least(() -> run(engine, what, 0));
    Cost with = least(() -> run(engine, what, TIMES));
    return with.minus(without).dividedBy(TIMES);
  }

  private Cost run(BudgetEngine engine, String what, int times) throws Exception {
    RunId[] run = new RunId[1];
    Cost cost = meter.costOf(() -> run[0] = execute(engine, what, times));
    engine.await(run[0]);
    return cost;
  }

  private static RunId execute(BudgetEngine engine, String what, int times) {
    RunId run = engine.start(what, times);
    for (int i = 0; what.equals(BudgetWorkflow.SIGNAL) && i < times; i++) {
      engine.client().signal(run.runId().toString(), null, "signal", i);
      engine.driver().run();
    }
    engine.driver().advance(Duration.ofSeconds(1));
    return run;
  }
}
