package dev.workflows.autoconfigure.journey;

import dev.workflows.RunEvent;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import dev.workflows.jdbc.SchemaMode;
import dev.workflows.jdbc.WorkflowSchema;
import dev.workflows.test.invariants.InvariantsExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens applications on one database, whose invariants hold after every test. */
abstract class JourneyTestSupport {

  final SingleConnectionDataSource database;
  final TravelLog log = new TravelLog();
  final String id = "journey-" + UUID.randomUUID();

  @RegisterExtension final InvariantsExtension invariants;

  JourneyTestSupport(String url, @Nullable String user) {
    database = connect(url, user);
    invariants = new InvariantsExtension(() -> database);
  }

  /** The URL, now of a database with the tables of the engine. */
  static String withTables(String url, @Nullable String user) {
    SingleConnectionDataSource database = connect(url, user);
    new WorkflowSchema(database, "workflow_").apply(SchemaMode.AUTO);
    database.destroy();
    return url;
  }

  private static SingleConnectionDataSource connect(String url, @Nullable String user) {
    SingleConnectionDataSource database = new SingleConnectionDataSource(url, true);
    database.setUsername(user);
    return database;
  }

  @AfterEach
  void disconnect() {
    database.destroy();
  }

  /** An application, with what tests ask of it. */
  record Application(ConfigurableApplicationContext context) implements AutoCloseable {

    Workflows<JourneyWorkflow> journeys() {
      return context
          .<Workflows<JourneyWorkflow>>getBeanProvider(
              ResolvableType.forClassWithGenerics(Workflows.class, JourneyWorkflow.class))
          .getObject();
    }

    WorkflowHandle<JourneyWorkflow> start(String id, String... parts) {
      return journeys().start(id, journey -> journey.travel(List.of(parts)));
    }

    WorkflowHandle<JourneyWorkflow> get(String id) {
      return journeys().get(id);
    }

    List<String> kinds(String id) {
      return context.getBean(WorkflowClient.class).history(id, 1, Long.MAX_VALUE).stream()
          .map(RunEvent::type)
          .toList();
    }

    void inTransaction(Runnable work) {
      new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
          .executeWithoutResult(status -> work.run());
    }

    @Override
    public void close() {
      context.close();
    }
  }

  Application open(String... properties) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "spring.datasource.url=" + database.getUrl(),
                "workflow.schema.mode=validate",
                "workflow.worker.poll=50ms",
                "workflow.worker.linger=50ms"));
    all.addAll(List.of(properties));
    return new Application(
        new SpringApplicationBuilder(JourneyApplication.class)
            .web(WebApplicationType.NONE)
            .initializers(context -> context.getBeanFactory().registerSingleton("travelLog", log))
            .properties(all.toArray(String[]::new))
            .run());
  }
}
