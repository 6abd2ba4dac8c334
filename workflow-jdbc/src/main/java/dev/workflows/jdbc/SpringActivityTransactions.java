package dev.workflows.jdbc;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.spi.ActivityTransactions;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.StoreException.Outcome;
import java.sql.Connection;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Activities in transactions of the application's manager, their outcome as the last statement. */
final class SpringActivityTransactions implements ActivityTransactions {

  private static final Logger log = LoggerFactory.getLogger(SpringActivityTransactions.class);

  /** PostgreSQL: a statement in a transaction in which another one failed. */
  private static final String ABORTED = "25P02";

  private static final String HOLD_RUN =
      """
      select r.run_id
      from workflow_run r
      where r.run_id = :run and r.owner is not distinct from :owner and r.fence = :fence
        and r.status in ('RUNNING', 'PAUSED', 'BLOCKED')
      """;

  private static final String HOLD_ATTEMPT =
      """
      select a.run_id
      from workflow_activity a
      where a.run_id = :run and a.seq = :seq and a.attempt = :attempt
      """;

  private static final String RECORD =
      """
      insert into workflow_inbox
        (chain_id, message_id, kind, name, run_id, ref_seq, attempts, payload,
         sent_at, visible_at)
      values
        (:chain, :messageId, :kind, :name, :run, :refSeq, :attempts, :payload,
         current_timestamp, current_timestamp)
      """;

  private final ApplicationTransactions transactions;
  private final @Nullable PlatformTransactionManager manager;
  private final Dialect dialect;
  private final TableNames tables;
  private final JdbcStoreSettings settings;

  SpringActivityTransactions(
      ApplicationTransactions transactions,
      @Nullable PlatformTransactionManager manager,
      Dialect dialect,
      TableNames tables,
      JdbcStoreSettings settings) {
    this.transactions = transactions;
    this.manager = manager;
    this.dialect = dialect;
    this.tables = tables;
    this.settings = settings;
  }

  @Override
  public Result execute(Fence fence, Callable<Message> body) throws Exception {
    if (manager == null) {
      throw refused(
          "there is no transaction manager. Declare one for the application's DataSource");
    }
    TransactionStatus status = begin(manager);
    Completion completion = new Completion();
    Message outcome;
    try {
      TransactionSynchronizationManager.registerSynchronization(completion);
      outcome = attempt(status, fence, body);
    } catch (Exception | Error e) {
      rollBack(manager, status, e);
      throw e;
    }
    if (outcome == null) {
      manager.rollback(status);
      return new Result(false, null);
    }
    commit(manager, status, completion);
    return new Result(true, outcome);
  }

  private static TransactionStatus begin(PlatformTransactionManager manager) {
    try {
      return manager.getTransaction(new DefaultTransactionDefinition());
    } catch (TransactionException e) {
      throw SqlErrors.noConnection(e);
    }
  }

  /** The activity's outcome if it may be committed, nothing if another one was first. */
  private @Nullable Message attempt(TransactionStatus status, Fence fence, Callable<Message> body)
      throws Exception {
    statements(sql -> limitIdleTime(sql, settings.activityIdleTimeout()));
    Message outcome = body.call();
    if (status.isRollbackOnly()) {
      throw refused(
          "it returned although its transaction is marked for roll back. Let the exception that "
              + "marked it leave the activity");
    }
    status.flush();
    return statements(sql -> record(sql, fence, outcome)) ? outcome : null;
  }

  private boolean record(JdbcClient sql, Fence fence, Message outcome) {
    limitIdleTime(sql, settings.outcomeIdleTimeout());
    return holds(sql, fence) && insert(sql, fence.lease(), outcome);
  }

  private boolean limitIdleTime(JdbcClient sql, Duration limit) {
    dialect.limitIdleTime(limit.toMillis()).forEach(statement -> sql.sql(statement).update());
    return true;
  }

  /** The run's ownership, and the attempt where the activity has a row that counts them. */
  private boolean holds(JdbcClient sql, Fence fence) {
    RunLease lease = fence.lease();
    return exists(
            sql.sql(locked(HOLD_RUN))
                .param("run", lease.runId())
                .param("owner", lease.node())
                .param("fence", lease.fence()))
        && (!fence.retry()
            || exists(
                sql.sql(locked(HOLD_ATTEMPT))
                    .param("run", lease.runId())
                    .param("seq", fence.seq())
                    .param("attempt", fence.attempt())));
  }

  private String locked(String select) {
    return tables.in(select) + dialect.shareLock();
  }

  private static boolean exists(JdbcClient.StatementSpec select) {
    return select.query(UUID.class).optional().isPresent();
  }

  /** Not if another resolution of the call has taken the key. */
  private boolean insert(JdbcClient sql, RunLease lease, Message outcome) {
    try {
      sql.sql(tables.in(RECORD))
          .param("chain", lease.chainId())
          .param("messageId", outcome.messageId())
          .param("kind", Rows.storedName(outcome.kind()))
          .param("name", outcome.name())
          .param("run", outcome.runId())
          .param("refSeq", outcome.refSeq())
          .param("attempts", outcome.attempts())
          .param("payload", Rows.json(outcome.payload()))
          .update();
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  /** Statements of the engine's own on the connection of the activity's transaction. */
  private boolean statements(Predicate<JdbcClient> statements) {
    DataSource dataSource =
        transactions
            .current()
            .orElseThrow(
                () ->
                    refused(
                        "its transaction manager does not manage the engine's DataSource. Name the "
                            + "right one in @Transactional"));
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      return statements.test(Database.on(connection));
    } catch (DataAccessException e) {
      throw inActivity(e);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  private static WorkflowException inActivity(DataAccessException error) {
    if (ABORTED.equals(SqlErrors.sqlState(error))) {
      return refused(
          "it returned although the database had aborted its transaction. Let the exception of "
              + "the failed statement leave the activity");
    }
    return SqlErrors.translate(error, true);
  }

  private static void rollBack(
      PlatformTransactionManager manager, TransactionStatus status, Throwable cause) {
    try {
      manager.rollback(status);
    } catch (TransactionException e) {
      // No commit was sent, so the transaction ends with its connection.
      cause.addSuppressed(e);
    }
  }

  private static void commit(
      PlatformTransactionManager manager, TransactionStatus status, Completion completion) {
    try {
      manager.commit(status);
    } catch (RuntimeException e) {
      if (completion.status == TransactionSynchronization.STATUS_COMMITTED) {
        log.warn("A transactional activity was committed, but a listener of its commit failed", e);
        return;
      }
      throw failedCommit(e);
    }
  }

  /** What the database refused is the activity's failure; all else is about the transaction. */
  private static RuntimeException failedCommit(RuntimeException error) {
    StoreException translated = SqlErrors.translate(error, !SqlErrors.isSqlError(error));
    return translated.outcome() == Outcome.REFUSED || !SqlErrors.isSqlError(error)
        ? error
        : translated;
  }

  private static WorkflowException refused(String why) {
    return new WorkflowException(
        ErrorCode.ACTIVITY_TRANSACTION,
        "A transactional activity cannot be recorded with its effect: %s.".formatted(why));
  }

  /** How Spring saw the transaction end. */
  private static final class Completion implements TransactionSynchronization {

    private int status = STATUS_UNKNOWN;

    @Override
    public void afterCompletion(int completion) {
      this.status = completion;
    }
  }
}
