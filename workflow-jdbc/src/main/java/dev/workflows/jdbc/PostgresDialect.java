package dev.workflows.jdbc;

import java.util.List;

/** PostgreSQL 14 and later. */
final class PostgresDialect implements Dialect {

  static final int OLDEST = 14;

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
   * The batches join a few given rows with large tables. Their plans are made once, perhaps while
   * the tables are empty, and must not become scans of tables that have grown since.
   */
  @Override
  public String connectionInitSql(JdbcStoreSettings settings) {
    return """
        set lock_timeout = %d;
        set enable_seqscan = off;
        set enable_hashjoin = off;
        set enable_mergejoin = off;
        set plan_cache_mode = force_generic_plan;
        set jit = off"""
        .formatted(settings.lockTimeout().toMillis());
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
    return List.of("set local idle_in_transaction_session_timeout = %d".formatted(millis));
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
