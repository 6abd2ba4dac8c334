package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.json;
import static dev.workflows.jdbc.Scenario.lease;
import static dev.workflows.jdbc.Scenario.owned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.ActivityTransactions.Fence;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.StoreException;
import dev.workflows.test.invariants.InvariantsExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A process that stops in the middle of a transactional activity must not stop the others. */
class PostgresFrozenActivityTests {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(60);

  private static TestDatabase database;

  @RegisterExtension
  final InvariantsExtension invariants = InvariantsExtension.ofStore(() -> database.application());

  @BeforeAll
  static void openDatabase() {
    database = TestDatabase.postgres();
    database.sql().sql("create table effect (id uuid primary key)").update();
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  private static NewRun started() {
    NewRun run = owned(UUID.randomUUID() + "-order", UUID.randomUUID());
    database.store().commits().start(List.of(run));
    return run;
  }

  private static ActivityTransactions transactions(Duration idle, Duration idleWithLock) {
    JdbcStoreSettings defaults = JdbcStoreSettings.DEFAULT;
    return JdbcWorkflowStore.create(
            database.engine(),
            database.application(),
            database.transactionManager(),
            new JdbcStoreSettings(
                defaults.tablePrefix(), defaults.lockTimeout(), idle, idleWithLock))
        .activityTransactions();
  }

  private static void effect(NewRun run) {
    database.sql().sql("insert into effect values (:id)").param("id", run.runId()).update();
  }

  private static long effects(NewRun run) {
    return database
        .sql()
        .sql("select count(*) from effect where id = :id")
        .param("id", run.runId())
        .query(Long.class)
        .single();
  }

  private static List<UUID> takeOver() {
    return database
        .store()
        .ownership()
        .takeOver(new Claim(UUID.randomUUID(), Set.of("order"), 100), Duration.ZERO)
        .stream()
        .map(RunLease::runId)
        .toList();
  }

  private static boolean isConnected(int backend) {
    return JdbcClient.create(database.engine())
            .sql("select count(*) from pg_stat_activity where pid = :pid")
            .param("pid", backend)
            .query(Long.class)
            .single()
        > 0;
  }

  private static int backend() {
    return database.sql().sql("select pg_backend_pid()").query(Integer.class).single();
  }

  @Test
  void passesOverARunWhoseActivityIsAboutToCommit() throws Exception {
    NewRun run = started();
    NewRun other = started();
    List<UUID> taken = new ArrayList<>();

    transactions(LONG, LONG)
        .execute(
            new Fence(lease(run), 2, 1, false),
            () -> {
              beforeCommit(() -> taken.addAll(takeOver()));
              return Message.outcome(run.runId(), 2, 1, json("done"));
            });

    assertThat(taken).contains(other.runId()).doesNotContain(run.runId());
    assertThat(takeOver()).contains(run.runId());
  }

  @Test
  void losesItsTransactionWhenItFreezesInItsActivity() {
    NewRun run = started();

    assertThatThrownBy(
            () ->
                transactions(SHORT, LONG)
                    .execute(
                        new Fence(lease(run), 2, 1, false),
                        () -> {
                          effect(run);
                          int backend = backend();
                          Waits.until(() -> !isConnected(backend));
                          return Message.outcome(run.runId(), 2, 1, json("done"));
                        }))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.outcome()).isEqualTo(StoreException.Outcome.ROLLED_BACK));

    assertNothingHappened(run);
  }

  @Test
  void losesItsLockWhenItFreezesBeforeItsCommit() {
    NewRun run = started();
    List<UUID> taken = new ArrayList<>();

    assertThatThrownBy(
            () ->
                transactions(LONG, SHORT)
                    .execute(
                        new Fence(lease(run), 2, 1, false),
                        () -> {
                          effect(run);
                          beforeCommit(
                              () ->
                                  Waits.until(
                                      () -> {
                                        taken.addAll(takeOver());
                                        return taken.contains(run.runId());
                                      }));
                          return Message.outcome(run.runId(), 2, 1, json("done"));
                        }))
        .isInstanceOf(StoreException.class);

    assertNothingHappened(run);
  }

  private static void assertNothingHappened(NewRun run) {
    assertThat(effects(run)).isZero();
    assertThat(database.store().ownership().unreadOf(List.of(run.runId()))).isEmpty();
  }

  private static void beforeCommit(Runnable task) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void beforeCommit(boolean readOnly) {
            task.run();
          }
        });
  }
}
