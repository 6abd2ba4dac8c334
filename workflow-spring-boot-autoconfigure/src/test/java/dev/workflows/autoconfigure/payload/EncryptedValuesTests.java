package dev.workflows.autoconfigure.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.Failure;
import dev.workflows.PendingActivity;
import dev.workflows.RunEvent;
import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowStatus;
import dev.workflows.autoconfigure.database.PostgresServer;
import dev.workflows.history.Event;
import dev.workflows.payload.AesGcmTransform;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadChain;
import dev.workflows.payload.PayloadContext;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.invariants.Invariants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever reads the tables sees no value, whoever uses the application sees all of them. */
class EncryptedValuesTests {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String CANARY = "canary-4711";
  private static final List<String> TABLES = List.of("run", "event", "inbox", "activity");

  private final DriverManagerDataSource database = new DriverManagerDataSource();

  enum Database {
    H2,
    POSTGRES
  }

  @AfterEach
  void checkInvariants() {
    new Invariants("workflow_").assertHold(database);
  }

  @ParameterizedTest
  @EnumSource
  void areSeenByTheApplicationOnly(Database kind) {
    use(kind);
    try (ConfigurableApplicationContext bank = start("2026-01")) {
      WorkflowClient client = bank.getBean(WorkflowClient.class);
      RunId run = keptEverywhere(bank, client);

      assertThat(client.result("kept", String.class, SOON)).isEqualTo(CANARY + "[" + CANARY + "]");
      assertThat(client.describe("kept"))
          .returns('"' + CANARY + '"', shown -> shown.input())
          .returns('"' + CANARY + "[" + CANARY + "]\"", shown -> shown.result());
      assertThat(client.history("kept", 1, 100))
          .filteredOn(event -> !event.type().equals("custom") && !event.type().equals("marker"))
          .extracting(RunEvent::payload)
          .filteredOn(Objects::nonNull)
          .hasSize(9)
          .allSatisfy(text -> assertThat(text).contains(CANARY));
      assertThat(customs(bank, run)).containsExactly(CANARY);
      assertThat(client.describe("failed").failure())
          .extracting(Failure::message)
          .isEqualTo("cannot keep fail " + CANARY);
      assertThat(client.describe("jammed").pendingActivities())
          .extracting(PendingActivity::lastFailure)
          .singleElement()
          .asString()
          .contains("jammed by jam " + CANARY);
      assertThat(client.describe("ended").reason()).isEqualTo(CANARY);

      assertThat(columns(bank))
          .hasSizeGreaterThan(100)
          .noneMatch(text -> text.contains(CANARY))
          .noneMatch(text -> text.contains(base64(CANARY.getBytes())))
          .filteredOn(text -> text.startsWith(" {\"$encoded\":\"aes:2026-01\""))
          .hasSizeGreaterThan(15);
    }
  }

  private static RunId keptEverywhere(ConfigurableApplicationContext bank, WorkflowClient client) {
    RunId run = client.start("safe", StartOptions.of("kept"), CANARY);
    client.start("safe", StartOptions.of("failed"), "fail " + CANARY);
    client.start("safe", StartOptions.of("jammed"), "jam " + CANARY);
    client.start("safe", StartOptions.of("ended"), "end " + CANARY);
    assertThat(client.update("kept", null, SOON, "ask", CANARY)).isEqualTo(CANARY + "!");
    client.terminate("ended", CANARY);
    eventually(() -> assertThat(client.describe("jammed").pendingActivities()).hasSize(1));
    eventually(
        () ->
            assertThat(client.describe("jammed").pendingActivities().get(0).lastFailure())
                .isNotNull());
    new TransactionTemplate(bank.getBean(PlatformTransactionManager.class))
        .executeWithoutResult(status -> client.signal("kept", "m", "word", CANARY));
    client.result("kept", String.class, SOON);
    return run;
  }

  private static List<String> customs(ConfigurableApplicationContext bank, RunId run) {
    return bank.getBean(WorkflowStore.class).histories().read(run.runId(), 1, 100).stream()
        .map(recorded -> recorded.event())
        .filter(Event.Custom.class::isInstance)
        .map(event -> new String(((Event.Custom) event).bytes()))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void areBoundToTheInboxThatTheyWereSentTo(Database kind) {
    use(kind);
    try (ConfigurableApplicationContext bank = start("2026-01")) {
      WorkflowClient client = bank.getBean(WorkflowClient.class);
      RunId inTransaction = client.start("safe", StartOptions.of("bound 1"), CANARY);
      RunId alone = client.start("safe", StartOptions.of("bound 2"), CANARY);

      new TransactionTemplate(bank.getBean(PlatformTransactionManager.class))
          .executeWithoutResult(status -> client.signal("bound 1", "m1", "word", CANARY));
      client.signal("bound 2", "m2", "word", CANARY);

      assertThat(signalled(bank, inTransaction, "m1")).isEqualTo('"' + CANARY + '"');
      assertThat(signalled(bank, alone, "m2")).isEqualTo('"' + CANARY + '"');
      client.result("bound 1", String.class, SOON);
      client.result("bound 2", String.class, SOON);
    }
  }

  private static String signalled(ConfigurableApplicationContext bank, RunId run, String id) {
    PayloadChain chain =
        new PayloadChain(
            List.of(new AesGcmTransform("2026-01", Map.of("2026-01", key("2026-01")))));
    String message = "signal:" + id;
    return chain.decode(message(bank, run.runId(), message), bound(run.runId(), message)).json();
  }

  private static PayloadContext bound(UUID chain, String messageId) {
    return new PayloadContext(chain, messageId, "message:signal");
  }

  private static Payload message(ConfigurableApplicationContext bank, UUID chain, String id) {
    return new Payload(
        bank.getBean(JdbcClient.class)
            .sql("select payload from workflow_inbox where chain_id = :chain and message_id = :id")
            .param("chain", chain)
            .param("id", id)
            .query(String.class)
            .single());
  }

  @ParameterizedTest
  @EnumSource
  void keepTheirRunBlockedUntilTheirKeyIsBack(Database kind) {
    use(kind);
    try (ConfigurableApplicationContext first = start("2026-01")) {
      first.getBean(WorkflowClient.class).start("safe", StartOptions.of("old"), CANARY);
    }
    try (ConfigurableApplicationContext second = start("2026-02")) {
      WorkflowClient client = second.getBean(WorkflowClient.class);
      client.start("safe", StartOptions.of("new"), CANARY);
      client.signal("old", null, "word", CANARY);
      eventually(
          () ->
              assertThat(client.describe("old").summary().status())
                  .isEqualTo(WorkflowStatus.BLOCKED));

      assertThat(client.describe("old").problem())
          .isNotNull()
          .returns("WF-110", Failure::code)
          .extracting(Failure::message)
          .asString()
          .contains("workflow.payload.encryption.keys.2026-01");
      client.signal("new", null, "word", CANARY);
      assertThat(client.result("new", String.class, SOON)).isEqualTo(CANARY + "[" + CANARY + "]");
    }
    try (ConfigurableApplicationContext third = start("2026-02", "2026-01")) {
      WorkflowClient client = third.getBean(WorkflowClient.class);

      assertThat(client.result("old", String.class, SOON)).isEqualTo(CANARY + "[" + CANARY + "]");
      assertThat(columns(third))
          .noneMatch(text -> text.contains(CANARY))
          .anyMatch(text -> text.startsWith(" {\"$encoded\":\"aes:2026-01\""))
          .anyMatch(text -> text.startsWith(" {\"$encoded\":\"aes:2026-02\""));
    }
  }

  private void use(Database kind) {
    if (kind == Database.H2) {
      database.setUsername("sa");
      database.setPassword("");
    }
    database.setUrl(
        kind == Database.POSTGRES
            ? PostgresServer.createDatabase()
            : "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE");
  }

  /** Encrypts with the first key. */
  private ConfigurableApplicationContext start(String... keys) {
    List<String> properties =
        new ArrayList<>(
            List.of(
                "spring.datasource.url=" + database.getUrl(),
                "workflow.worker.poll=50ms",
                "workflow.activity.overrides.safe.jam.retry.initial-interval=1h",
                "workflow.activity.overrides.safe.jam.retry.max-interval=1h",
                "workflow.payload.encryption.key-id=" + keys[0]));
    for (String id : keys) {
      properties.add("workflow.payload.encryption.keys." + id + "=" + base64(key(id)));
    }
    return new SpringApplicationBuilder(BankApplication.class)
        .web(WebApplicationType.NONE)
        .properties(properties.toArray(String[]::new))
        .run();
  }

  private static byte[] key(String id) {
    byte[] key = new byte[AesGcmTransform.KEY_BYTES];
    Arrays.fill(key, (byte) id.hashCode());
    return key;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static List<String> columns(ConfigurableApplicationContext bank) {
    JdbcClient sql = bank.getBean(JdbcClient.class);
    return TABLES.stream()
        .flatMap(
            table ->
                sql
                    .sql("select * from workflow_" + table)
                    .query((row, n) -> texts(row))
                    .list()
                    .stream()
                    .flatMap(texts -> texts))
        .toList();
  }

  private static Stream<String> texts(ResultSet row) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      String text = row.getString(i);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts.stream();
  }

  private static void eventually(Runnable assertion) {
    long until = System.nanoTime() + SOON.toNanos();
    while (true) {
      try {
        assertion.run();
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() > until) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }
}
