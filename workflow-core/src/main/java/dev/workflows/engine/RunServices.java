package dev.workflows.engine;

import dev.workflows.replay.ExecutionParts;
import dev.workflows.replay.FailureCodec;
import dev.workflows.spi.Closing;
import dev.workflows.spi.Driver;
import dev.workflows.spi.Message;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunCommit;
import java.time.Instant;

/**
 * What every owned run uses.
 *
 * @param commits takes its commits to the database, together with others
 * @param history how long its history may get
 * @param owner the engine that holds it
 * @param interceptors who is told of its turns
 */
record RunServices(
    Driver driver,
    Node node,
    ExecutionParts parts,
    FailureCodec failures,
    BatchLane<RunCommit, Boolean> commits,
    ActivityRunner activities,
    HistoryLimits history,
    Owner owner,
    Interceptors interceptors) {

  /** Nobody is told of anything. */
  RunServices(
      Driver driver,
      Node node,
      ExecutionParts parts,
      FailureCodec failures,
      BatchLane<RunCommit, Boolean> commits,
      ActivityRunner activities,
      HistoryLimits history,
      Owner owner) {
    this(driver, node, parts, failures, commits, activities, history, owner, Interceptors.NONE);
  }

  /** What a run tells the engine that holds it. */
  interface Owner {

    /** It left memory and has to be read before it can go on. */
    void needsLoad(OwnedRun run);

    /** It is closed, durably, and no longer held. */
    void closed(OwnedRun run, Closing closing);

    /** It is another's now, or is to be treated so: it is no longer held. */
    void lost(OwnedRun run);

    /** It cannot go on with this code: it is to be given up as blocked. */
    void blocked(OwnedRun run, Release release);

    /** What it does to other runs is durable. */
    void reached(OwnedRun run, Outgoing outgoing);

    /** Somebody who may wants it to end at once. */
    void terminate(OwnedRun run, Message request);

    /** Its time is over: it is to end at once. */
    void timeOut(OwnedRun run, Instant deadline);

    /** It entered or left memory. */
    void residentsChanged(int by);
  }
}
