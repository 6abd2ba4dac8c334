package dev.workflows.lab.fault.process;

import dev.workflows.test.invariants.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares what clients were told with what is in the database, while both are apart. */
final class Acknowledged {

  private static final String TOLD =
      """
      select distinct workflow_id || ' '
        || case kind
          when 'START' then 'start'
          when 'NOTE' then 'signal:' || message_id
          else 'answer:update:' || message_id end
      from lab_client
      where status = 200 and kind in ('START', 'NOTE', 'ORDER')
      """;

  private static final String THERE =
      """
      select workflow_id || ' start'
      from workflow_run
      union all
      select r.workflow_id || ' ' || i.message_id
      from workflow_inbox i
        join workflow_run r on r.chain_id = i.chain_id
      """;

  private final DataSource records;
  private final DataSource engine;

  Acknowledged(DataSource records, DataSource engine) {
    this.records = records;
    this.engine = engine;
  }

  /** What was acknowledged and is not there: one violation, or none. */
  List<Violation> lost() {
    Set<String> there = new HashSet<>(texts(engine, THERE));
    List<String> lost = texts(records, TOLD).stream().filter(op -> !there.contains(op)).toList();
    return lost.isEmpty()
        ? List.of()
        : List.of(new Violation("LOST", "what was acknowledged is there", lost));
  }

  private static List<String> texts(DataSource database, String sql) {
    return JdbcClient.create(database).sql(sql).query(String.class).list();
  }
}
