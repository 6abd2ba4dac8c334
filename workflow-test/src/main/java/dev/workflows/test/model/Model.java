package dev.workflows.test.model;

/** What a scenario's run, and the runs that it calls, are called by. */
interface Model {

  /**
   * Executes a part of a scenario.
   *
   * @param scenario the name of the scenario, or of a part of it
   * @param input what it is given
   */
  String execute(String scenario, String input);
}
