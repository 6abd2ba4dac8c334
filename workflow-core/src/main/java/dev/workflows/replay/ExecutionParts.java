package dev.workflows.replay;

import dev.workflows.definition.Definitions;
import dev.workflows.payload.PayloadCodec;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What every run's execution uses.
 *
 * @param codec how values are stored
 * @param scope what tells a run's threads
 * @param fibers where their threads come from
 * @param inStep whether whoever begins a turn waits until all threads of its run are at rest
 * @param maxPayloadBytes the largest payload that is recorded
 * @param children what other workflows code can call
 * @param code watches the code of runs
 * @param queries watches queries: one that hangs keeps other queries away, and no run
 * @param definitions what is deployed: activities that are called by their names, versions that
 *     runs migrate to
 * @param check what looks at the arguments of migrated runs
 */
public record ExecutionParts(
    PayloadCodec codec,
    RunScope scope,
    Executor fibers,
    boolean inStep,
    int maxPayloadBytes,
    ChildCalls children,
    CodeWatch code,
    CodeWatch queries,
    Definitions definitions,
    ArgumentCheck check) {

  /**
   * What executions in step use that share one watch with each other and nobody else, and call no
   * activity by its name.
   */
  public ExecutionParts(
      PayloadCodec codec, RunScope scope, Executor fibers, int maxPayloadBytes, CodeWatch code) {
    this(codec, scope, fibers, maxPayloadBytes, code, new Definitions(List.of(), List.of()));
  }

  /** The same for those that call activities by their names. */
  public ExecutionParts(
      PayloadCodec codec,
      RunScope scope,
      Executor fibers,
      int maxPayloadBytes,
      CodeWatch code,
      Definitions definitions) {
    this(
        codec,
        scope,
        fibers,
        true,
        maxPayloadBytes,
        ChildCalls.NONE,
        code,
        code.another(),
        definitions,
        ArgumentCheck.NONE);
  }

  /** The same where code can call these workflows. */
  public ExecutionParts with(ChildCalls others) {
    return new ExecutionParts(
        codec, scope, fibers, inStep, maxPayloadBytes, others, code, queries, definitions, check);
  }

  /** The same where arguments of migrated runs are looked at by this. */
  ExecutionParts checking(ArgumentCheck other) {
    return new ExecutionParts(
        codec, scope, fibers, inStep, maxPayloadBytes, children, code, queries, definitions, other);
  }

  /** Looks after all code that executes now; see {@link CodeWatch#look}. */
  public void look() {
    code.look();
    queries.look();
  }

  /** The same for an execution that only answers a query. */
  public ExecutionParts forQuery() {
    return new ExecutionParts(
        codec,
        scope,
        fibers,
        inStep,
        maxPayloadBytes,
        children,
        queries,
        queries,
        definitions,
        check);
  }

  FailureCodec failures() {
    return new FailureCodec(codec);
  }
}
