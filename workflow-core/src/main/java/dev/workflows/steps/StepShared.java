package dev.workflows.steps;

/** What a graph shares with those nested in it. */
record StepShared(StepRecords records, HumanTasks tasks) {

  StepShared() {
    this(new StepRecords(), new HumanTasks());
  }
}
