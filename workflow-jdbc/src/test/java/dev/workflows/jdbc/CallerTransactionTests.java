package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.json;
import static dev.workflows.jdbc.Scenario.owned;
import static dev.workflows.jdbc.Scenario.unowned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.WorkflowException;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.RunLease;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Starting and sending in the caller's transaction, on each database. */
abstract class CallerTransactionTests extends TransactionTestSupport {

  @Test
  void startsWithTheCallersCommitAndNotBefore() {
    NewRun run = unowned(id());
    AtomicInteger told = new AtomicInteger();
    transaction.executeWithoutResult(
        status -> {
          assertThat(caller.isActive()).isTrue();
          assertThat(caller.start(run).kind()).isEqualTo(StartOutcome.Kind.STARTED);
          caller.afterCommit(told::incrementAndGet);
          effect();
          assertThat(exists(run)).isFalse();
          assertThat(told).hasValue(0);
        });
    assertThat(told).hasValue(1);
    assertThat(effects()).isOne();
    assertThat(
            database.store().ownership().claim(new Claim(UUID.randomUUID(), Set.of("order"), 99)))
        .extracting(RunLease::runId)
        .contains(run.runId());
    assertThat(caller.isActive()).isFalse();
  }

  @Test
  void leavesNothingBehindWhenTheCallerRollsBack() {
    NewRun run = unowned(id());
    NewRun open = owned(id());
    database.store().commits().start(List.of(open));
    AtomicInteger told = new AtomicInteger();
    transaction.executeWithoutResult(
        status -> {
          caller.start(run);
          caller.send(new Send(open.workflowId(), Message.signal("1", "paid", null)));
          caller.afterCommit(told::incrementAndGet);
          status.setRollbackOnly();
        });
    assertThat(exists(run)).isFalse();
    assertThat(database.store().ownership().unreadOf(List.of(open.runId()))).isEmpty();
    assertThat(told).hasValue(0);
  }

  @Test
  void doesNotAbortTheCallersTransactionByADuplicate() {
    NewRun open = owned(id());
    database.store().commits().start(List.of(open));
    Send send = new Send(open.workflowId(), Message.signal("1", "paid", null));
    database.store().commits().send(List.of(send));
    transaction.executeWithoutResult(
        status -> {
          assertThat(caller.start(unowned(open.workflowId())))
              .isEqualTo(new StartOutcome(StartOutcome.Kind.ALREADY_OPEN, open.runId()));
          assertThat(caller.send(send).kind()).isEqualTo(SendOutcome.Kind.DUPLICATE);
          effect();
        });
    assertThat(effects()).isOne();
  }

  @Test
  void signalsARunThatTheSameTransactionStarted() {
    NewRun run = unowned(id());
    transaction.executeWithoutResult(
        status -> {
          caller.start(run);
          Send send = new Send(run.workflowId(), Message.signal("1", "paid", json("x")));
          assertThat(caller.send(send).kind()).isEqualTo(SendOutcome.Kind.ACCEPTED);
        });
    assertThat(database.store().ownership().unreadOf(List.of(run.runId()))).hasSize(1);
  }

  @Test
  void refusesAReadOnlyTransactionOfTheCaller() {
    TransactionTemplate readOnly = new TransactionTemplate(database.transactionManager());
    readOnly.setReadOnly(true);
    assertThatThrownBy(() -> readOnly.executeWithoutResult(status -> caller.start(unowned(id()))))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("read-only");
  }

  @Test
  void seesTransactionsThroughProxiesOfTheDataSource() {
    LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy(database.application());
    JdbcTransactionManager manager = new JdbcTransactionManager(lazy);
    JdbcWorkflowStore store =
        JdbcWorkflowStore.create(
            database.engine(),
            new TransactionAwareDataSourceProxy(lazy),
            manager,
            JdbcStoreSettings.DEFAULT);
    NewRun run = unowned(id());
    new TransactionTemplate(manager)
        .executeWithoutResult(
            status -> {
              assertThat(store.callerTransaction().isActive()).isTrue();
              store.callerTransaction().start(run);
              status.setRollbackOnly();
            });
    assertThat(exists(run)).isFalse();
  }

  @Test
  void seesTransactionsOnAProxyThatItWasNotGiven() {
    DataSource proxy = new LazyConnectionDataSourceProxy(database.application());
    NewRun run = unowned(id());
    new TransactionTemplate(new JdbcTransactionManager(proxy))
        .executeWithoutResult(
            status -> {
              assertThat(caller.isActive()).isTrue();
              caller.start(run);
              status.setRollbackOnly();
            });
    assertThat(exists(run)).isFalse();
  }

  @Test
  void doesNotTakeAnotherDatabasesTransactionForItsOwn() {
    try (TestDatabase other = TestDatabase.h2()) {
      new TransactionTemplate(other.transactionManager())
          .executeWithoutResult(
              status -> {
                assertThat(caller.isActive()).isFalse();
                DataSourceUtils.getConnection(database.application());
                assertThat(caller.isActive()).isFalse();
              });
    }
  }
}
