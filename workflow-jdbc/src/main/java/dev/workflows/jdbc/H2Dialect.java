package dev.workflows.jdbc;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** H2 2.4, in memory, in a file or behind its own server. */
final class H2Dialect implements Dialect {

  static final int OLDEST = 2;

  private final boolean remote;
  private final boolean exclusive;

  H2Dialect(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    this.remote = lower.startsWith("jdbc:h2:tcp:") || lower.startsWith("jdbc:h2:ssl:");
    this.exclusive = !remote && !lower.contains(";auto_server=true");
  }

  @Override
  public boolean exclusive() {
    return exclusive;
  }

  /** An interrupt during file access closes the file's channel, and with it the whole database. */
  @Override
  public boolean survivesInterrupts() {
    return remote;
  }

  @Override
  public boolean writesInOneStatement() {
    return false;
  }

  @Override
  public String shareLock() {
    return "for update";
  }

  @Override
  public Map<String, String> connectionSettings(JdbcStoreSettings settings) {
    return Map.of("lock_timeout", Long.toString(settings.lockTimeout().toMillis()));
  }

  @Override
  public String literalOf(String setting) {
    return setting + "()";
  }

  @Override
  public String schemaScript() {
    return "schema-h2.sql";
  }

  @Override
  public List<String> trySchemaLock() {
    return List.of();
  }

  @Override
  public List<String> schemaUnlock() {
    return List.of();
  }

  @Override
  public List<String> limitIdleTime(long millis) {
    return List.of();
  }

  @Override
  public TurnWriter turns(TableNames tables) {
    return new H2TurnWriter(tables);
  }

  @Override
  public StartWriter starts(TableNames tables) {
    return new H2StartWriter(tables);
  }

  @Override
  public MessageWriter messages(TableNames tables) {
    return new H2MessageWriter(tables);
  }

  @Override
  public OwnershipWriter ownership(TableNames tables) {
    return new H2OwnershipWriter(tables);
  }
}
