package dev.workflows.jdbc.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunId;
import dev.workflows.jdbc.JdbcStoreSettings;
import dev.workflows.jdbc.JdbcWorkflowStore;
import dev.workflows.jdbc.TestDatabase;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every statement of a run's life goes by its index, by the plan that was made for empty tables,
 * once there are a hundred thousand rows in each of which the planner has never been told.
 */
class HotPlanTests {

  private static final int ROWS = 100_000;

  /** What a batch of one may look at, wherever it stands. */
  private static final double FEW = 60;

  private static final Pattern ACTUAL = Pattern.compile("\\(actual rows=([\\d.]+) loops=(\\d+)\\)");

  /**
   * Others' runs, owned, parked and closed, each with an event and a message that was read: those
   * that were not are all looked through by a claim.
   */
  private static final List<String> FILL =
      List.of(
          """
          insert into workflow_node (node_id, host, version, started_at, heartbeat_at)
          values (gen_random_uuid(), 'other', '1', now(), now() + interval '1' day)
          """,
          """
          insert into workflow_run (run_id, chain_id, workflow_id, type, status, open_key, owner,
            fence, wake_at, started_at, closed_at)
          select id, id, 'w-' || x, 'budget',
            case when x %% 4 < 2 then 'RUNNING' else 'COMPLETED' end,
            case when x %% 4 < 2 then 'w-' || x end,
            case when x %% 4 = 0 then n.node_id end, 1,
            case when x %% 4 = 1 then now() + interval '1' day end, now(),
            case when x %% 4 > 1 then now() end
          from (select node_id from workflow_node where host = 'other') n,
            (select x, gen_random_uuid() as id from generate_series(1, %d) x offset 0) i
          """,
          """
          insert into workflow_event (run_id, seq, recorded_at, fence, type)
          select run_id, 1, started_at, 0, 'workflow_started' from workflow_run
          where workflow_id like 'w-%%'
          """,
          """
          insert into workflow_inbox (chain_id, message_id, sent_at, visible_at, consumed_seq, kind,
            name)
          select run_id, 'signal:1', started_at, started_at, 2, 'signal', 'signal'
          from workflow_run
          where workflow_id like 'w-%%'
          """);

  private final TestDatabase database = TestDatabase.postgres();
  private final List<BudgetEngine> engines = new ArrayList<>();

  @AfterEach
  void close() {
    engines.forEach(BudgetEngine::close);
    database.close();
  }

  @Test
  void everyStatementGoesByItsIndexHoweverManyRowsThereAre() throws Exception {
    withoutStatistics();
    try (Explainer explainer = new Explainer(database.engine())) {
      live(explainer);
      FILL.forEach(sql -> database.sql().sql(sql.formatted(ROWS)).update());
      explainer.watch();
      live(explainer);

      assertThat(explainer.plans()).hasSizeGreaterThanOrEqualTo(15);
      explainer.plans().forEach(HotPlanTests::assertReadsFew);
    }
  }

  private static void assertReadsFew(String sql, List<String> plan) {
    assertThat(plan)
        .as(sql)
        .isNotEmpty()
        .noneMatch(line -> line.contains("Seq Scan on workflow_run"))
        .noneMatch(line -> line.contains("Seq Scan on workflow_event"))
        .noneMatch(line -> line.contains("Seq Scan on workflow_inbox"))
        .noneMatch(line -> line.matches(".*(Hash|Merge) (\\w+ )*Join.*"));
    for (String line : plan) {
      for (MatchResult found : ACTUAL.matcher(line).results().toList()) {
        double rows = Double.parseDouble(found.group(1)) * Long.parseLong(found.group(2));
        assertThat(rows).as("%s of %s", line, sql).isLessThanOrEqualTo(FEW);
      }
    }
  }

  private void withoutStatistics() {
    for (String table : List.of("workflow_run", "workflow_event", "workflow_inbox")) {
      database.sql().sql("alter table %s set (autovacuum_enabled = off)".formatted(table)).update();
    }
  }

  /** All that happens to runs, a takeover and a release included. */
  private void live(Explainer explainer) {
    WorkflowStore store =
        JdbcWorkflowStore.create(
            explainer,
            database.application(),
            database.transactionManager(),
            JdbcStoreSettings.DEFAULT);
    BudgetEngine dead = engine(store);
    RunId left = dead.start(BudgetWorkflow.SIGNAL, 1);
    dead.kill();
    database
        .sql()
        .sql(
            "update workflow_node set heartbeat_at = to_timestamp(0) where node_id = (select owner from workflow_run where run_id = :run)")
        .param("run", left.runId())
        .update();
    BudgetEngine engine = engine(store);
    engine.driver().advance(Duration.ofHours(2).plusSeconds(1));
    RunId run = engine.start(BudgetWorkflow.SIGNAL, 2);
    for (RunId each : List.of(left, run)) {
      engine.client().signal(each.runId().toString(), null, "signal", 0);
      engine.driver().run();
    }
    engine.start(BudgetWorkflow.RETRY, 2);
    engine.start(BudgetWorkflow.TIMER, 1);
    engine.driver().advance(Duration.ofHours(3));
    engine.driver().advance(Duration.ofHours(12));
  }

  private BudgetEngine engine(WorkflowStore store) {
    BudgetEngine engine = BudgetEngine.quiet(store);
    engines.add(engine);
    return engine;
  }
}
