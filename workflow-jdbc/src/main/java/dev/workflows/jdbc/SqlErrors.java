package dev.workflows.jdbc;

import dev.workflows.spi.StoreException;
import dev.workflows.spi.StoreException.Outcome;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an error of the database says about the transaction it happened in. */
final class SqlErrors {

  private static final String IDLE_TOO_LONG = "25P03";

  /** H2: another transaction has changed the row. */
  private static final String CONCURRENT_UPDATE = "90131";

  /** Serialization failure, deadlock, statement cancelled, transaction idle for too long. */
  private static final Set<String> TRANSIENT =
      Set.of("40001", "40P01", "57014", IDLE_TOO_LONG, CONCURRENT_UPDATE);

  /** Out of disk, memory or connections. */
  private static final String NO_RESOURCES = "53";

  private static final String H2_OUT_OF_MEMORY = "90108";

  private static final Set<String> LOCKED = Set.of("55P03", "HYT00");

  /** H2: connection broken, database closed, and the file errors after which nothing is known. */
  private static final Set<String> H2_GONE = Set.of("90067", "90121", "90098", "90028", "90031");

  /**
   * Classes of errors with which a database refuses what it is asked, before it takes effect: the
   * statement, its values, a constraint, the transaction's state, rights, limits, a lock, code of a
   * trigger. PostgreSQL also reports what ends its session in the middle of a commit, and H2
   * whatever happens while it writes a commit: in classes that are not here.
   */
  private static final Set<String> REFUSING_CLASSES =
      Set.of(
          "0A", "21", "22", "23", "24", "25", "26", "28", "2F", "34", "38", "39", "3D", "3F", "40",
          "42", "44", "54", "55", "P0");

  /** The same of other classes: cancelled, no connection, over a quota, and H2's two of locks. */
  private static final Set<String> REFUSING =
      Set.of("57014", "53300", "53400", "HYT00", CONCURRENT_UPDATE);

  private static final String COMPLETION_UNKNOWN = "40003";
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String READ_ONLY = "25006";

  private SqlErrors() {}

  /**
   * The error as the engine understands it.
   *
   * @param rolledBack whether the transaction is known to be rolled back, since no commit was sent
   */
  static StoreException translate(Exception error, boolean rolledBack) {
    String state = sqlState(error);
    Outcome outcome = outcome(state);
    if (rolledBack && outcome == Outcome.UNKNOWN) {
      outcome = Outcome.ROLLED_BACK;
    } else if (!rolledBack && !refuses(state)) {
      outcome = Outcome.UNKNOWN;
    }
    return new StoreException(outcome, describe(outcome, error), error);
  }

  /** Whether a commit, or a statement that commits by itself, has surely written nothing. */
  private static boolean refuses(@Nullable String state) {
    return state != null
        && !COMPLETION_UNKNOWN.equals(state)
        && (REFUSING.contains(state)
            || (state.length() == 5 && REFUSING_CLASSES.contains(state.substring(0, 2))));
  }

  /** Nothing was sent, because there was no connection to send it on. */
  static StoreException noConnection(Exception error) {
    return new StoreException(
        Outcome.ROLLED_BACK,
        "No connection to the database was to be had: %s. Check that it is up, and the pool's size."
            .formatted(message(error)),
        error);
  }

  static boolean isUniqueViolation(Exception error) {
    return UNIQUE_VIOLATION.equals(sqlState(error));
  }

  /** Whether no other statement should be sent on the connection. */
  static boolean isConnectionGone(Exception error) {
    String state = sqlState(error);
    return IDLE_TOO_LONG.equals(state) || outcome(state) == Outcome.UNKNOWN;
  }

  static boolean isSqlError(Throwable error) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof SQLException) {
        return true;
      }
    }
    return false;
  }

  static Outcome outcome(@Nullable String state) {
    if (state == null || state.startsWith("08") || state.startsWith("57P0")) {
      return Outcome.UNKNOWN;
    }
    if (READ_ONLY.equals(state) || H2_GONE.contains(state)) {
      return Outcome.UNKNOWN;
    }
    if (LOCKED.contains(state)) {
      return Outcome.LOCKED;
    }
    if (TRANSIENT.contains(state)
        || state.startsWith(NO_RESOURCES)
        || H2_OUT_OF_MEMORY.equals(state)) {
      return Outcome.ROLLED_BACK;
    }
    return Outcome.REFUSED;
  }

  /** The state of the outermost SQL error that has one: what is inside of it is a detail. */
  static @Nullable String sqlState(Throwable error) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return null;
  }

  private static String describe(Outcome outcome, Exception error) {
    String fact =
        switch (outcome) {
          case ROLLED_BACK -> "The database gave a transaction up";
          case LOCKED -> "A lock was not to be had in time";
          case UNKNOWN -> "The database's answer was lost";
          case REFUSED -> "The database refused a statement";
        };
    return "%s (%s): %s".formatted(fact, sqlState(error), message(error));
  }

  private static @Nullable String message(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
