package dev.workflows.jdbc.crash;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What became of a case's runs, as far as no fault may change it.
 *
 * @param runs how each ended
 * @param events what is recorded of each, in the order of the alphabet
 * @param effects how often each effect of a transaction was committed
 */
record Outcome(List<String> runs, List<String> events, Map<String, Long> effects) {

  private static final String RUNS =
      """
      select concat(workflow_id, ' ', status, ' ', result) as told
      from workflow_run
      order by workflow_id
      """;

  private static final String EVENTS =
      """
      select concat(r.workflow_id, ' ', e.type, ' ', e.name) as told
      from workflow_event e
        join workflow_run r on r.run_id = e.run_id
      where e.type not in ('owner_changed', 'marker')
      order by r.workflow_id, e.type, e.name
      """;

  static Outcome of(JdbcClient sql, Effects effects) {
    return new Outcome(
        sql.sql(RUNS).query(String.class).list(),
        sql.sql(EVENTS).query(String.class).list(),
        effects.all());
  }
}
