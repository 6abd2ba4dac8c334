package dev.workflows.benchmarks.engine;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.MeteredPool;

/** Something that can be measured. */
public interface Engine {

  /** Its name on the command line and in reports. */
  String name();

  /** Starts it on this database, where it makes the tables it needs. */
  Running open(Database database) throws Exception;

  /** An engine that takes work. Thread-safe. */
  interface Running extends AutoCloseable {

    /**
     * What a client of this workload repeats.
     *
     * @param activities how many activities each workflow calls
     * @throws IllegalArgumentException if the engine has no such workload
     */
    Operation operation(Workload workload, int activities);

    /** What its connections count. */
    MeteredPool pool();

    @Override
    void close() throws Exception;
  }
}
