package dev.workflows.jdbc;

import java.time.Duration;

/**
 * How the store uses its database.
 *
 * @param tablePrefix what the names of the tables begin with
 * @param lockTimeout how long a statement on the engine's own connections waits for a lock
 * @param activityIdleTimeout how long a transactional activity may leave its transaction idle
 *     before the database ends it, where it can; so the locks of a frozen process go away
 * @param outcomeIdleTimeout the same while the transaction holds the lock on its run, from its last
 *     statement to its commit, and for transactions of the engine's own
 */
public record JdbcStoreSettings(
    String tablePrefix,
    Duration lockTimeout,
    Duration activityIdleTimeout,
    Duration outcomeIdleTimeout) {

  /** What is used unless the application says otherwise. */
  public static final JdbcStoreSettings DEFAULT =
      new JdbcStoreSettings(
          TableNames.DEFAULT_PREFIX,
          Duration.ofMillis(250),
          Duration.ofSeconds(30),
          Duration.ofSeconds(3));

  /** Checks the prefix. */
  public JdbcStoreSettings {
    new TableNames(tablePrefix);
  }

  /** The same with other tables. */
  public JdbcStoreSettings withTablePrefix(String prefix) {
    return new JdbcStoreSettings(prefix, lockTimeout, activityIdleTimeout, outcomeIdleTimeout);
  }
}
