package dev.workflows.lab.load;

import dev.workflows.lab.worker.Plan;
import dev.workflows.lab.worker.Route;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One run as its client sees it: what is still to be asked for. For one thread. */
final class Trip {

  private static final int NONSENSE = 0;
  private static final int SELDOM = 10;
  private static final int OFTEN = 3;

  private final Deque<Call> calls = new ArrayDeque<>();
  private final Random random;

  private Trip(Random random) {
    this.random = random;
  }

  /** A journey that is asked for in full, or broken off; each call may be made twice. */
  static Trip journey(String workflowId, String sender, Plan plan, Random random) {
    Trip trip = new Trip(random);
    trip.ask(Call.start(workflowId, sender, plan), SELDOM);
    int notes = plan.notes();
    int breakOff = random.nextInt(25) < 2 ? random.nextInt(notes + 1) : notes + 1;
    for (int i = 1; i <= Math.min(notes, breakOff); i++) {
      trip.ask(Call.note(workflowId, sender, i), SELDOM);
    }
    if (breakOff <= notes) {
      trip.breakOff(workflowId, sender);
    }
    return trip;
  }

  /** The same of an expedition. What makes no sense is ordered while it waits for another order. */
  static Trip expedition(String workflowId, String sender, Route route, Random random) {
    Trip trip = new Trip(random);
    trip.ask(Call.start(workflowId, sender, route), SELDOM);
    boolean broken = random.nextInt(6) == 0;
    int orders = broken ? random.nextInt(route.orders() + 1) : route.orders();
    for (int i = 1; i <= orders; i++) {
      if (random.nextInt(4) == 0) {
        trip.ask(Call.order(workflowId, sender, NONSENSE), OFTEN);
      }
      trip.ask(Call.order(workflowId, sender, i), OFTEN);
    }
    if (broken) {
      trip.breakOff(workflowId, sender);
    }
    return trip;
  }

  /** Once, or twice in one of so many cases. */
  private void ask(Call call, int cases) {
    calls.add(call);
    if (random.nextInt(cases) == 0) {
      calls.add(call);
    }
  }

  private void breakOff(String workflowId, String sender) {
    calls.add(
        random.nextInt(3) > 0
            ? Call.cancel(workflowId, sender)
            : Call.terminate(workflowId, sender));
  }

  /** What is to be asked for next; {@code null} if there is nothing more. */
  @Nullable Call next() {
    return calls.peek();
  }

  /**
   * Takes an answer.
   *
   * @return whether it says what became of the call
   */
  boolean answered(int status) {
    boolean known = (status / 100 == 2 && status != Journal.NOT_YET) || status / 100 == 4;
    if (known) {
      calls.remove();
    }
    if (status / 100 == 4 && status != Journal.REFUSED) {
      calls.clear(); // it has ended; a start that is refused is a violation
    }
    return known;
  }
}
