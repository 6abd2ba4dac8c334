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

  /** The same with so many nodes on this database, for engines that have such cases. */
  default Running open(Database database, Marks marks, int nodes) throws Exception {
    if (nodes != 1) {
      throw new UnsupportedOperationException(name() + " is measured with one node only");
    }
    return open(database, marks);
  }

  /** Makes its tables in an empty database, and so many closed runs with their histories. */
  default void fill(Database database, int closed) throws Exception {
    throw new UnsupportedOperationException(name() + " is measured on empty databases only");
  }

  /** About how many runs there are, closed ones included, in a database that it filled. */
  default long runs(Database database) throws Exception {
    throw new UnsupportedOperationException(name() + " is measured on empty databases only");
  }

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

    /**
     * What one client repeats that keeps runs coming and going: it starts so many that sleep for
     * longer than a node keeps them, and waits for them all.
     */
    default Operation naps(int count) throws Exception {
      throw new UnsupportedOperationException("No runs that are given up while they sleep");
    }

    /** Where it keeps what it remembers. */
    default Tables tables() {
      throw new UnsupportedOperationException("No tables that grow");
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

  /** The names of the tables that grow. */
  record Tables(String runs, String messages, String events) {}
}
