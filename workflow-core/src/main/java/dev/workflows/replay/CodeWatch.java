package dev.workflows.replay;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after workflow code that executes: what does not come to rest for too long is left behind.
 * No thread can be made to end, but nobody needs to wait for it either. Thread-safe.
 *
 * <p>It has no clock: whoever owns it {@linkplain #look() lets it look} in regular intervals. A
 * process that was frozen has looked once meanwhile, so its code is not found too slow for that.
 *
 * <p>The threads left behind are few: a run whose code still has one is not executed, and neither
 * is another run of a type that has several.
 */
public final class CodeWatch {

  private static final Logger LOG = LoggerFactory.getLogger(CodeWatch.class);
  private static final int MOST_LOOKS = 10;
  private static final int MOST_OF_A_TYPE = 10;
  private static final int FRAMES = 3;

  private final Duration limit;
  private final Set<Fiber> executing = ConcurrentHashMap.newKeySet();
  private final Set<Fiber> leftBehind = ConcurrentHashMap.newKeySet();

  /**
   * A watch that has left nobody behind.
   *
   * @param limit how long code may execute between two waits
   */
  public CodeWatch(Duration limit) {
    this.limit = limit;
  }

  /** Another one with the same limit. */
  CodeWatch another() {
    return new CodeWatch(limit);
  }

  /** How much time is to pass between two looks. */
  public Duration interval() {
    Duration interval = limit.dividedBy(MOST_LOOKS);
    return interval.isZero() ? limit : interval;
  }

  /** Looks at what executes now, and leaves behind what has executed since many looks ago. */
  public void look() {
    // what follows is not the watch's business, and may want to look at it
    takeAway().forEach(Fiber::wasLeftBehind);
  }

  private synchronized List<Fiber> takeAway() {
    List<Fiber> taken = new ArrayList<>();
    for (Fiber fiber : executing) {
      if (fiber.isOccupied()) {
        fiber.baton().lookAgain();
      } else if (fiber.baton().looks() > MOST_LOOKS) {
        boolean isNew = leftBehind.add(fiber);
        if (fiber.baton().takeAway()) {
          taken.add(fiber);
        } else if (isNew) {
          leftBehind.remove(fiber);
        }
      }
    }
    return taken;
  }

  /** How many threads are left behind now. */
  public int threadsLeftBehind() {
    return leftBehind.size();
  }

  void begins(Fiber fiber) {
    executing.add(fiber);
  }

  void rests(Fiber fiber) {
    executing.remove(fiber);
  }

  /** Says that a thread does not end although its code was told to. */
  synchronized void standsStill(Fiber fiber) {
    leftBehind.add(fiber);
  }

  /** Says that a thread which was left behind has ended its code. */
  void cameBack(Fiber fiber) {
    leftBehind.remove(fiber);
    LOG.info("Code of workflow '{}' that hung has come back", fiber.run().id().workflowId());
  }

  /** What is to be told about a fiber that has just been left behind; logs where it is. */
  WorkflowException hangs(Fiber fiber) {
    StackTraceElement[] stack = fiber.stack();
    WorkflowException problem =
        problem(
            fiber,
            stack,
            fact(fiber),
            "Call what takes long from an activity, and wait by the context only.");
    problem.setStackTrace(stack);
    LOG.warn(
        "A thread of workflow '{}' (run {}) is left behind",
        fiber.run().id().workflowId(),
        fiber.run().id().runId(),
        problem);
    return problem;
  }

  /**
   * Refuses to execute a run's code while it would leave too many threads behind.
   *
   * @throws WorkflowException with {@link ErrorCode#HANGING_CODE}
   */
  void refuseWhileHanging(RunExecution run) {
    if (leftBehind.isEmpty()) {
      return;
    }
    int ofType = 0;
    for (Fiber fiber : leftBehind) {
      if (fiber.run().id().equals(run.id())) {
        throw refusal(fiber, fact(fiber) + ", and still has not");
      }
      ofType += fiber.run().definition().type().equals(run.definition().type()) ? 1 : 0;
      if (ofType == MOST_OF_A_TYPE) {
        throw refusal(
            fiber,
            "No run of type '%s' is executed here while the code of %d hangs. %s"
                .formatted(run.definition().type(), MOST_OF_A_TYPE, fact(fiber)));
      }
    }
  }

  private String fact(Fiber fiber) {
    return "%s of workflow '%s' did not come to rest within %s"
        .formatted(fiber.name(), fiber.run().id().workflowId(), limit);
  }

  private static WorkflowException refusal(Fiber fiber, String fact) {
    return problem(
        fiber,
        fiber.stack(),
        fact,
        fiber.standsStill()
            ? "It catches every Throwable in a loop and cannot be ended: let it catch exceptions"
                + " only, and deploy again."
            : "Execution goes on by itself when that has come to an end.");
  }

  private static WorkflowException problem(
      Fiber fiber, StackTraceElement[] stack, String fact, String remedy) {
    return new WorkflowException(
        ErrorCode.HANGING_CODE, "%s. It is at %s. %s".formatted(fact, place(fiber, stack), remedy));
  }

  /** Where it is now, and which line of the workflow brought it there. */
  private static String place(Fiber fiber, StackTraceElement[] stack) {
    String workflow = fiber.run().definition().workflowClass().getName();
    List<String> told = new ArrayList<>();
    for (StackTraceElement frame : stack) {
      boolean ofWorkflow = frame.getClassName().equals(workflow);
      if (ofWorkflow || told.size() < FRAMES) {
        int line = frame.getLineNumber();
        String method = frame.getClassName() + "." + frame.getMethodName();
        told.add(line < 0 ? method : method + ":" + line);
      }
      if (ofWorkflow) {
        break;
      }
    }
    return told.isEmpty() ? "a place that cannot be told" : String.join(", called by ", told);
  }
}
