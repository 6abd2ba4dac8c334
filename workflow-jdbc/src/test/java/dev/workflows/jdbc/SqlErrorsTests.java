package dev.workflows.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.StoreException.Outcome;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;

class SqlErrorsTests {

  @ParameterizedTest
  @CsvSource({
    "40P01, ROLLED_BACK",
    "40001, ROLLED_BACK",
    "57014, ROLLED_BACK",
    "53300, ROLLED_BACK",
    "53400, ROLLED_BACK",
    "25P03, ROLLED_BACK",
    "55P03, LOCKED",
    "HYT00, LOCKED",
    "40003, UNKNOWN",
    "53100, UNKNOWN",
    "53200, UNKNOWN",
    "58030, UNKNOWN",
    "XX000, UNKNOWN",
    "XX001, UNKNOWN",
    "99999, UNKNOWN",
    "HY000, UNKNOWN",
    "90108, UNKNOWN",
    "90030, UNKNOWN",
    "08000, UNKNOWN",
    "08006, UNKNOWN",
    "57P01, UNKNOWN",
    "57P02, UNKNOWN",
    "25006, UNKNOWN",
    "90121, UNKNOWN",
    "90067, UNKNOWN",
    "23505, REFUSED",
    "23514, REFUSED",
    "25P02, REFUSED",
    "54000, REFUSED",
    "P0001, REFUSED",
    "42P01, REFUSED",
    "22021, REFUSED",
    "42S02, REFUSED",
    "22P02, REFUSED",
  })
  void readsTheStateOfACommit(String state, Outcome outcome) {
    assertThat(SqlErrors.translate(new SQLException("it", state), false).outcome())
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "40001, ROLLED_BACK",
    "53100, ROLLED_BACK",
    "90108, ROLLED_BACK",
    "08006, ROLLED_BACK",
    "90098, ROLLED_BACK",
    "HYT00, LOCKED",
    "23505, REFUSED",
    "XX000, REFUSED",
    "HY000, REFUSED",
  })
  void knowsThatNothingWasWrittenBeforeACommitWasSent(String state, Outcome outcome) {
    assertThat(SqlErrors.translate(new SQLException("it", state), true).outcome())
        .isEqualTo(outcome);
  }

  @Test
  void knowsNothingAfterAnErrorWithoutAState() {
    SQLException silent = new SQLException(new SocketTimeoutException("Read timed out"));
    assertThat(SqlErrors.translate(silent, false).outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void knowsThatARolledBackTransactionWroteNothing() {
    SQLException lost = new SQLException("gone", "08006");
    assertThat(SqlErrors.translate(lost, true).outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void looksForTheStateInsideOfSpringsExceptions() {
    Exception wrapped =
        new DataAccessResourceFailureException("it", new SQLException("down", "57P03"));
    assertThat(SqlErrors.translate(wrapped, false))
        .hasMessageStartingWith("[WF-401] The database's answer was lost (57P03): down")
        .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN));
    assertThat(SqlErrors.isConnectionGone(wrapped)).isTrue();
  }

  @Test
  void sendsNothingWithoutAConnection() {
    assertThat(SqlErrors.noConnection(new SQLException("exhausted")).outcome())
        .isEqualTo(Outcome.ROLLED_BACK);
  }
}
