package dev.workflows.benchmarks.engine;

/** What one client does once: asks for something and waits until it is done. */
@FunctionalInterface
public interface Operation {

  /**
   * Does it and checks its outcome.
   *
   * @throws Exception if it failed or its outcome is wrong; that ends the benchmark
   */
  void perform() throws Exception;
}
