package dev.workflows.benchmarks.dbos;

/** The measured workflows, as DBOS wants them: an interface of which it makes a proxy. */
interface Flows {

  /** Executes steps one after the other. */
  int count(int steps);

  /** Executes steps, and one that marks the run. */
  void mark(int number, int before);

  /** Sleeps until the marks' instant and marks the run. */
  void sleep(int number);

  /** Answers messages with a step that rings a bell. */
  void play(int bell);
}
