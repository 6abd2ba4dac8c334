package dev.workflows.jdbc.sequence;

import dev.workflows.jdbc.TestDatabase;
import dev.workflows.jdbc.sequence.Comparison.SetClock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The stores that are compared with the one in memory, on databases that are used again. */
final class Stores implements AutoCloseable {

  private static final List<String> TABLES =
      List.of(
          "workflow_run",
          "workflow_event",
          "workflow_inbox",
          "workflow_activity",
          "workflow_attribute",
          "workflow_node");

  private final SetClock clock = new SetClock();
  private final Map<Kind, TestDatabase> databases = new EnumMap<>(Kind.class);
  private final Map<Kind, Door> doors = new EnumMap<>(Kind.class);

  /** Where a store keeps what it remembers. */
  enum Kind {
    H2,
    POSTGRES
  }

  Stores() {
    databases.put(Kind.H2, TestDatabase.h2());
    databases.put(Kind.POSTGRES, TestDatabase.postgres());
    databases.forEach((kind, database) -> doors.put(kind, Door.on(kind.name(), database, clock)));
  }

  SetClock clock() {
    return clock;
  }

  /** A store without anything in it. */
  Door emptied(Kind kind) {
    TestDatabase database = Objects.requireNonNull(databases.get(kind));
    TABLES.forEach(table -> database.sql().sql("delete from " + table).update());
    return Objects.requireNonNull(doors.get(kind));
  }

  @Override
  public void close() {
    databases.values().forEach(TestDatabase::close);
  }
}
