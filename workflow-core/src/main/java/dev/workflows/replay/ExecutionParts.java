package dev.workflows.replay;

import dev.workflows.payload.PayloadCodec;
import java.util.concurrent.Executor;

/**
 * What every run's execution uses.
 *
 * @param codec how values are stored
 * @param scope what tells a run's threads
 * @param fibers where their threads come from
 * @param maxPayloadBytes the largest payload that is recorded
 */
public record ExecutionParts(
    PayloadCodec codec, RunScope scope, Executor fibers, int maxPayloadBytes) {

  FailureCodec failures() {
    return new FailureCodec(codec);
  }
}
