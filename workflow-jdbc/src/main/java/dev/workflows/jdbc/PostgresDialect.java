package dev.workflows.jdbc;

import java.util.List;
import java.util.Map;

/** PostgreSQL 14 and later. */
final class PostgresDialect implements Dialect {

  static final int OLDEST = 14;

  private static final String IDLE_LIMIT = "idle_in_transaction_session_timeout";

  /** The key of the advisory lock under which a schema is changed: "workflow" in ASCII. */
  private static final long SCHEMA_LOCK = 0x776f726b666c6f77L;

  @Override
  public boolean exclusive() {
    return false;
  }

  @Override
  public boolean survivesInterrupts() {
    return true;
  }

  @Override
  public boolean writesInOneStatement() {
    return true;
  }

  @Override
  public String shareLock() {
    return "for share";
  }

  /**
   * A process that freezes in the middle of a transaction does not keep its locks and its snapshot.
   *
   * <p>The batches join a few given rows with large tables. Their plans are made once, perhaps
   * while the tables are empty, and must not become scans of tables that have grown since.
   */
  @Override
  public Map<String, String> connectionSettings(JdbcStoreSettings settings) {
    return Map.of(
        "lock_timeout",
        Long.toString(settings.lockTimeout().toMillis()),
        IDLE_LIMIT,
        Long.toString(settings.outcomeIdleTimeout().toMillis()),
        "enable_seqscan",
        "off",
        "enable_hashjoin",
        "off",
        "enable_mergejoin",
        "off",
        "plan_cache_mode",
        "force_generic_plan",
        "jit",
        "off");
  }

  @Override
  public String literalOf(String setting) {
    return "quote_literal(current_setting('%s'))".formatted(setting);
  }

  @Override
  public String schemaScript() {
    return "schema-postgresql.sql";
  }

  @Override
  public List<String> trySchemaLock() {
    return List.of("select pg_try_advisory_lock(%d)".formatted(SCHEMA_LOCK));
  }

  @Override
  public List<String> schemaUnlock() {
    return List.of("select pg_advisory_unlock(%d)".formatted(SCHEMA_LOCK));
  }

  @Override
  public List<String> limitIdleTime(long millis) {
    return List.of("set local %s = %d".formatted(IDLE_LIMIT, millis));
  }

  @Override
  public TurnWriter turns(TableNames tables) {
    return new PostgresTurnWriter(tables);
  }

  @Override
  public StartWriter starts(TableNames tables) {
    return new PostgresStartWriter(tables);
  }

  @Override
  public MessageWriter messages(TableNames tables) {
    return new PostgresMessageWriter(tables);
  }

  @Override
  public OwnershipWriter ownership(TableNames tables) {
    return new PostgresOwnershipWriter(tables);
  }
}
