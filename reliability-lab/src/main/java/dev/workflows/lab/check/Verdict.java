package dev.workflows.lab.check;

import dev.workflows.test.invariants.Invariants;
import dev.workflows.test.invariants.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at what an experiment left behind. For one thread. */
public final class Verdict {

  /** Executions beyond the first of each call, those that failed on purpose not counted. */
  private static final String DUPLICATES =
      """
      select coalesce(sum(case when begun - failed > 1 then begun - failed - 1 else 0 end), 0)
      from (
        select count(case when phase = 'BEGIN' then 1 end) as begun,
          count(case when phase = 'FAIL' then 1 end) as failed
        from lab_activity
        group by run_id, seq) a
      """;

  private final DataSource engine;
  private final Invariants invariants;
  private final JdbcClient jdbc;

  /**
   * Copies the records to the engine's database, once.
   *
   * @param invariants which may remember histories of before
   */
  public Verdict(DataSource engine, DataSource records, Invariants invariants) {
    this.engine = engine;
    this.invariants = invariants;
    this.jdbc = JdbcClient.create(engine);
    Tables.copyRecords(records, engine);
  }

  /** Every rule that does not hold. */
  public List<Violation> violations() {
    List<Violation> found = new ArrayList<>(invariants.violations(engine));
    Stream.concat(
            Stream.of(Rule.values()).map(r -> new Violation(r.name(), r.rule(), rows(r.query()))),
            Stream.of(ExpeditionRule.values())
                .map(r -> new Violation(r.name(), r.rule(), rows(r.query()))))
        .filter(violation -> !violation.rows().isEmpty())
        .forEach(found::add);
    return found;
  }

  private List<String> rows(String query) {
    return jdbc.sql(query).query().listOfRows().stream().map(Object::toString).toList();
  }

  /** What was measured. */
  public Figures figures() {
    return new Figures(
        number("select count(*) from workflow_run"),
        number("select count(*) from lab_activity where phase = 'BEGIN'"),
        number(DUPLICATES),
        number("select count(*) from workflow_event where type = 'owner_changed'"));
  }

  /** What expeditions came to. */
  public Reached reached() {
    return Reached.in(jdbc);
  }

  private long number(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
