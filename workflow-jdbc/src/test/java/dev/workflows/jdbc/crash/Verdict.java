package dev.workflows.jdbc.crash;

import dev.workflows.jdbc.crash.CrashCase.Report;
import java.util.ArrayList;
import java.util.List;

/** Judges what came of a case by what comes of the same run if nothing happens to it. */
final class Verdict {

  private final FaultPoint point;
  private final Report expected;
  private final List<String> problems = new ArrayList<>();

  Verdict(FaultPoint point, Report expected) {
    this.point = point;
    this.expected = expected;
  }

  /** All that is wrong; nothing if all is well. */
  List<String> on(Report report) {
    problems.addAll(report.problems());
    if (report.calls().size() < point.call()) {
      problems.add("It made only %d calls".formatted(report.calls().size()));
    } else {
      same("call", expected.calls().get(point.call() - 1), report.calls().get(point.call() - 1));
    }
    same("runs", expected.outcome().runs(), report.outcome().runs());
    same("events", expected.outcome().events(), report.outcome().events());
    same("effects", expected.outcome().effects(), report.outcome().effects());
    executions(report);
    return problems;
  }

  private void same(String what, Object wanted, Object found) {
    if (!wanted.equals(found)) {
      problems.add("The %s should be%n  %s%nbut are%n  %s".formatted(what, wanted, found));
    }
  }

  /** A process that lives repeats nothing but what its transaction has undone. */
  private void executions(Report report) {
    same("activities", expected.executions().keySet(), report.executions().keySet());
    expected
        .executions()
        .forEach(
            (call, times) -> {
              int found = report.executions().getOrDefault(call, 0);
              int most =
                  point.mode() == Mode.ABANDONED || isTransactional(call) ? times + 1 : times;
              if (found < times || found > most) {
                problems.add(
                    "%s was executed %d times instead of %d".formatted(call, found, times));
              }
            });
  }

  private static boolean isTransactional(String call) {
    return call.endsWith("ake");
  }
}
