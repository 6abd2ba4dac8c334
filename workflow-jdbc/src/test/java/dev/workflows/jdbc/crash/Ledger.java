package dev.workflows.jdbc.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What activities did, noted outside of the database. */
final class Ledger {

  private final Map<String, Integer> executions = new HashMap<>();
  private final List<String> tooLate = new ArrayList<>();
  private final Predicate<String> isRecorded;

  /** A ledger that is told whether the outcome of a call is recorded. */
  Ledger(Predicate<String> isRecorded) {
    this.isRecorded = isRecorded;
  }

  /** How often each call was executed. */
  Map<String, Integer> executions() {
    return new TreeMap<>(executions);
  }

  /** Calls that were executed although their outcome was recorded. */
  List<String> tooLate() {
    return List.copyOf(tooLate);
  }

  /** Notes an execution; which one of its call it is. */
  private int note(String call) {
    if (isRecorded.test(call)) {
      tooLate.add(call);
    }
    return executions.merge(call, 1, Integer::sum);
  }

  /** The activities of a machine, whose effects have this door to the database. */
  Steps on(Machine machine, Effects effects) {
    return new Steps() {
      @Override
      public String plain(String call) {
        begin(call);
        return call;
      }

      @Override
      public String flaky(String call) {
        if (begin(call) <= 2) {
          throw new IllegalStateException("not yet");
        }
        return call;
      }

      @Override
      public String hopeless(String call) {
        begin(call);
        throw new IllegalStateException("never");
      }

      @Override
      public String txTake(String call) {
        begin(call);
        effects.add(call);
        return call;
      }

      @Override
      public String txFlaky(String call) {
        int execution = begin(call);
        effects.add(call);
        if (execution == 1) {
          throw new IllegalStateException("not yet");
        }
        return call;
      }

      private int begin(String call) {
        machine.requireLife();
        return note(call);
      }
    };
  }
}
