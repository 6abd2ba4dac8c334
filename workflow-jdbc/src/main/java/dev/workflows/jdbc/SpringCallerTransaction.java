package dev.workflows.jdbc;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes on the connection that Spring has bound to the calling thread. */
final class SpringCallerTransaction implements CallerTransaction {

  private static final int TRIES = 20;

  private final ApplicationTransactions transactions;
  private final StartWriter starts;
  private final MessageWriter messages;
  private final JdbcRunReader reader;

  SpringCallerTransaction(
      ApplicationTransactions transactions,
      StartWriter starts,
      MessageWriter messages,
      JdbcRunReader reader) {
    this.transactions = transactions;
    this.starts = starts;
    this.messages = messages;
    this.reader = reader;
  }

  @Override
  public boolean isActive() {
    return transactions.current().isPresent();
  }

  @Override
  public Optional<String> typeOf(String target) {
    return on(connection -> reader.find(Database.on(connection), target)).map(RunRecord::type);
  }

  @Override
  public StartOutcome start(NewRun run) {
    for (int n = 0; n < TRIES; n++) {
      Optional<StartOutcome> outcome = on(c -> starts.start(c, List.of(run))).get(0);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    throw JdbcCommitStore.contended("start");
  }

  @Override
  public SendOutcome send(Send send) {
    return on(connection -> messages.send(connection, List.of(send))).get(0);
  }

  @Override
  public void afterCommit(Runnable task) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            task.run();
          }
        });
  }

  private <R> R on(Database.Work<R> work) {
    if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
      throw new WorkflowException(
          ErrorCode.NOT_ALLOWED,
          "A workflow cannot be started or sent to in a read-only transaction. Call it outside of "
              + "the transaction, or make that one @Transactional(readOnly = false).");
    }
    DataSource dataSource = transactions.current().orElseThrow();
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      return work.on(connection);
    } catch (SQLException | DataAccessException e) {
      // it is the caller who commits, and that has not happened
      throw SqlErrors.translate(e, true);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }
}
