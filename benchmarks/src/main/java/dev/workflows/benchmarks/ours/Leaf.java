package dev.workflows.benchmarks.ours;

/** What a workflow is called by that another one calls. */
interface Leaf {

  /** Returns the number behind this one. */
  int next(int number);
}
