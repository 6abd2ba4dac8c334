package dev.workflows.test.model;

import dev.workflows.WorkflowCancelledException;
import java.util.List;

/** Updates are accepted or rejected, once, and their senders are told what came of them. */
public abstract class ProgrammingModelUpdatesContract extends ProgrammingModelContract {

  private static final String DONE = "done";

  @Override
  List<Scenario> scenarios() {
    return List.of(
        new Scenario(
                "answers an update",
                w -> {
                  w.context.await(() -> !w.notes.isEmpty());
                  return w.notes.get(0) + w.call("a");
                },
                "COMPLETED xa")
            .changed("x")
            .answering("x", "x")
            .calling("a"),
        new Scenario(
                "takes nothing of an update that it rejects",
                w -> {
                  w.awaitWord("go");
                  return w.call("a") + w.notes.size();
                },
                "COMPLETED a0")
            .changed("no x")
            .sent("go")
            .answering("no x", "rejected")
            .calling("a"),
        new Scenario(
                "looks at each update when those before have been begun",
                w -> {
                  w.context.await(() -> w.notes.size() == 2);
                  return String.join("", w.notes) + w.call("a");
                },
                "COMPLETED xya")
            .changed("x", "y")
            .answering("x", "x")
            .answering("y", "xy")
            .calling("a"),
        new Scenario(
                "calls activities for an update",
                w -> {
                  w.onChange = value -> done(w, w.call(value) + w.call("b"));
                  w.context.await(() -> w.notes.contains(DONE));
                  return w.call("a");
                },
                "COMPLETED a")
            .changed("x")
            .answering("x", "xb")
            .calling("x", "b", "a"),
        new Scenario(
                "goes on when the handler of an update fails",
                w -> {
                  w.onChange =
                      value -> {
                        throw new IllegalStateException(value);
                      };
                  w.context.await(() -> w.notes.size() == 1);
                  return w.call("a");
                },
                "COMPLETED a")
            .changed("x")
            .answering("x", "failed")
            .calling("a"),
        new Scenario(
                "lets an update wait for a signal",
                w -> {
                  w.onChange =
                      value -> {
                        w.awaitWord("go");
                        return done(w, value + w.call("b"));
                      };
                  w.context.await(() -> w.notes.contains(DONE));
                  return w.call("a");
                },
                "COMPLETED a")
            .changed("x")
            .sent("go")
            .answering("x", "xb")
            .calling("b", "a"),
        new Scenario(
                "asks an update to end when its method has ended",
                w -> {
                  w.onChange =
                      value -> {
                        try {
                          w.awaitWord("never");
                        } catch (WorkflowCancelledException e) {
                          return value + w.context.callNonCancellable(() -> w.call("clean"));
                        }
                        return "never";
                      };
                  w.context.await(() -> w.notes.size() == 1);
                  return w.call("a");
                },
                "COMPLETED a")
            .changed("x")
            .answering("x", "xclean")
            .calling("a", "clean"),
        new Scenario(
                "answers once more in the run that goes on",
                w -> {
                  if (w.input.isEmpty()) {
                    w.context.await(() -> w.notes.size() == 1);
                    throw w.context.continueAsNew("answers once more in the run that goes on", "x");
                  }
                  return w.call("a") + w.notes.size();
                },
                "COMPLETED a0")
            .changed("x")
            .answering("x", "x")
            .calling("a"));
  }

  private static String done(ModelWorkflow w, String answer) {
    w.notes.add(DONE);
    return answer;
  }
}
