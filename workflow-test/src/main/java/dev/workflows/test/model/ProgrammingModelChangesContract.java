package dev.workflows.test.model;

import dev.workflows.SideEffectFailedException;
import java.util.List;
import java.util.UUID;

/** Code changes while its runs are open, and what it does once is remembered. */
public abstract class ProgrammingModelChangesContract extends ProgrammingModelContract {

  @Override
  List<Scenario> scenarios() {
    return List.of(
        new Scenario(
                "follows a change in new runs",
                w -> w.call(w.context.patched("x") ? "new" : "old") + w.call("then"),
                "COMPLETED newthen")
            .calling("new", "then"),
        new Scenario(
                "does not follow a change in runs that were beyond it",
                w -> {
                  w.call("first");
                  w.awaitWord("go");
                  return w.call("old");
                },
                "COMPLETED old")
            .deployedLater(
                w -> {
                  boolean patched = w.context.patched("x");
                  w.call("first");
                  w.awaitWord("go");
                  return w.call(patched ? "new" : "old");
                })
            .sent("go")
            .calling("first", "old"),
        new Scenario(
                "can do without a change that was deprecated",
                w -> {
                  w.context.deprecatePatch("x");
                  return w.call("new") + w.call("then");
                },
                "COMPLETED newthen")
            .deployedLater(w -> w.call("new") + w.call("then"))
            .calling("new", "then"),
        new Scenario(
                "can go back from a change that was deprecated",
                w -> {
                  w.context.deprecatePatch("x");
                  return w.call("new") + w.call("then");
                },
                "COMPLETED newthen")
            .deployedLater(w -> w.call(w.context.patched("x") ? "new" : "old") + w.call("then"))
            .calling("new", "then"),
        new Scenario(
                "keeps the version that it began with",
                w -> w.context.getVersion("x", 1, 2) + w.call("a") + w.call("b"),
                "COMPLETED 2ab")
            .deployedLater(w -> w.context.getVersion("x", 2, 7) + w.call("a") + w.call("b"))
            .calling("a", "b"),
        new Scenario(
                "follows the oldest version where there was none",
                w -> w.call("a") + w.call("b") + 0,
                "COMPLETED ab0")
            .deployedLater(
                w -> {
                  int version = w.context.getVersion("x", 0, 3);
                  return w.call("a") + w.call("b") + version;
                })
            .calling("a", "b"),
        new Scenario(
                "executes a side effect once",
                w -> {
                  String made =
                      String.valueOf(
                          w.context.sideEffect(String.class, () -> UUID.randomUUID().toString()));
                  // what is returned is what was recorded first
                  return w.call(made).equals(made) + w.call("a");
                },
                "COMPLETED truea")
            .calling("*", "a"),
        new Scenario(
                "fails a side effect once",
                w -> {
                  try {
                    return "" + w.context.sideEffect(String.class, () -> refuse());
                  } catch (SideEffectFailedException e) {
                    return w.call("a") + e.code();
                  }
                },
                "COMPLETED aSIDE_EFFECT_FAILED")
            .calling("a"));
  }

  private static String refuse() {
    throw new IllegalStateException("never");
  }
}
