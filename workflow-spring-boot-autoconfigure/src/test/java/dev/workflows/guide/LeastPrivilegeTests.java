package dev.workflows.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.WorkflowClient;
import dev.workflows.autoconfigure.database.PostgresServer;
import dev.workflows.autoconfigure.order.OrderApi;
import dev.workflows.autoconfigure.order.OrderApplication;
import dev.workflows.autoconfigure.order.OrderService;
import dev.workflows.jdbc.SchemaMode;
import dev.workflows.jdbc.WorkflowSchema;
import dev.workflows.test.invariants.Invariants;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The grants of the guide are all that an application needs, and no table is made with them. */
class LeastPrivilegeTests {

  private static final Duration SOON = Duration.ofSeconds(20);

  private static final String RESERVATION =
      "create table reservation (order_id varchar(255), sku varchar(255), quantity int)";

  @Test
  void sufficeOnPostgres() {
    String url = PostgresServer.createDatabase();
    List<String> pages = Pages.blocks(Pages.ofGuide("deployment.md"), "pgsql");
    execute(new DriverManagerDataSource(url), pages.get(0));
    DataSource owner = new DriverManagerDataSource(url.replace("user=postgres", "user=shop_owner"));

    new WorkflowSchema(owner, "workflow_").apply(SchemaMode.AUTO);
    execute(owner, RESERVATION + ";" + pages.get(1) + ";grant insert on reservation to shop_app");

    assertRuns(url.replace("user=postgres", "user=shop_app"), "shop_app", owner);
  }

  @Test
  void sufficeOnH2() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    String grants = Pages.blocks(Pages.ofGuide("deployment.md"), "pgsql").get(1);
    DataSource owner = new DriverManagerDataSource(url + ";DB_CLOSE_DELAY=-1", "sa", "");

    new WorkflowSchema(owner, "workflow_").apply(SchemaMode.AUTO);
    execute(owner, "create user shop_app password ''; " + RESERVATION);
    execute(owner, grants.substring(grants.indexOf("grant select")));
    execute(owner, "grant insert on reservation to shop_app");

    assertRuns(url, "shop_app", owner);
  }

  private static void assertRuns(String url, String user, DataSource owner) {
    try (ConfigurableApplicationContext application = start(url, user)) {
      OrderService orders = application.getBean(OrderService.class);
      WorkflowClient client = application.getBean(WorkflowClient.class);

      orders.place("o-1", false);
      Awaitility.await()
          .atMost(SOON)
          .until(() -> "AWAITING_PAYMENT".equals(client.query("o-1", "status")));
      orders.orders().get("o-1").signal(order -> order.paid(100));
      orders.place("o-2", false);
      client.terminate("o-2", null);

      assertThat(orders.orders().get("o-1").result(OrderApi.Receipt.class, SOON)).isNotNull();
      assertThatExceptionOfType(DataAccessException.class)
          .isThrownBy(
              () ->
                  JdbcClient.create(application.getBean(DataSource.class))
                      .sql("create table another (id int)")
                      .update());
    }
    new Invariants("workflow_").assertHold(owner);
  }

  private static ConfigurableApplicationContext start(String url, String user) {
    return new SpringApplicationBuilder(OrderApplication.class)
        .web(WebApplicationType.NONE)
        .properties(
            "spring.datasource.url=" + url,
            "spring.datasource.username=" + user,
            "workflow.schema.mode=validate",
            "workflow.worker.poll=50ms")
        .run();
  }

  private static void execute(DataSource dataSource, String statements) {
    for (String statement : statements.split(";")) {
      if (!statement.isBlank()) {
        JdbcClient.create(dataSource).sql(statement).update();
      }
    }
  }
}
