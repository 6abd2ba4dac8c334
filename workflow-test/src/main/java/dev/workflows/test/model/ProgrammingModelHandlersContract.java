package dev.workflows.test.model;

import dev.workflows.InvalidRequestException;
import dev.workflows.WorkflowClient;
import dev.workflows.payload.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Code registers by name what handles its signals and answers its queries. */
public abstract class ProgrammingModelHandlersContract extends ProgrammingModelContract {

  private static final String NEXT_RUN = "leaves signals without a handler to the next run";

  @Override
  List<Scenario> scenarios() {
    return List.of(
        new Scenario(
                "handles signals that came before their handler",
                w -> {
                  w.context.waitForSignal("hand", String.class);
                  w.context.onSignal("word", String.class, w.notes::add);
                  return w.awaitNotes(2) + w.call("a");
                },
                "COMPLETED xya")
            .told("word", "x", "y")
            .handed("go")
            .calling("a"),
        new Scenario(
                "handles signals that come after their handler",
                w -> {
                  w.context.onSignal("word", String.class, w.notes::add);
                  return w.call("a") + w.awaitNotes(1);
                },
                "COMPLETED alate")
            .toldLater("word", "late")
            .calling("a"),
        new Scenario(
                "keeps the order of signals around the registration of their handler",
                w -> {
                  w.call("a");
                  w.context.onSignal("word", String.class, w.notes::add);
                  w.call("b");
                  return w.awaitNotes(3);
                },
                "COMPLETED xyz")
            .told("word", "x", "y", "z")
            .calling("a", "b"),
        new Scenario(
                "waits for signals that nothing declares",
                w ->
                    w.context.waitForSignal("word", String.class)
                        + w.call("a")
                        + w.context.waitForSignal("number", Integer.class)
                        + w.context.waitForSignal("word", String.class),
                "COMPLETED xa7y")
            .told("number", 7)
            .told("word", "x", "y")
            .calling("a"),
        new Scenario(
                "gives signals to the handler that replaced another",
                w -> {
                  w.context.onSignal(
                      "word",
                      String.class,
                      first -> {
                        w.notes.add("1" + first);
                        w.context.onSignal("word", String.class, other -> w.notes.add("2" + other));
                      });
                  return w.call("a") + w.awaitNotes(3);
                },
                "COMPLETED a1x2y2z")
            .told("word", "x", "y", "z")
            .calling("a"),
        new Scenario(
                "lets handlers call activities, and wait",
                w -> {
                  w.context.onSignal("word", String.class, word -> answer(w, word));
                  return w.awaitNotes(1) + w.call("b");
                },
                "COMPLETED xgob")
            .told("word", "x")
            .handed("go")
            .calling("x", "b"),
        new Scenario(
                "hands over what waits before the method has ended",
                w -> {
                  w.context.waitForSignal("hand", String.class);
                  w.call("a");
                  w.context.onSignal("word", String.class, w.notes::add);
                  return "done";
                },
                "COMPLETED done")
            .told("word", "x", "y")
            .handed("go")
            .calling("a")
            .looking((client, id) -> "" + client.query(id, "noted"), "xy"),
        new Scenario(
                "fails if a registered handler fails",
                w -> {
                  w.context.onSignal(
                      "word",
                      String.class,
                      word -> {
                        throw new IllegalStateException("no " + word);
                      });
                  w.call("a");
                  return w.awaitNotes(1);
                },
                "FAILED no x")
            .told("word", "x")
            .calling("a"),
        new Scenario(
                NEXT_RUN,
                w -> {
                  if (w.input.isEmpty()) {
                    w.context.waitForSignal("hand", String.class);
                    w.call("a");
                    throw w.context.continueAsNew(NEXT_RUN, "x");
                  }
                  w.context.onSignal("word", String.class, w.notes::add);
                  return w.awaitNotes(2) + w.call("b");
                },
                "COMPLETED xyb")
            .told("word", "x", "y")
            .handed("go")
            .calling("a", "b"),
        new Scenario(
                "takes any value as JSON",
                w -> {
                  w.context.onSignal("any", JsonValue.class, value -> w.notes.add(text(value)));
                  return w.call("a") + w.awaitNotes(3);
                },
                "COMPLETED ax[1, 2]y")
            .told("any", "x", List.of(1, 2), "y")
            .calling("a"),
        new Scenario(
                "answers registered queries when it has ended",
                ProgrammingModelHandlersContract::answering,
                "COMPLETED ab")
            .calling("a", "b")
            .looking((client, id) -> "" + client.query(id, "phase"), "second")
            .looking((client, id) -> "" + client.query(id, "count", "a"), "1")
            .looking((client, id) -> "" + client.queryJson(id, "phase", null), "\"second\"")
            .looking((client, id) -> "" + client.queryJson(id, "count", "\"x\""), "0"),
        new Scenario(
                "names the known queries where an unknown one is asked",
                ProgrammingModelHandlersContract::answering,
                "COMPLETED ab")
            .calling("a", "b")
            .looking(
                ProgrammingModelHandlersContract::complaint,
                "[WF-210] Workflow '' has no query 'fase'; known are [count, noted, phase]."));
  }

  private static String answering(ModelWorkflow w) {
    w.context.onQuery("phase", String.class, () -> "first");
    w.context.onQuery(
        "count", String.class, Integer.class, note -> Collections.frequency(w.notes, note));
    w.notes.add(w.call("a"));
    w.context.onQuery("phase", String.class, () -> "second");
    w.notes.add(w.call("b"));
    return String.join("", w.notes);
  }

  private static void answer(ModelWorkflow w, String word) {
    w.notes.add(
        w.call(Objects.requireNonNull(word)) + w.context.waitForSignal("hand", String.class));
  }

  private static String text(JsonValue value) {
    String json = Objects.requireNonNull(value.stored()).json();
    return String.valueOf(value.read(json.startsWith("[") ? List.class : String.class));
  }

  private static String complaint(WorkflowClient client, String id) {
    try {
      return "" + client.query(id, "fase");
    } catch (InvalidRequestException e) {
      return Objects.requireNonNull(e.getMessage()).replace(id, "");
    }
  }
}
