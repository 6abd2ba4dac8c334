package dev.workflows.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.spi.CommitStore.StartOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** How the tables come to be, on each database. */
abstract class WorkflowSchemaTests {

  private static final int STARTERS = 4;

  private final List<HikariDataSource> pools = new ArrayList<>();

  /** The URL of a new, empty database. */
  abstract String newDatabase();

  abstract String script();

  /** Every column, default, index and storage option of the engine's tables, as text. */
  abstract List<String> describe(JdbcClient sql);

  @AfterEach
  void closePools() {
    pools.forEach(HikariDataSource::close);
  }

  HikariDataSource open(String url, int size) {
    HikariDataSource pool = TestDatabase.pool(url, null);
    pool.setMaximumPoolSize(size);
    pools.add(pool);
    return pool;
  }

  private HikariDataSource empty() {
    return open(newDatabase(), 2);
  }

  private static WorkflowSchema schema(DataSource dataSource) {
    return new WorkflowSchema(dataSource, TableNames.DEFAULT_PREFIX);
  }

  @Test
  void isTheSameByLiquibaseAndByPlainStatements() {
    DataSource migrated = empty();
    DataSource scripted = empty();

    schema(migrated).apply(SchemaMode.AUTO);
    new ResourceDatabasePopulator(new ClassPathResource("dev/workflows/jdbc/" + script()))
        .execute(scripted);

    assertThat(describe(JdbcClient.create(scripted)))
        .hasSizeGreaterThan(40)
        .containsExactlyElementsOf(describe(JdbcClient.create(migrated)));
    schema(scripted).apply(SchemaMode.VALIDATE);
  }

  @Test
  void changesNothingTheSecondTime() {
    DataSource database = empty();
    schema(database).apply(SchemaMode.AUTO);
    JdbcClient sql = JdbcClient.create(database);
    String executed = "select count(*) from workflow_databasechangelog";
    long before = sql.sql(executed).query(Long.class).single();

    schema(database).apply(SchemaMode.AUTO);

    assertThat(before).isPositive();
    assertThat(sql.sql(executed).query(Long.class).single()).isEqualTo(before);
  }

  @Test
  void isMadeOnceByManyStartersWithOneConnectionEach() throws Exception {
    String url = newDatabase();
    CyclicBarrier together = new CyclicBarrier(STARTERS);
    ExecutorService starters = Executors.newFixedThreadPool(STARTERS);
    try {
      List<Future<?>> started = new ArrayList<>();
      for (int i = 0; i < STARTERS; i++) {
        DataSource database = open(url, 1);
        started.add(
            starters.submit(
                () -> {
                  together.await(20, TimeUnit.SECONDS);
                  schema(database).apply(SchemaMode.AUTO);
                  return true;
                }));
      }
      for (Future<?> start : started) {
        start.get(60, TimeUnit.SECONDS);
      }
    } finally {
      starters.shutdownNow();
    }
    assertThatCode(() -> schema(open(url, 1)).apply(SchemaMode.VALIDATE))
        .doesNotThrowAnyException();
  }

  @Test
  void carriesAnotherPrefixBesideTheDefaultOne() {
    DataSource database = empty();
    JdbcStoreSettings shop = JdbcStoreSettings.DEFAULT.withTablePrefix("shop_");
    schema(database).apply(SchemaMode.AUTO);
    new WorkflowSchema(database, "shop_").apply(SchemaMode.AUTO);
    JdbcWorkflowStore store = JdbcWorkflowStore.create(database, database, null, shop);

    assertThat(store.commits().start(List.of(Scenario.owned("order-1"))))
        .extracting(StartOutcome::kind)
        .containsExactly(StartOutcome.Kind.STARTED);

    JdbcClient sql = JdbcClient.create(database);
    assertThat(sql.sql("select count(*) from shop_run").query(Long.class).single()).isOne();
    assertThat(sql.sql("select count(*) from workflow_run").query(Long.class).single()).isZero();
  }

  @Test
  void namesEveryTableAndColumnThatIsMissing() {
    DataSource database = empty();
    schema(database).apply(SchemaMode.AUTO);
    JdbcClient sql = JdbcClient.create(database);
    sql.sql("drop table workflow_node").update();
    sql.sql("alter table workflow_activity drop column attempt").update();

    assertThatThrownBy(() -> schema(database).apply(SchemaMode.VALIDATE))
        .isInstanceOfSatisfying(
            WorkflowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SCHEMA))
        .hasMessageContaining("workflow_node:")
        .hasMessageContaining("workflow_activity:")
        .hasMessageContaining("dev/workflows/jdbc/" + script())
        .hasMessageNotContaining("workflow_run:")
        .hasMessageNotContaining("select")
        .hasMessageNotContaining("\n");
  }

  @Test
  void looksAtNothingIfToldSo() {
    assertThatCode(() -> schema(empty()).apply(SchemaMode.NONE)).doesNotThrowAnyException();
  }
}
