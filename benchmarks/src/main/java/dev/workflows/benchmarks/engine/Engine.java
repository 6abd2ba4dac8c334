package dev.workflows.benchmarks.engine;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that can be measured. */
public interface Engine {

  /** Its name on the command line and in reports. */
  String name();

  /** Whether it can do this. */
  boolean has(Case measured);

  /**
   * Starts it on this database, where it makes the tables it needs and goes on with what it finds.
   *
   * @param marks what the runs of a crowd tell; known before the first of them goes on
   */
  Running open(Database database, Marks marks) throws Exception;

  /** The instant from which its recovery counts, asked for after its process was killed. */
  default Instant recoveryBegins(Database database) throws Exception {
    return Instant.now();
  }

  /** An engine that takes work. Thread-safe. */
  interface Running extends AutoCloseable {

    /** How many clients there are; fewer where nobody waits for results. */
    default int clients(Case measured) {
      return measured.clients();
    }

    /** What one client of this case repeats; each client has its own. */
    Operation operation(Case measured) throws Exception;

    /** The runs of this case. */
    default Crowd crowd(Case measured) throws Exception {
      throw new UnsupportedOperationException("No crowds of " + measured);
    }

    /** What its connections count; {@code null} if it has none. */
    @Nullable MeteredPool pool();

    /** What becomes of its events; {@code null} if it does not count them. */
    default @Nullable Tally tally() {
      return null;
    }

    @Override
    void close() throws Exception;
  }
}
