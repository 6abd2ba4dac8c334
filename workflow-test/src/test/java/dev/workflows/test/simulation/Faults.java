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

/** What goes wrong in one simulation, in order. Some wait for the next write. */
final class Faults {

  private static final Set<Kind> OF_WRITES =
      EnumSet.of(
          Kind.LOSE_REQUEST,
          Kind.LOSE_ANSWER,
          Kind.LAND_LATE,
          Kind.ROLL_BACK,
          Kind.LOCK,
          Kind.KILL_AFTER_WRITE,
          Kind.FREEZE_BEFORE_WRITE,
          Kind.FREEZE_AFTER_WRITE,
          Kind.SLOW);

  private static final Set<Kind> OF_ANSWERS =
      EnumSet.of(Kind.LOSE_ANSWER, Kind.KILL_AFTER_WRITE, Kind.FREEZE_AFTER_WRITE);

  /** What every node writes all the time. */
  private static final Set<String> ROUTINE =
      Set.of("heartbeat", "claim", "takeOver", "register", "markDeadLetters", "forgetNodes");

  private static final int MOST = 16;
  private static final int DEPLOYMENTS = 3;

  private final Deque<Fault> coming;
  private final Deque<Fault> ofNextWrites = new ArrayDeque<>();
  private boolean ended;
  private int underWay;

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
    for (int i = 0; kinds.contains(Kind.DEPLOY) && i < DEPLOYMENTS; i++) {
      faults.add(any(Kind.DEPLOY, steps, chance));
    }
    int count = kinds.isEmpty() ? 0 : 1 + chance.nextInt(MOST);
    for (int i = 0; i < count; i++) {
      faults.add(any(kinds.get(chance.nextInt(kinds.size())), steps, chance));
    }
    faults.sort(Comparator.comparingInt(Fault::step));
    return faults;
  }

  private static Fault any(Kind kind, int steps, Random chance) {
    return new Fault(chance.nextInt(steps), kind, chance.nextInt(100), millis(kind, chance));
  }

  /** Some troubles are short, the others about as long as a lease; most freezes are longer. */
  private static int millis(Kind kind, Random chance) {
    boolean freezes =
        kind == Kind.FREEZE || kind == Kind.FREEZE_BEFORE_WRITE || kind == Kind.FREEZE_AFTER_WRITE;
    boolean isShort = chance.nextInt(4) < (freezes ? 1 : 2);
    return isShort ? 10 + chance.nextInt(300) : 3_000 + chance.nextInt(9_000);
  }

  /** What happens by now to a node; what happens to a write waits for one. */
  @Nullable Fault next(int step) {
    while (!coming.isEmpty() && coming.peek().step() <= step) {
      Fault fault = coming.remove();
      if (!OF_WRITES.contains(fault.kind())) {
        return fault;
      }
      ofNextWrites.add(fault);
    }
    return null;
  }

  /** What happens to a write: most faults wait for one that is about a run. */
  @Nullable Fault ofWrite(String name) {
    Fault fault = ofNextWrites.peek();
    boolean waits = fault != null && fault.node() % 4 != 0 && ROUTINE.contains(name);
    return waits ? null : ofNextWrites.poll();
  }

  /** What happens after a routine write that was about a run after all. */
  @Nullable Fault ofAnswer() {
    Fault fault = ofNextWrites.peek();
    return fault != null && OF_ANSWERS.contains(fault.kind()) ? ofNextWrites.poll() : null;
  }

  /** A write that nobody waits for any more is on its way. */
  void setOut() {
    underWay++;
  }

  /** It has landed. */
  void landed() {
    underWay--;
  }

  /** Whether something may still be written that nobody waits for. */
  boolean mayStillLand() {
    return underWay > 0;
  }

  boolean areOver() {
    return coming.isEmpty();
  }

  /** How often a call waits on its way, of a hundred: seldom once nothing goes wrong any more. */
  int delays() {
    return ended ? 4 : 30;
  }

  /** Whatever has not happened yet never does. */
  void end() {
    ended = true;
    coming.clear();
    ofNextWrites.clear();
  }
}
