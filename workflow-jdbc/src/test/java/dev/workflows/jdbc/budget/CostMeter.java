package dev.workflows.jdbc.budget;

import dev.workflows.jdbc.TestDatabase;
import java.util.List;

/** Looks at PostgreSQL before and after something; triggers count the rows, without a log. */
final class CostMeter {

  private static final List<String> TABLES =
      List.of(
          "workflow_run",
          "workflow_event",
          "workflow_inbox",
          "workflow_activity",
          "workflow_attribute",
          "workflow_node");

  private static final String COUNT =
      """
      create function count_row() returns trigger language plpgsql as
        'begin insert into counted_row values (tg_op); return null; end'
      """;

  private final TestDatabase database;
  private final StatementLog log;

  CostMeter(TestDatabase database, StatementLog log) {
    this.database = database;
    this.log = log;
    execute("create unlogged table counted_row (operation text)");
    execute(COUNT);
    for (String table : TABLES) {
      execute(
          "create trigger count_row after insert or update or delete on %s for each row execute function count_row()"
              .formatted(table));
    }
  }

  /** Something that costs. */
  interface Work {
    void perform() throws Exception;
  }

  Cost costOf(Work work) throws Exception {
    Cost before = now();
    work.perform();
    return now().minus(before);
  }

  private Cost now() {
    return new Cost(
        log.roundTrips().size(),
        number("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint"),
        number("select count(*) from counted_row where operation = 'INSERT'"),
        number("select count(*) from counted_row where operation <> 'INSERT'"),
        number("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"));
  }

  private long number(String sql) {
    return database.sql().sql(sql).query(Long.class).single();
  }

  private void execute(String sql) {
    database.sql().sql(sql).update();
  }
}
