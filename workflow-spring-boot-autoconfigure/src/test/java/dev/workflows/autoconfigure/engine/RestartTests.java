package dev.workflows.autoconfigure.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.WorkflowHandle;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.WorkflowStatus;
import dev.workflows.autoconfigure.database.PostgresServer;
import dev.workflows.autoconfigure.order.FastShipping;
import dev.workflows.autoconfigure.order.OrderApi;
import dev.workflows.autoconfigure.order.OrderApplication;
import dev.workflows.autoconfigure.order.OrderService;
import dev.workflows.test.invariants.Invariants;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A whole application, closed in the middle of a run and opened again on the same database. */
class RestartTests {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path directory;

  private final Invariants invariants = new Invariants("workflow_");
  private final DriverManagerDataSource database = new DriverManagerDataSource();

  enum Database {
    H2,
    POSTGRES
  }

  @AfterEach
  void checkInvariants() {
    invariants.assertHold(database);
  }

  @ParameterizedTest
  @EnumSource
  void goesOnWhereTheHistoryEnds(Database kind) {
    use(kind);
    try (ConfigurableApplicationContext first = start()) {
      first.getBean(OrderService.class).place("o-1", false);
      awaitStatus(first, "AWAITING_PAYMENT");
    }
    invariants.remember(database);
    try (ConfigurableApplicationContext second = start()) {
      WorkflowHandle<OrderApi> order = second.getBean(OrderService.class).orders().get("o-1");
      awaitStatus(second, "AWAITING_PAYMENT");

      order.signal(workflow -> workflow.paid(100));

      OrderApi.Receipt receipt = order.result(OrderApi.Receipt.class, SOON);
      assertThat(receipt).extracting(OrderApi.Receipt::tracking).isEqualTo("P-o-1");
      assertThat(order.describe().status()).isEqualTo(WorkflowStatus.COMPLETED);
      assertThat(second.getBean(FastShipping.class).calls()).hasSize(1);
      assertThat(reservations(second)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void startsNothingIfTheCallersTransactionIsRolledBack(Database kind) {
    use(kind);
    try (ConfigurableApplicationContext context = start()) {
      OrderService service = context.getBean(OrderService.class);

      assertThatThrownBy(() -> service.place("o-1", true)).hasMessage("rolled back");

      assertThatThrownBy(() -> service.orders().get("o-1").describe())
          .isInstanceOf(WorkflowNotFoundException.class);
    }
  }

  @Test
  void callsActivitiesPlainlyOutsideOfRuns() {
    use(Database.H2);
    try (ConfigurableApplicationContext context = start()) {
      assertThatThrownBy(() -> context.getBean(FastShipping.class).ship("o-1"))
          .hasMessageContaining("executes no activity");
    }
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void saysWhatItFound(CapturedOutput output) {
    use(Database.H2);
    try (ConfigurableApplicationContext context = start()) {
      assertThat(output)
          .contains("Workflows [order], activities [inventory.reserve, shipping.ship]");
    }
  }

  private void use(Database kind) {
    database.setUrl(
        kind == Database.POSTGRES
            ? PostgresServer.createDatabase()
            : "jdbc:h2:file:" + directory.resolve("db") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
  }

  private ConfigurableApplicationContext start() {
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(OrderApplication.class)
            .web(WebApplicationType.NONE)
            .properties(
                "spring.datasource.url=" + database.getUrl(),
                "workflow.worker.poll=50ms",
                "spring.main.banner-mode=off",
                "logging.level.dev.workflows.autoconfigure.engine=info")
            .run();
    context
        .getBean(JdbcClient.class)
        .sql(
            "create table if not exists reservation"
                + " (order_id varchar(255), sku varchar(255), quantity int)")
        .update();
    return context;
  }

  private static void awaitStatus(ConfigurableApplicationContext context, String status) {
    WorkflowHandle<OrderApi> order = context.getBean(OrderService.class).orders().get("o-1");
    long until = System.nanoTime() + SOON.toNanos();
    while (!status.equals(order.query(OrderApi::status))) {
      assertThat(System.nanoTime()).as("still not %s", status).isLessThan(until);
      Thread.onSpinWait();
    }
  }

  private static int reservations(ConfigurableApplicationContext context) {
    return context
        .getBean(JdbcClient.class)
        .sql("select count(*) from reservation")
        .query(Integer.class)
        .single();
  }
}
