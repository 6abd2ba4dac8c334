package dev.workflows.lab.load;

import dev.workflows.lab.worker.Plan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One journey as its client sees it: what is still to be asked for. For one thread. */
final class Trip {

  private final Deque<Call> calls = new ArrayDeque<>();

  /** A trip that is asked for in full, or broken off, or asked for twice. */
  Trip(String workflowId, String sender, Plan plan, Random random) {
    Call start = Call.start(workflowId, sender, plan);
    calls.add(start);
    if (random.nextInt(10) == 0) {
      calls.add(start);
    }
    int notes = plan.notes();
    int breakOff = random.nextInt(25) < 2 ? random.nextInt(notes + 1) : notes + 1;
    for (int i = 1; i <= Math.min(notes, breakOff); i++) {
      calls.add(Call.note(workflowId, sender, i));
      if (random.nextInt(10) == 0) {
        calls.add(Call.note(workflowId, sender, i));
      }
    }
    if (breakOff <= notes) {
      calls.add(
          random.nextInt(3) > 0
              ? Call.cancel(workflowId, sender)
              : Call.terminate(workflowId, sender));
    }
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
    boolean known = status / 100 == 2 || status / 100 == 4;
    if (known) {
      calls.remove();
    }
    if (status / 100 == 4) {
      calls.clear(); // it has ended; a start that is refused is a violation
    }
    return known;
  }
}
