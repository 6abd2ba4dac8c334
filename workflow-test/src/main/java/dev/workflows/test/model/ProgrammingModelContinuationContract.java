package dev.workflows.test.model;

import dev.workflows.IllegalWorkflowCallException;
import java.time.Duration;
import java.util.List;

/** A run goes on as a new one, which has what nobody has taken before. */
public abstract class ProgrammingModelContinuationContract extends ProgrammingModelContract {

  @Override
  List<Scenario> scenarios() {
    return List.of(
        new Scenario(
                "goes on with another input until it is done",
                w -> {
                  String done = w.input + w.call("a" + w.input.length());
                  if (done.length() > 5) {
                    return done;
                  }
                  throw w.context.continueAsNew(
                      "goes on with another input until it is done", done);
                },
                "COMPLETED a0a2a4")
            .calling("a0", "a2", "a4"),
        new Scenario(
            "begins by going on",
            w -> {
              if (w.input.isEmpty()) {
                throw w.context.continueAsNew("begins by going on", "x");
              }
              return w.input;
            },
            "COMPLETED x"),
        new Scenario(
                "leaves signals that nobody took to the next run",
                w -> {
                  String one = w.context.waitForSignal("hand", String.class);
                  if (w.input.length() == 2) {
                    return w.input + one + w.call("a");
                  }
                  throw w.context.continueAsNew(
                      "leaves signals that nobody took to the next run", w.input + one);
                },
                "COMPLETED xyza")
            .handed("x", "y", "z")
            .calling("a"),
        new Scenario(
                "gets signals that are sent to the chain",
                w -> {
                  if (w.input.isEmpty()) {
                    w.call("a");
                    throw w.context.continueAsNew("gets signals that are sent to the chain", "x");
                  }
                  return w.context.waitForSignal("hand", String.class) + w.call("b");
                },
                "COMPLETED latb")
            .handedLater("lat")
            .calling("a", "b"),
        new Scenario(
                "cleans up before it goes on, and undoes nothing",
                w -> {
                  if (w.input.isEmpty()) {
                    w.context.ensure(() -> w.call("clean"));
                    w.take("a");
                    throw w.context.continueAsNew(
                        "cleans up before it goes on, and undoes nothing", "x");
                  }
                  return w.call("b");
                },
                "COMPLETED b")
            .calling("a", "clean", "b"),
        new Scenario(
                "begins with fields of its own",
                w -> {
                  w.notes.add(w.call("a" + w.input));
                  if (w.input.isEmpty()) {
                    throw w.context.continueAsNew("begins with fields of its own", "x");
                  }
                  return String.join("", w.notes) + w.context.continueAsNewSuggested();
                },
                "COMPLETED axfalse")
            .calling("a", "ax"),
        new Scenario(
                "is asked to end after it has gone on",
                w -> {
                  if (w.input.isEmpty()) {
                    w.call("a");
                    throw w.context.continueAsNew("is asked to end after it has gone on", "x");
                  }
                  w.context.sleep(Duration.ofHours(1));
                  return "x";
                },
                "CANCELLED")
            .cancelled("enough")
            .calling("*"),
        new Scenario(
                "goes on only by its workflow method",
                w -> {
                  try {
                    return w.context
                        .<String>async(
                            () -> {
                              throw w.context.continueAsNew("any", "x");
                            })
                        .get();
                  } catch (IllegalWorkflowCallException e) {
                    return w.call("a");
                  }
                },
                "COMPLETED a")
            .calling("a"));
  }
}
