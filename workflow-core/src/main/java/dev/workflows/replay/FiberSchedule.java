package dev.workflows.replay;

import dev.workflows.WorkflowException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The fibers of a run and their order, which the history alone determines: handlers of signals that
 * have just arrived first, in the order of arrival; then the fibers whose call or timer has been
 * answered, in the order of the answers; then every fiber that can go on, in the order of creation,
 * again and again until all are blocked.
 */
final class FiberSchedule {

  private static final String CODE = "The code";
  private static final int MOST_TEXTS = 20;

  private final RunExecution run;
  private final Executor threads;
  private final CodeWatch watch;
  private final List<Fiber> fibers = new ArrayList<>();
  private final Deque<Fiber> arrived = new ArrayDeque<>();
  private final Deque<Fiber> answered = new ArrayDeque<>();
  private @Nullable Fiber executing;
  private @Nullable Fiber reader;
  private volatile @Nullable Fiber leftBehind;
  private volatile List<Fiber> unwinding = List.of();
  private Iterator<Fiber> round = Collections.emptyIterator();
  private boolean progress;
  private @Nullable AtRest atRest;
  private long step;
  private long ends;

  FiberSchedule(RunExecution run, ExecutionParts parts) {
    this.run = run;
    this.threads = parts.fibers();
    this.watch = parts.code();
  }

  @Nullable Fiber executing() {
    return executing;
  }

  /** The fiber that executes, or that asks its condition. */
  @Nullable Fiber asking() {
    return executing == null ? reader : executing;
  }

  void startMain(Runnable body) {
    fibers.add(0, new Fiber(run, CODE, body, watch));
  }

  void startHandler(Runnable body) {
    arrived.add(new Fiber(run, CODE, body, watch));
  }

  /** Begins code beside the code that executes now, which goes on first. */
  void startBranch(@Nullable String name, Runnable body) {
    fibers.add(new Fiber(run, name == null ? "A branch" : "Branch '" + name + "'", body, watch));
  }

  /** Which branch it is that ends now, counted from 1. */
  long nextEnd() {
    return ++ends;
  }

  /** What some fiber may wait for has come: the order of such answers is that of their fibers. */
  void answer(Predicate<Fiber> waits) {
    if (fibers.size() > 1) {
      fibers.stream().filter(waits).forEach(answered::add);
    }
  }

  /** Lets the code go on until all of it is blocked; whoever blocks last does what follows. */
  void run(AtRest follows) {
    atRest = follows;
    beginPass();
    passOn(follows);
  }

  private void beginPass() {
    step++;
    progress = true;
    round = Collections.emptyIterator();
  }

  /** A fiber has blocked or ended; the calling thread is its own. */
  void cameBack(Fiber fiber) {
    executing = null;
    if (fiber.wentOn()) {
      step++;
      progress = true;
    }
    fiber.restsAt(step);
    AtRest follows = atRest;
    if (follows != null) {
      passOn(follows);
    }
  }

  /** Lets the next fiber go on; if there is none, ends the pass. Nothing here is touched then. */
  private void passOn(AtRest follows) {
    boolean more = true;
    while (more) {
      try {
        if (!run.isOver() && handOverToNext()) {
          return;
        }
        fibers.removeIf(Fiber::hasEnded);
      } catch (RuntimeException | Error e) {
        follows.failed(e);
        return;
      }
      more = follows.goesOn();
      if (more) {
        beginPass();
      }
    }
  }

  private boolean handOverToNext() {
    Fiber next = next();
    if (next == null) {
      return false;
    }
    executing = next;
    next.handOver(threads);
    return true;
  }

  private @Nullable Fiber next() {
    Fiber handler = arrived.poll();
    if (handler != null) {
      fibers.add(handler);
      return handler;
    }
    Fiber first = answered.poll();
    while (first != null && !first.mayGoOn(step)) {
      first = answered.poll();
    }
    return first != null ? first : nextInRound();
  }

  /** All fibers, again if one of them went on. */
  private @Nullable Fiber nextInRound() {
    while (true) {
      while (round.hasNext()) {
        Fiber fiber = round.next();
        if (fiber.mayGoOn(step)) {
          return fiber;
        }
      }
      if (!progress) {
        return null;
      }
      progress = false;
      round = List.copyOf(fibers).iterator();
    }
  }

  /** A fiber does not come to rest, and nobody waits for it: the pass ends. */
  void lost(Fiber fiber) {
    AtRest follows = atRest;
    WorkflowException problem = leaveBehind(fiber);
    if (follows != null) {
      follows.failed(problem);
    }
  }

  /** The fiber that waits for the outcome of this call alone; {@code null} if none does. */
  @Nullable Fiber waiterFor(long call) {
    for (Fiber fiber : fibers) {
      if (fiber.waitsOnlyForCall(call)) {
        return fiber;
      }
    }
    return null;
  }

  /** Executes code that may read but not act: it counts as none of the fibers. */
  <T extends @Nullable Object> T reading(Callable<T> code) throws Exception {
    Fiber fiberBefore = executing;
    Fiber readerBefore = reader;
    reader = fiberBefore;
    executing = null;
    RunExecution runBefore = run.parts().scope().enter(run);
    try {
      return code.call();
    } finally {
      run.parts().scope().enter(runBefore);
      executing = fiberBefore;
      reader = readerBefore;
    }
  }

  boolean isEmpty() {
    return fibers.isEmpty();
  }

  /** Whether one of them was left behind: only that one executes the run from then on. */
  boolean hang() {
    return leftBehind != null;
  }

  /** Says that a fiber was left behind; returns what its driver throws. */
  WorkflowException leaveBehind(Fiber fiber) {
    leftBehind = fiber;
    return fiber.hangs();
  }

  /** A fiber was told to end while its thread did something else: it ends by itself now. */
  synchronized void unwindsAlone(Fiber fiber) {
    List<Fiber> all = new ArrayList<>(unwinding);
    all.add(fiber);
    unwinding = List.copyOf(all);
  }

  /**
   * Refuses whatever code asks for that was left behind, is unwound by such code, or unwinds while
   * nobody waits for that.
   */
  void refuseIfLeftBehind() {
    for (Fiber fiber : unwinding) {
      if (fiber.isCurrent()) {
        throw fiber.refusal();
      }
    }
    Fiber last = leftBehind;
    if (last != null) {
      Fiber asking = executing;
      throw (asking == null ? last : asking).refusal();
    }
  }

  /** Called by a fiber that was left behind, at its end. */
  void endOthers(Fiber last) {
    leftBehind = last;
    end();
  }

  /** Unwinds every fiber. One that takes too long will itself do so with those after it. */
  void end() {
    arrived.clear();
    answered.clear();
    for (Fiber fiber : fibers) {
      executing = fiber;
      if (!fiber.end(threads)) {
        leaveBehind(fiber);
        return;
      }
      executing = null;
    }
    fibers.clear();
  }

  /** What they wait for, in words; of very many only how many more there are. */
  List<String> waitingFor(LongFunction<String> callText) {
    List<String> texts = new ArrayList<>();
    int more = 0;
    for (Fiber fiber : fibers) {
      Wait wait = fiber.waitingFor();
      if (wait != null && texts.size() < MOST_TEXTS) {
        texts.add(WaitText.of(run, fiber, wait, callText));
      } else if (wait != null) {
        more++;
      }
    }
    if (more > 0) {
      texts.add("and " + more + " more");
    }
    return texts;
  }
}
