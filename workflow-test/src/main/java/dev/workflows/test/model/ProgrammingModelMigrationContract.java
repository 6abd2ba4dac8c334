package dev.workflows.test.model;

import static dev.workflows.test.model.SecondModelWorkflow.PART;
import static dev.workflows.test.model.SecondModelWorkflow.REFUSED;

import java.time.Duration;
import java.util.List;

/** Open runs are moved to another version of their workflow, once, and lose nothing by that. */
public abstract class ProgrammingModelMigrationContract extends ProgrammingModelContract {

  @Override
  boolean beginsWithAnOlderVersion() {
    return true;
  }

  @Override
  List<Scenario> scenarios() {
    return List.of(
        new Scenario(
                "ends on the version that it began with",
                w -> w.call("a") + w.context.waitForSignal("hand", String.class) + w.call("b"),
                "COMPLETED axb")
            .handed("x")
            .calling("a", "b"),
        new Scenario(
                "moves with what it knows",
                w -> {
                  w.notes.add(w.call("a"));
                  w.awaitWord("never");
                  return w.call("old");
                },
                "COMPLETED ab")
            .with("moves with what it knows" + PART, w -> w.input + w.call("b"))
            .moved()
            .calling("a", "b"),
        new Scenario(
                "leaves signals that nobody took to the version it moves to",
                w -> {
                  w.notes.add(w.context.waitForSignal("hand", String.class));
                  w.awaitWord("never");
                  return w.call("old");
                },
                "COMPLETED xyza")
            .with(
                "leaves signals that nobody took to the version it moves to" + PART,
                w ->
                    w.input
                        + w.context.waitForSignal("hand", String.class)
                        + w.context.waitForSignal("hand", String.class)
                        + w.call("a"))
            .handed("x", "y")
            .moved()
            .handed("z")
            .calling("a"),
        new Scenario(
                "neither cleans up nor undoes when it moves",
                w -> {
                  w.context.ensure(() -> w.call("clean"));
                  w.take("a");
                  w.awaitWord("never");
                  return w.call("old");
                },
                "COMPLETED b")
            .with("neither cleans up nor undoes when it moves" + PART, w -> w.call("b"))
            .moved()
            .calling("a", "b"),
        new Scenario(
                "leaves its timers and branches behind when it moves",
                w -> {
                  w.context.runAsync(() -> w.context.sleep(Duration.ofHours(1)));
                  w.context.sleep(Duration.ofHours(2));
                  return w.call("old");
                },
                "COMPLETED a")
            .with(
                "leaves its timers and branches behind when it moves" + PART,
                w -> {
                  w.context.sleep(Duration.ofMillis(20));
                  return w.call("a");
                })
            .moved()
            .calling("a"),
        new Scenario(
                "goes on where its migration is refused",
                w -> {
                  w.notes.add(REFUSED);
                  return w.context.waitForSignal("hand", String.class) + w.call("a");
                },
                "COMPLETED xa")
            .moved()
            .handed("x")
            .calling("a"),
        new Scenario(
                "answers an update once more after it has moved",
                w -> {
                  w.awaitWord("never");
                  return w.call("old");
                },
                "COMPLETED za")
            .with(
                "answers an update once more after it has moved" + PART,
                w -> w.context.waitForSignal("hand", String.class) + w.call("a"))
            .changed("x")
            .moved()
            .handed("z")
            .answering("x", "x")
            .calling("a"));
  }
}
