package dev.workflows.test.model;

import dev.workflows.CancellationScope;
import dev.workflows.ChildHandle;
import dev.workflows.ChildOptions;
import dev.workflows.ChildWorkflowFailedException;
import dev.workflows.ParentClosePolicy;
import dev.workflows.Promise;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowStatus;
import java.time.Duration;
import java.util.List;

/** Children begin with the call that is recorded, and their ends are delivered once. */
public abstract class ProgrammingModelChildrenContract extends ProgrammingModelContract {

  private static final String NEVER = "never";

  @Override
  List<Scenario> scenarios() {
    return List.of(
        new Scenario("calls a child", w -> w.call("a") + w.child("calls b", "x"), "COMPLETED axb")
            .with("calls b", w -> w.input + w.call("b"))
            .calling("a", "b"),
        new Scenario("begins with a child", w -> w.child("only x", "x"), "COMPLETED x")
            .with("only x", w -> w.input),
        new Scenario(
                "catches the failure of a child",
                w -> {
                  try {
                    return w.child("fails", "");
                  } catch (ChildWorkflowFailedException e) {
                    return e.status() + w.call("b");
                  }
                },
                "COMPLETED FAILEDb")
            .with("fails", w -> w.fail("a"))
            .calling("b", "a"),
        new Scenario(
                "calls children in branches, which are returned in the order of their calls",
                w ->
                    String.join(
                            "", w.context.map(List.of("x", "y", "z"), 2, x -> w.child("own", x)))
                        + w.call("a"),
                "COMPLETED xyza")
            .with("own", w -> w.call(w.input))
            .callingInAnyOrder("a", "x", "y", "z"),
        new Scenario(
                "starts children and asks for their results later",
                w -> {
                  List<ChildHandle<String>> all =
                      List.of(
                          w.start(w.named("1"), "answers", "x"),
                          w.start(w.named("2"), "answers", "y"));
                  return w.call("a") + String.join("", Promise.allOf(all).get());
                },
                "COMPLETED axy")
            .with("answers", w -> w.call(w.input))
            .callingInAnyOrder("a", "x", "y"),
        new Scenario(
                "asks a child to end, which cleans up",
                w -> {
                  ChildHandle<String> child = w.start(w.named("waits"), "cleans up", "");
                  w.call("a");
                  child.cancel("enough");
                  try {
                    return child.get();
                  } catch (ChildWorkflowFailedException e) {
                    return w.call("b") + e.status();
                  }
                },
                "COMPLETED bCANCELLED")
            .with("cleans up", ProgrammingModelChildrenContract::cleanUp)
            .calling("a", "b", "clean"),
        new Scenario(
                "asks a child to end with the code that waits for it, and awaits that",
                w -> {
                  CancellationScope scope = w.context.newScope();
                  Promise<String> branch =
                      w.context.async(
                          () -> scope.call(() -> w.child(w.named("child"), "waits", "")));
                  w.call("a");
                  scope.cancel("enough");
                  try {
                    return branch.get();
                  } catch (WorkflowCancelledException e) {
                    return w.call("b");
                  }
                },
                "COMPLETED b")
            .with("waits", ProgrammingModelChildrenContract::cleanUp)
            .leaving("child", WorkflowStatus.CANCELLED)
            .calling("a", "b", "clean"),
        new Scenario(
                "learns what a child has done although both were asked to end",
                w -> {
                  CancellationScope scope = w.context.newScope();
                  Promise<String> branch =
                      w.context.async(
                          () -> scope.call(() -> w.child(w.named("deaf"), "is deaf", "")));
                  w.call("a");
                  scope.cancel("enough");
                  return branch.get() + w.call("c");
                },
                "COMPLETED bc")
            .with("is deaf", w -> w.context.callNonCancellable(() -> w.call("b")))
            .leaving("deaf", WorkflowStatus.COMPLETED)
            .calling("a", "c", "b"),
        new Scenario(
                "leaves no child behind that ends with it",
                w -> {
                  w.start(w.named("left"), "stays", "");
                  return w.call("a");
                },
                "COMPLETED a")
            .with("stays", ProgrammingModelChildrenContract::cleanUp)
            .leaving("left", WorkflowStatus.TERMINATED)
            .calling("a"),
        new Scenario(
                "asks a child to end that is to clean up",
                w -> {
                  w.start(policy(w, "asked", ParentClosePolicy.CANCEL), "is asked", "");
                  return w.call("a");
                },
                "COMPLETED a")
            .with("is asked", w -> w.context.callNonCancellable(() -> w.call("b")))
            .leaving("asked", WorkflowStatus.COMPLETED)
            .calling("a", "b"),
        new Scenario(
                "lets a child go on that is to",
                w -> {
                  w.start(policy(w, "on", ParentClosePolicy.ABANDON), "goes on", "");
                  return w.call("a");
                },
                "COMPLETED a")
            .with(
                "goes on",
                w -> {
                  w.context.sleep(Duration.ofMillis(30));
                  return w.call("b");
                })
            .leaving("on", WorkflowStatus.COMPLETED)
            .calling("a", "b"),
        new Scenario(
                "is told that a child could not begin",
                w -> {
                  w.start(w.named("same"), "holds the id", "");
                  w.call("a");
                  try {
                    return w.child(w.named("same"), "holds the id", "");
                  } catch (ChildWorkflowFailedException e) {
                    return e.status() + w.call("b");
                  }
                },
                "COMPLETED nullb")
            .with("holds the id", ProgrammingModelChildrenContract::cleanUp)
            .calling("a", "b"),
        new Scenario(
                "calls a child that calls another",
                w -> w.child("calls", "x") + w.call("c"),
                "COMPLETED xbac")
            .with("calls", w -> w.child("is called", w.input) + w.call("a"))
            .with("is called", w -> w.input + w.call("b"))
            .callingInAnyOrder("c", "a", "b"),
        new Scenario(
                "gets the result of the last run of a child that continues",
                w -> w.child("continues", "x") + w.call("a"),
                "COMPLETED xxxxa")
            .with(
                "continues",
                w -> {
                  if (w.input.length() > 3) {
                    return w.input;
                  }
                  throw w.context.continueAsNew("continues", w.input + "x");
                })
            .calling("a"),
        new Scenario(
                "goes on with the first of two children to end",
                w -> {
                  List<ChildHandle<String>> both =
                      List.of(
                          w.start(w.named("slow"), "is slow", ""),
                          w.start(w.named("fast"), "is fast", ""));
                  return Promise.anyOf(both).get() + w.call("a");
                },
                "COMPLETED ba")
            .with("is slow", ProgrammingModelChildrenContract::cleanUp)
            .with("is fast", w -> w.call("b"))
            .callingInAnyOrder("a", "b"));
  }

  private static ChildOptions policy(ModelWorkflow w, String name, ParentClosePolicy policy) {
    return w.named(name).withParentClosePolicy(policy);
  }

  private static String cleanUp(ModelWorkflow w) throws Exception {
    try {
      w.awaitWord(NEVER);
      return NEVER;
    } catch (WorkflowCancelledException e) {
      w.context.callNonCancellable(() -> w.call("clean"));
      throw e;
    }
  }
}
