package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.RunId;
import dev.workflows.WorkflowException;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import dev.workflows.replay.FailureCodec;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Why a run cannot go on for now. It is given up as blocked, keeps its state, and is tried again
 * after 1 s, then after twice as long each time, up to 10 min.
 *
 * @param failure what people are told
 */
record RunProblem(Failure failure) {

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final int MAX_DOUBLINGS = 12;
  private static final int OWNER_LOOP = 5;

  static WorkflowException tooLong(RunId run, long events, int most) {
    return new WorkflowException(
        ErrorCode.HISTORY_TOO_LONG,
        ("The history of workflow '%s' has %d events, which is over the limit of %d. Raise"
                + " workflow.history.limit, or terminate the run; let its code end sooner.")
            .formatted(run.workflowId(), events, most));
  }

  static RunProblem of(RuntimeException thrown) {
    return new RunProblem(
        thrown instanceof WorkflowException known
            ? Failure.of(known.code(), String.valueOf(known.getMessage()))
            : Failure.of(ErrorCode.CODE_ERROR, String.valueOf(thrown)));
  }

  /**
   * Says that the run is blocked, at length for the first time only; where its code hangs is in the
   * log already.
   */
  void log(Logger log, RunId id, int problemsBefore, RuntimeException thrown) {
    String text = "Workflow '{}' (run {}) is blocked: {}";
    String why = Inputs.inOneLine(String.valueOf(failure.message()));
    if (problemsBefore > 0) {
      log.warn("Workflow '{}' (run {}) is still blocked: {}", id.workflowId(), id.runId(), why);
    } else if (ErrorCode.HANGING_CODE.code().equals(failure.code())) {
      log.error(text, id.workflowId(), id.runId(), why);
    } else {
      log.error(text, id.workflowId(), id.runId(), why, thrown);
    }
  }

  /**
   * Whether a run with this problem is rid of it only by getting farther than its history: the code
   * fits that, and cannot go on nevertheless. What is to let it go on is there already then, or
   * comes by itself, as the outcome of a call does: it is not forgotten while it counts as blocked.
   */
  static boolean isOfProgress(@Nullable Payload problem, FailureCodec failures) {
    if (problem == null) {
      return false;
    }
    String code;
    try {
      code = failures.decode(problem).code();
    } catch (PayloadException e) {
      return false;
    }
    return ErrorCode.COMPENSATION_FAILED.code().equals(code)
        || ErrorCode.HISTORY_TOO_LONG.code().equals(code);
  }

  /** Gives the run up until it is tried again. */
  Release release(RunLease lease, int problemsBefore, Instant now, FailureCodec failures) {
    Duration pause = Duration.ofSeconds(1L << Math.min(problemsBefore, MAX_DOUBLINGS));
    return new Release(
        lease,
        now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause),
        List.of("code that can go on (%s)".formatted(failure.code())),
        failures.encode(failure));
  }

  /**
   * Refuses a run that has just been taken from a dead owner if several of them ended one after the
   * other without any progress: it may be what kills them.
   */
  static void refuseOwnerLoop(String workflowId, List<RecordedEvent> history, RunLease lease) {
    int last = history.size() - 1;
    int changes = 0;
    while (changes <= last && history.get(last - changes).event() instanceof Event.OwnerChanged) {
      changes++;
    }
    if (changes >= OWNER_LOOP && history.get(last).fence() == lease.fence()) {
      throw new WorkflowException(
          ErrorCode.OWNER_LOOP,
          ("%d owners of workflow '%s' ended one after the other without any progress of it. It is"
                  + " tried again later; look for what it does to its process.")
              .formatted(changes, workflowId));
    }
  }
}
