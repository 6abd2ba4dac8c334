package dev.workflows.test.engine;

/** What a test lets a run do. */
@FunctionalInterface
interface Script {
  String run(Scripted workflow) throws Exception;
}
