package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.Server;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The databases of rounds: empty ones, or one that was filled with closed runs, which takes so long
 * that it is kept until the rounds on it have added a tenth, or another number is asked for.
 */
final class Grounds implements AutoCloseable {

  private static final double MOST = 1.1;

  private final Server server;
  private final Map<String, Filled> kept = new HashMap<>();

  Grounds(Server server) {
    this.server = server;
  }

  /** The database of the next round; to be closed after it, whether it is kept or not. */
  Database of(Engine engine, Case measured) throws Exception {
    return measured.closed() == 0 ? server.fresh() : filled(engine, measured.closed()).shared();
  }

  private Database filled(Engine engine, int closed) throws Exception {
    Filled found = kept.get(engine.name());
    if (found != null && found.closed == closed && engine.runs(found.database) <= MOST * closed) {
      return found.database;
    }
    if (found != null) {
      found.database.close();
    }
    Filled next = new Filled(closed, server.fresh());
    kept.put(engine.name(), next);
    engine.fill(next.database, closed);
    return next.database;
  }

  @Override
  public void close() throws SQLException {
    for (Filled filled : kept.values()) {
      filled.database.close();
    }
  }

  private record Filled(int closed, Database database) {}
}
