package dev.workflows.test.invariants;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Checks what must hold in the engine's tables at any time, whatever nodes crashed or lost their
 * connection. Only reads. Thread-safe, so that histories can be remembered while a test runs.
 */
public final class Invariants {

  private static final Pattern TABLE =
      Pattern.compile("\\bworkflow_(?=(run|event|inbox|activity|node)\\b)");

  private static final String EVENTS =
      """
      select run_id, seq, recorded_at, fence, node, ref_seq, type, name, detail, payload
      from workflow_event
      """;

  private final String tablePrefix;
  private final List<Invariant> rules;
  private final Map<Position, Long> remembered = new HashMap<>();

  /** On tables whose names begin with this, {@code workflow_} by default. */
  public Invariants(String tablePrefix) {
    this(tablePrefix, List.of(Invariant.values()));
  }

  private Invariants(String tablePrefix, List<Invariant> rules) {
    this.tablePrefix = tablePrefix;
    this.rules = rules;
  }

  /** Those that a store keeps also for who writes to it what no engine would. */
  public static Invariants ofStore(String tablePrefix) {
    return new Invariants(
        tablePrefix,
        Stream.of(Invariant.values())
            .filter(invariant -> invariant.keeper() == Invariant.Keeper.STORE)
            .toList());
  }

  /**
   * Remembers every event as it is now: a later check finds those that are gone or have changed.
   */
  public synchronized void remember(DataSource database) {
    remembered.putAll(digests(database));
  }

  /** Forgets what was remembered: another database, or emptied tables. */
  public synchronized void forget() {
    remembered.clear();
  }

  /** All rules that do not hold; none if all is well. */
  public List<Violation> violations(DataSource database) {
    return Stream.concat(
            rules.stream().map(i -> new Violation(i.name(), i.rule(), query(database, i.query()))),
            Stream.of(rewritten(database)))
        .filter(violation -> !violation.rows().isEmpty())
        .toList();
  }

  /** I6, which needs a memory. */
  private synchronized Violation rewritten(DataSource database) {
    Map<Position, Long> now = remembered.isEmpty() ? Map.of() : digests(database);
    List<String> changed =
        remembered.entrySet().stream()
            .filter(event -> !event.getValue().equals(now.get(event.getKey())))
            .map(event -> event.getKey() + (now.containsKey(event.getKey()) ? " changed" : " gone"))
            .sorted()
            .toList();
    return new Violation("I6", "a recorded event never changes or disappears", changed);
  }

  /**
   * Fails unless all rules hold.
   *
   * @throws AssertionError that lists what does not
   */
  public void assertHold(DataSource database) {
    List<Violation> violations = violations(database);
    if (!violations.isEmpty()) {
      throw new AssertionError(
          "Invariants are violated.\n"
              + String.join("\n", violations.stream().map(Violation::toString).toList()));
    }
  }

  private List<String> query(DataSource database, String sql) {
    return query(database, sql, Invariants::describe);
  }

  private Map<Position, Long> digests(DataSource database) {
    Map<Position, Long> digests = new HashMap<>();
    query(
        database,
        EVENTS,
        row -> digests.put(new Position(row.getString(1), row.getLong(2)), digest(row)) == null);
    return digests;
  }

  /** Cheap, since every test takes that of every event. */
  private static long digest(ResultSet row) throws SQLException {
    long digest = 0;
    for (int i = row.getMetaData().getColumnCount(); i > 0; i--) {
      digest = 31 * digest + Objects.hashCode(row.getString(i));
    }
    return digest;
  }

  /** Where an event stands. */
  private record Position(String runId, long seq) {

    @Override
    public String toString() {
      return "run_id=%s seq=%d".formatted(runId, seq);
    }
  }

  private <T> List<T> query(DataSource database, String sql, RowReader<T> reader) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(inTables(sql))) {
      List<T> read = new ArrayList<>();
      while (rows.next()) {
        read.add(reader.read(rows));
      }
      return read;
    } catch (SQLException e) {
      throw new IllegalStateException("An invariant could not be checked: " + sql, e);
    }
  }

  private String inTables(String sql) {
    return TABLE.matcher(sql).replaceAll(Matcher.quoteReplacement(tablePrefix));
  }

  private static String describe(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      values.add(columns.getColumnLabel(i).toLowerCase(Locale.ROOT) + "=" + row.getString(i));
    }
    return String.join(" ", values);
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
