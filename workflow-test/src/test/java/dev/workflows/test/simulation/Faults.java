package dev.workflows.test.simulation;

import dev.workflows.test.simulation.Fault.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What goes wrong in one simulation, in order. Some wait for the next call of the database. */
final class Faults {

  private static final Set<Kind> OF_CALLS =
      EnumSet.of(
          Kind.LOSE_REQUEST,
          Kind.LOSE_ANSWER,
          Kind.ROLL_BACK,
          Kind.LOCK,
          Kind.KILL_AFTER_WRITE,
          Kind.SLOW);

  private final Deque<Fault> coming;
  private final Deque<Fault> ofNextCalls = new ArrayDeque<>();

  Faults(List<Fault> faults) {
    coming = new ArrayDeque<>(faults);
  }

  /** Each kind is there in half of all seeds, so that many seeds have few kinds. */
  static List<Fault> of(long seed, int steps) {
    Random chance = new Random(seed);
    List<Kind> kinds = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (chance.nextBoolean()) {
        kinds.add(kind);
      }
    }
    List<Fault> faults = new ArrayList<>();
    int count = kinds.isEmpty() ? 0 : 1 + chance.nextInt(12);
    for (int i = 0; i < count; i++) {
      Kind kind = kinds.get(chance.nextInt(kinds.size()));
      faults.add(
          new Fault(
              chance.nextInt(steps), kind, chance.nextInt(100), 1 << (4 + chance.nextInt(10))));
    }
    faults.sort(Comparator.comparingInt(Fault::step));
    return faults;
  }

  /** What happens by now to a node; what happens to a call waits for one. */
  @Nullable Fault next(int step) {
    while (!coming.isEmpty() && coming.peek().step() <= step) {
      Fault fault = coming.remove();
      if (!OF_CALLS.contains(fault.kind())) {
        return fault;
      }
      ofNextCalls.add(fault);
    }
    return null;
  }

  /** What happens to a call. */
  @Nullable Fault ofCall(boolean writes) {
    Fault first = ofNextCalls.peek();
    return first != null && (writes || first.kind() == Kind.SLOW) ? ofNextCalls.remove() : null;
  }

  boolean areOver() {
    return coming.isEmpty();
  }

  /** Whatever has not happened yet never does. */
  void end() {
    coming.clear();
    ofNextCalls.clear();
  }
}
