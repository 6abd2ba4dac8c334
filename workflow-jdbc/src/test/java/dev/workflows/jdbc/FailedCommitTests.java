package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.closing;
import static dev.workflows.jdbc.Scenario.lease;
import static dev.workflows.jdbc.Scenario.owned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.spi.CommitStore;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.StoreException.Outcome;
import dev.workflows.test.invariants.InvariantsExtension;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A transaction that H2 fails to commit, as the store understands it. */
class FailedCommitTests {

  private final TestDatabase database = TestDatabase.h2();

  @RegisterExtension
  final InvariantsExtension invariants = InvariantsExtension.ofStore(database::application);

  private final FailingCommits failing = new FailingCommits(database.engine());
  private final CommitStore commits =
      JdbcWorkflowStore.create(
              failing,
              database.application(),
              database.transactionManager(),
              JdbcStoreSettings.DEFAULT)
          .commits();
  private final NewRun run = owned("order-1");

  /** Commits, or not, and then fails. */
  private static final class FailingCommits extends DelegatingDataSource {

    private String state;
    private boolean written;

    FailingCommits(DataSource target) {
      super(target);
    }

    void fail(String sqlState, boolean afterItWasWritten) {
      state = sqlState;
      written = afterItWasWritten;
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection target = super.getConnection();
      return (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("commit") && state != null) {
                  commit(target);
                }
                try {
                  return method.invoke(target, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    private void commit(Connection target) throws SQLException {
      SQLException failure = new SQLException("it failed", state);
      state = null;
      if (written) {
        target.commit();
      }
      throw failure;
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HY000", "90108", "90028", "90030", "90031", "90098", "90121", "99999"})
  void isOfUnknownOutcomeAndIsRecognisedWhenItIsSentAgain(String state) {
    commits.start(List.of(run));
    RunCommit end = closing(lease(run), 3);
    failing.fail(state, true);

    assertOutcome(Outcome.UNKNOWN, end);

    commits.commit(List.of(end));
    assertThat(database.store().histories().length(run.runId())).isEqualTo(3);
  }

  @Test
  void isRefusedWhereAConstraintOfTheDatabaseForbidsIt() {
    commits.start(List.of(run));
    failing.fail("23513", false);

    assertOutcome(Outcome.REFUSED, closing(lease(run), 3));

    assertThat(database.store().histories().length(run.runId())).isEqualTo(2);
  }

  private void assertOutcome(Outcome outcome, RunCommit commit) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> commits.commit(List.of(commit)))
        .extracting(StoreException::outcome)
        .isEqualTo(outcome);
  }
}
