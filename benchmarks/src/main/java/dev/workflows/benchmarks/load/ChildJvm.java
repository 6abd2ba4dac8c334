package dev.workflows.benchmarks.load;

import java.io.IOException;

/** Another JVM with the same classes, in which an engine can be killed. */
@FunctionalInterface
public interface ChildJvm {

  /**
   * Starts one that lets a crowd of an engine come halfway, writes a line to its standard output
   * and then waits until it is killed.
   *
   * @param engine its name
   * @param url of the database
   */
  Process interrupt(String engine, String url, int size, int clients) throws IOException;
}
