package dev.workflows.jdbc;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checks that every table and column the statements name is there. */
final class SchemaValidation {

  private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put(
        "workflow_run",
        "run_id, chain_id, workflow_id, type, status, open_key, start_key, owner, fence, wake_at, "
            + "started_at, closed_at, waiting_for, result, failure, problem, problem_count, "
            + "parent_run_id, parent_chain_id, parent_seq, parent_policy");
    COLUMNS.put(
        "workflow_event",
        "run_id, seq, recorded_at, fence, ref_seq, node, type, name, detail, payload");
    COLUMNS.put(
        "workflow_inbox",
        "chain_id, message_id, position, sent_at, visible_at, consumed_seq, kind, name, run_id, "
            + "ref_seq, attempts, payload");
    COLUMNS.put("workflow_activity", "run_id, seq, attempt, next_attempt_at, last_failure");
    COLUMNS.put("workflow_attribute", "run_id, name, content");
    COLUMNS.put("workflow_node", "node_id, host, version, started_at, heartbeat_at");
  }

  private final TableNames tables;

  SchemaValidation(TableNames tables) {
    this.tables = tables;
  }

  void check(DataSource dataSource) {
    String script = "dev/workflows/jdbc/" + Dialect.of(dataSource).schemaScript();
    JdbcClient sql = JdbcClient.create(dataSource);
    List<String> complaints = new ArrayList<>();
    COLUMNS.forEach((table, columns) -> check(sql, table, columns, complaints));
    if (!complaints.isEmpty()) {
      throw new WorkflowException(
          ErrorCode.INVALID_SCHEMA,
          "The tables are not those of this version: %s. Execute %s, or set the schema mode to "
                  .formatted(String.join("; ", complaints), script)
              + "'auto'.");
    }
  }

  /** By selecting nothing, so that search path, rights and spelling are those of the statements. */
  private void check(JdbcClient sql, String table, String columns, List<String> complaints) {
    String select = tables.in("select %s from %s where 1 = 0".formatted(columns, table));
    try {
      sql.sql(select).query().listOfRows();
    } catch (DataAccessException e) {
      complaints.add(tables.in(table) + ": " + fact(e));
    }
  }

  /** What is missing, without the statement or the place in it that the driver adds. */
  private static String fact(DataAccessException e) {
    String message = String.valueOf(e.getMostSpecificCause().getMessage());
    return message.lines().findFirst().orElse("").replace("; SQL statement:", "");
  }
}
