package dev.workflows.test.model;

import dev.workflows.Promise;
import dev.workflows.SignalTimeoutException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signals reach the code in their order, each once, however early or late they come. */
public abstract class ProgrammingModelSignalsContract extends ProgrammingModelContract {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MOMENT = Duration.ofMillis(20);

  @Override
  List<Scenario> scenarios() {
    return List.of(
        new Scenario(
                "takes signals in the order in which they came",
                w -> w.call("a") + next(w) + next(w) + w.call("b") + next(w),
                "COMPLETED axybz")
            .handed("x", "y", "z")
            .calling("a", "b"),
        new Scenario(
                "waits for a signal that comes in time",
                w -> w.context.waitForSignal("hand", String.class, HOUR) + w.call("a"),
                "COMPLETED xa")
            .handed("x")
            .calling("a"),
        new Scenario(
            "fails if no signal comes in time and nobody catches that",
            w -> "" + w.context.waitForSignal("hand", String.class, MOMENT),
            "FAILED [WF-603] Signal 'hand' did not come within PT0.02S. Catch"
                + " SignalTimeoutException, or give a default, if the workflow can go on without"
                + " it."),
        new Scenario(
                "goes on without a signal that does not come",
                w -> {
                  try {
                    return "" + w.context.waitForSignal("hand", String.class, MOMENT);
                  } catch (SignalTimeoutException e) {
                    return w.call("a");
                  }
                },
                "COMPLETED a")
            .calling("a"),
        new Scenario(
                "takes a default, which may be nothing",
                w ->
                    w.context.waitForSignal("hand", String.class, MOMENT, "default")
                        + w.context.waitForSignal("hand", String.class, MOMENT, none())
                        + w.call("a"),
                "COMPLETED defaultnulla")
            .calling("a"),
        new Scenario(
                "gives each branch a signal of its own",
                w -> {
                  List<Promise<String>> branches =
                      List.of(w.context.async(() -> next(w)), w.context.async(() -> next(w)));
                  return String.join("", Promise.allOf(branches).get()) + w.call("a");
                },
                "COMPLETED xya")
            .handed("x", "y")
            .calling("a"),
        new Scenario(
                "sees a signal not before its time",
                w ->
                    w.context.waitForSignal("hand", String.class)
                        + w.context.waitForSignal("hand", String.class)
                        + w.call("a"),
                "COMPLETED xlatera")
            .handed("x")
            .handedLater("later")
            .calling("a"),
        new Scenario(
                "executes handlers in their order beside the code",
                w -> {
                  w.call("a");
                  w.awaitWord("two");
                  return w.call("b") + w.hasHeard("one");
                },
                "COMPLETED btrue")
            .sent("one")
            .sent("two")
            .calling("a", "b"));
  }

  private static @Nullable String none() {
    return null;
  }

  private static String next(ModelWorkflow w) {
    return String.valueOf(w.context.waitForSignal("hand", String.class));
  }
}
