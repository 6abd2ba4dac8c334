package dev.workflows.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.RunLease;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A claim reads what it takes, in the order of its index, however many wait. */
class ClaimBacklogTests {

  private static final int BACKLOG = 50_000;
  private static final int LIMIT = 50;

  /** More than a claim of two types looks at and takes. */
  private static final long FEW = 5L * LIMIT;

  /** Those of the many have waited longer, and closed ones are there as well. */
  private static final String FILL =
      """
      insert into workflow_run (run_id, chain_id, workflow_id, type, status, open_key, fence,
        wake_at, started_at, closed_at)
      select %1$s, %1$s, 'w-' || x, case when mod(x, 1000) = 0 then 'few' else 'many' end,
        case when x > %2$d then 'COMPLETED' else 'RUNNING' end,
        case when x > %2$d then null else 'w-' || x end, 1,
        case when x > %2$d then null else
          current_timestamp + (mod(x, 1000) - 2000) * interval '1' second end,
        current_timestamp, case when x > %2$d then current_timestamp end
      from %3$s
      """;

  private static void fill(TestDatabase database, String id, String numbers) {
    // planned while there is nothing, and kept
    for (int i = 0; i < 8; i++) {
      assertThat(claim(database)).isEmpty();
    }
    database.sql().sql(FILL.formatted(id, BACKLOG, numbers)).update();
  }

  private static Claim wanted() {
    return new Claim(UUID.randomUUID(), List.of("many", "few", "none"), LIMIT);
  }

  private static List<RunLease> claim(TestDatabase database) {
    return database.store().ownership().claim(wanted());
  }

  private static long owned(TestDatabase database, String type) {
    return database
        .sql()
        .sql("select count(*) from workflow_run where owner is not null and type = :type")
        .param("type", type)
        .query(Long.class)
        .single();
  }

  private static void assertShared(TestDatabase database) {
    assertThat(claim(database)).hasSize(LIMIT);
    assertThat(owned(database, "few")).isEqualTo(LIMIT / 2);
    assertThat(owned(database, "many")).isEqualTo(LIMIT / 2);
  }

  @Test
  void isReadByItsIndexOnPostgres() throws SQLException {
    try (TestDatabase database = TestDatabase.postgres()) {
      database.sql().sql("alter table workflow_run set (autovacuum_enabled = off)").update();
      fill(database, "gen_random_uuid()", "generate_series(1, %d) x".formatted(2 * BACKLOG));
      assertShared(database);
      assertReadsFew(plan(database));

      database.sql().sql("analyze workflow_run").update();
      assertReadsFew(plan(database));
    }
  }

  private static void assertReadsFew(List<String> plan) {
    assertThat(plan).anyMatch(line -> line.contains("Index Scan using workflow_run_due"));
    assertThat(plan).noneMatch(line -> line.contains("Seq Scan on workflow_run"));
    Pattern actual = Pattern.compile("actual time=\\S+ rows=([\\d.]+) loops=(\\d+)");
    assertThat(plan)
        .allSatisfy(
            line -> {
              for (MatchResult found : actual.matcher(line).results().toList()) {
                double rows = Double.parseDouble(found.group(1)) * Long.parseLong(found.group(2));
                assertThat(rows).as(line).isLessThanOrEqualTo(FEW);
              }
            });
    assertThat(plan).as("nothing is read in vain").noneMatch(l -> l.contains("Removed by Filter"));
  }

  private static List<String> plan(TestDatabase database) throws SQLException {
    PostgresClaims claims = new PostgresClaims(new TableNames("workflow_"));
    try (Connection connection = database.engine().getConnection()) {
      connection.setAutoCommit(false);
      ResultSet lines = claims.explain(connection, wanted()).executeQuery();
      List<String> plan = new ArrayList<>();
      while (lines.next()) {
        plan.add(lines.getString(1));
      }
      connection.rollback();
      return plan;
    }
  }

  @Test
  void isReadByItsIndexOnH2() {
    try (TestDatabase database = TestDatabase.h2()) {
      fill(database, "random_uuid()", "system_range(1, %d)".formatted(BACKLOG + 1000));
      assertShared(database);
      assertThat(duePlan(database))
          .contains("WORKFLOW_RUN_CLAIM", "scanCount: %d */".formatted(LIMIT), "index sorted");
    }
  }

  private static String duePlan(TestDatabase database) {
    String due = new TableNames("workflow_").in(H2Claims.DUE).replace(":node", "null");
    return database
        .sql()
        .sql("explain analyze " + due)
        .param("type", "many")
        .param("limit", LIMIT)
        .query(String.class)
        .single();
  }
}
