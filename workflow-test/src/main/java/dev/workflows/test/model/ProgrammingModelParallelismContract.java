package dev.workflows.test.model;

import dev.workflows.Promise;
import dev.workflows.WorkflowCancelledException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Branches of a run's code go on beside each other and end before what began them. */
public abstract class ProgrammingModelParallelismContract extends ProgrammingModelContract {

  private static final Duration HOUR = Duration.ofHours(1);

  @Override
  List<Scenario> scenarios() {
    return List.of(
        new Scenario(
                "gives results in the order of declaration",
                w -> String.join(",", Promise.allOf(calls(w, "a", "b", "c")).get()),
                "COMPLETED a,b,c")
            .calling("a", "b", "c"),
        new Scenario(
                "lets each branch call several activities",
                w -> {
                  Promise<String> one = w.context.async(() -> w.call("a") + w.txCall("b"));
                  Promise<String> two = w.context.async(() -> w.txCall("c") + w.call("d"));
                  return one.get() + two.get();
                },
                "COMPLETED abcd")
            .callingInAnyOrder("a", "b", "c", "d"),
        new Scenario(
                "maps items in their order, some at a time",
                w -> "" + w.context.map(List.of("a", "b", "c", "d", "e"), 2, w::call),
                "COMPLETED [a, b, c, d, e]")
            .calling("a", "b", "c", "d", "e"),
        new Scenario(
                "waits for branches that nobody asks for",
                w -> {
                  w.context.runAsync(() -> w.notes.add(w.call("b")));
                  w.context.ensure(() -> w.call("after " + w.notes));
                  return w.call("a");
                },
                "COMPLETED a")
            .calling("a", "b", "after [b]"),
        new Scenario(
                "fails with a failure that nobody asks for",
                w -> {
                  w.context.runAsync(
                      () -> {
                        throw new IllegalStateException("lost after " + w.call("b"));
                      });
                  return w.call("a");
                },
                "FAILED lost after b")
            .calling("a", "b"),
        new Scenario(
                "goes on after a failure that is caught",
                w -> {
                  Promise<String> bad = w.context.async(() -> w.fail("bad"));
                  Promise<String> good = w.context.async(() -> w.call("good"));
                  try {
                    return bad.get();
                  } catch (RuntimeException e) {
                    return good.get() + w.call("a");
                  }
                },
                "COMPLETED gooda")
            .callingInAnyOrder("bad", "good", "a"),
        new Scenario(
                "takes the first to end and gives up the others",
                w -> {
                  Promise<String> never = w.context.async(() -> w.hang("never"));
                  Promise<String> soon = w.context.async(() -> w.call("soon"));
                  return Promise.race(List.of(never, soon)).get() + w.call("a");
                },
                "COMPLETED soona")
            .calling("never", "soon", "a"),
        new Scenario(
                "takes the first to end and leaves the others alone",
                w -> {
                  Promise<String> later =
                      w.context.async(
                          () -> {
                            w.context.await(() -> !w.notes.isEmpty());
                            return w.call("later");
                          });
                  Promise<String> soon = w.context.async(() -> w.call("soon"));
                  w.notes.add(Promise.anyOf(List.of(later, soon)).get());
                  return w.notes.get(0) + later.get();
                },
                "COMPLETED soonlater")
            .calling("soon", "later"),
        new Scenario(
                "gives up the activity of a branch that is cancelled",
                w -> {
                  Promise<String> hanging = w.context.async(() -> w.hang("never"));
                  w.awaitWord("stop");
                  hanging.cancel("no longer wanted");
                  try {
                    return hanging.get();
                  } catch (WorkflowCancelledException e) {
                    return e.getMessage() + w.call("!");
                  }
                },
                "COMPLETED no longer wanted!")
            .sent("stop")
            .calling("never", "!"),
        new Scenario(
                "ends branches with their run, which waits for their cleanup",
                w -> {
                  Promise<String> branch =
                      w.context.async(
                          () -> {
                            w.context.ensure(() -> w.call("cleaned up"));
                            w.context.sleep(HOUR);
                            return "slept";
                          });
                  return branch.get();
                },
                "CANCELLED")
            .cancelled("stop")
            .calling("cleaned up"),
        new Scenario(
                "lets branches share the run's fields",
                w -> {
                  Promise<Boolean> heard =
                      w.context.async(
                          () -> {
                            w.awaitWord("go");
                            return w.notes.add(w.call("a"));
                          });
                  w.context.await(() -> w.notes.contains("a"));
                  return "" + heard.get() + w.notes;
                },
                "COMPLETED true[a]")
            .sent("go")
            .calling("a"),
        new Scenario(
                "begins branches in branches",
                w ->
                    w.context
                        .async(() -> "" + Promise.allOf(calls(w, "a", "b")).get() + w.call("c"))
                        .get(),
                "COMPLETED [a, b]c")
            .calling("a", "b", "c"));
  }

  private static List<Promise<String>> calls(ModelWorkflow w, String... keys) {
    return Stream.of(keys).map(key -> w.context.async(() -> w.call(key))).toList();
  }
}
