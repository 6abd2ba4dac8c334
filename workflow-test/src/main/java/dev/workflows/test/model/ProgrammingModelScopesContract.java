package dev.workflows.test.model;

import dev.workflows.CancellationScope;
import dev.workflows.ScopeTimeoutException;
import dev.workflows.WorkflowCancelledException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Parts of a run's code end apart from the rest, within their time, and clean up. */
public abstract class ProgrammingModelScopesContract extends ProgrammingModelContract {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MOMENT = Duration.ofMillis(20);

  @Override
  List<Scenario> scenarios() {
    return List.of(
        new Scenario(
                "cleans up in reverse order when the code returns",
                w -> cleaningUp(w, () -> w.call("work")),
                "COMPLETED work")
            .calling("work", "first", "last of [first]"),
        new Scenario(
                "cleans up in reverse order when the code fails",
                w ->
                    cleaningUp(
                        w,
                        () -> {
                          w.call("work");
                          throw new IllegalStateException("no");
                        }),
                "FAILED no")
            .calling("work", "first", "last of [first]"),
        new Scenario(
                "cleans up in reverse order when the run is cancelled",
                w ->
                    cleaningUp(
                        w,
                        () -> {
                          w.context.sleep(HOUR);
                          return "slept";
                        }),
                "CANCELLED")
            .cancelled("stop")
            .calling("first", "last of [first]"),
        new Scenario(
                "cleans up where the scope ends",
                w -> {
                  w.context.newScope().run(() -> w.notes.add(w.context.using("a", w::call)));
                  return w.notes + w.call("b");
                },
                "COMPLETED [a]b")
            .calling("a", "b"),
        new Scenario(
                "gives up an activity whose time is over",
                w -> {
                  try {
                    return w.context.callWithTimeout(MOMENT, () -> w.hang("never"));
                  } catch (ScopeTimeoutException e) {
                    return w.call("timeout");
                  }
                },
                "COMPLETED timeout")
            .calling("never", "timeout"),
        new Scenario(
                "goes on when the code ended in time",
                w ->
                    w.context.callWithTimeout(HOUR, () -> w.call("a") + w.txCall("b"))
                        + w.call("c"),
                "COMPLETED abc")
            .calling("a", "b", "c"),
        new Scenario(
            "fails when nobody catches that the time is over",
            w -> {
              w.context.withTimeout(MOMENT, () -> w.context.sleep(HOUR));
              return "slept";
            },
            "FAILED [WF-601] The code did not end within PT0.02S. Catch ScopeTimeoutException if"
                + " the workflow can go on without it, or give it more time."),
        new Scenario(
                "keeps a signal for after the time-out",
                w -> {
                  try {
                    w.context.withTimeout(MOMENT, () -> w.context.await(() -> w.hasHeard("never")));
                  } catch (ScopeTimeoutException e) {
                    w.notes.add("late");
                  }
                  w.awaitWord("word");
                  return w.notes + w.call("a");
                },
                "COMPLETED [late]a")
            .sent("word")
            .calling("a"),
        new Scenario(
                "ends a scope and nothing else",
                w -> {
                  CancellationScope scope = w.context.newScope();
                  w.context.runAsync(
                      () -> {
                        w.awaitWord("stop");
                        scope.cancel("moved");
                      });
                  try {
                    scope.run(() -> w.context.sleep(HOUR));
                    return "slept";
                  } catch (WorkflowCancelledException e) {
                    return e.getMessage() + w.call("!");
                  }
                },
                "COMPLETED moved!")
            .sent("stop")
            .calling("!"),
        new Scenario(
                "leaves detached code alone",
                w -> {
                  try {
                    w.context.nonCancellable(
                        () -> {
                          w.context.sleep(MOMENT);
                          w.call("kept");
                        });
                    w.context.sleep(HOUR);
                    return "slept";
                  } catch (WorkflowCancelledException e) {
                    return w.context.callNonCancellable(
                        () ->
                            String.valueOf(e.getMessage()).toUpperCase(Locale.ROOT) + w.call("!"));
                  }
                },
                "COMPLETED STOP!")
            .cancelled("stop")
            .calling("kept", "!"),
        new Scenario(
                "fails with the cleanup's failure if nothing else failed",
                w -> {
                  w.context.ensure(() -> w.call("second"));
                  w.context.ensure(
                      () -> {
                        throw new IllegalStateException("first");
                      });
                  return w.call("work");
                },
                "FAILED first")
            .calling("work", "second"));
  }

  private static String cleaningUp(ModelWorkflow w, java.util.concurrent.Callable<String> code)
      throws Exception {
    w.context.ensure(() -> w.call("last of " + w.notes));
    w.context.ensure(() -> w.notes.add(w.call("first")));
    return code.call();
  }
}
