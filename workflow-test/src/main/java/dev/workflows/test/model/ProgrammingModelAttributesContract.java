package dev.workflows.test.model;

import dev.workflows.ChildOptions;
import dev.workflows.ChildWorkflowFailedException;
import dev.workflows.RunDescription;
import dev.workflows.RunFilter;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.WorkflowStatus;
import java.time.Duration;
import java.util.List;

/** A run is found by what it was started with, and by what its code has made of that. */
public abstract class ProgrammingModelAttributesContract extends ProgrammingModelContract {

  private static final Duration SHORT = Duration.ofMillis(300);

  @Override
  List<Scenario> scenarios() {
    return List.of(
        new Scenario(
                "keeps what it was started with, and what its code sets and removes",
                w -> {
                  w.context.attribute("state", w.call("a"));
                  w.context.removeAttribute("tier");
                  w.context.attribute("state", w.call("b"));
                  return "" + w.context.attributes();
                },
                "COMPLETED {region=eu, state=b}")
            .startedWith(o -> o.withAttribute("tier", "gold").withAttribute("region", "eu"))
            .showing(d -> d.attributes().toString(), "{region=eu, state=b}")
            .calling("a", "b"),
        new Scenario(
                "is found by the last of them",
                w -> {
                  w.context.attribute("self", "other");
                  w.call("a");
                  w.context.attribute("self", w.context.workflowId());
                  return "x";
                },
                "COMPLETED x")
            .calling("a")
            .finding(id -> RunFilter.all().withAttribute("self", id), 1),
        new Scenario(
                "is not found by what it had before",
                w -> {
                  w.call("a");
                  w.context.removeAttribute("mine");
                  return w.call("b");
                },
                "COMPLETED b")
            .startedWith(o -> o.withAttribute("mine", "" + o.workflowId()))
            .calling("a", "b")
            .finding(id -> RunFilter.all().withAttribute("mine", id), 0),
        new Scenario(
                "keeps them when it goes on as a new run",
                w -> {
                  if (w.input.isEmpty()) {
                    w.context.attribute("state", w.call("a"));
                    throw w.context.continueAsNew("keeps them when it goes on as a new run", "x");
                  }
                  w.context.attribute("next", w.call("b"));
                  return "" + w.context.attributes();
                },
                "COMPLETED {next=b, state=a, tier=gold}")
            .startedWith(o -> o.withAttribute("tier", "gold"))
            .showing(d -> d.attributes().toString(), "{next=b, state=a, tier=gold}")
            .calling("a", "b"),
        new Scenario(
                "gives a child those that it is called with",
                w ->
                    w.child(ChildOptions.defaults().withAttribute("level", "2"), "tagged", "")
                        + w.context.attributes(),
                "COMPLETED {level=2}{tier=gold}")
            .startedWith(o -> o.withAttribute("tier", "gold"))
            .with("tagged", w -> "" + w.context.attributes()),
        new Scenario(
                "changes them in branches and handlers",
                w -> {
                  w.onChange =
                      value -> {
                        w.context.attribute("changed", value);
                        return value;
                      };
                  w.context.async(() -> set(w, "branch", w.call("a"))).get();
                  w.context.await(() -> !w.notes.isEmpty());
                  return "" + w.context.attributes();
                },
                "COMPLETED {branch=a, changed=x}")
            .changed("x")
            .showing(d -> d.attributes().toString(), "{branch=a, changed=x}")
            .calling("a"),
        new Scenario(
                "ends when its time is over, without cleaning up",
                w -> {
                  w.context.ensure(() -> w.call("clean"));
                  w.context.sleep(Duration.ofHours(1));
                  return "x";
                },
                "TIMED_OUT")
            .startedWith(o -> o.withTimeout(SHORT)),
        new Scenario("ends in time", w -> w.call("a") + w.call("b"), "COMPLETED ab")
            .startedWith(o -> o.withTimeout(Duration.ofHours(1)))
            .calling("a", "b"),
        new Scenario(
                "learns that the time of a child was over",
                w -> {
                  try {
                    return w.child(ChildOptions.defaults().withTimeout(SHORT), "too slow", "");
                  } catch (ChildWorkflowFailedException e) {
                    return e.status() + w.call("a");
                  }
                },
                "COMPLETED TIMED_OUTa")
            .with(
                "too slow",
                w -> {
                  w.context.await(() -> false);
                  return "x";
                })
            .calling("a"),
        new Scenario(
                "takes its children with it when its time is over",
                w -> {
                  w.start(w.named("taken"), "sleeps", "");
                  w.context.await(() -> false);
                  return "x";
                },
                "TIMED_OUT")
            .startedWith(o -> o.withTimeout(SHORT))
            .with(
                "sleeps",
                w -> {
                  w.context.sleep(Duration.ofHours(1));
                  return "x";
                })
            .looking(ProgrammingModelAttributesContract::endOfTaken, "TERMINATED"),
        new Scenario(
                "has its time anew when it goes on as a new run",
                w -> {
                  if (w.input.isEmpty()) {
                    throw w.context.continueAsNew(
                        "has its time anew when it goes on as a new run", "x");
                  }
                  w.context.await(() -> false);
                  return "x";
                },
                "TIMED_OUT")
            .startedWith(o -> o.withTimeout(SHORT))
            .showing(d -> "" + tenths(d), "3"));
  }

  private static String set(ModelWorkflow w, String name, String value) {
    w.context.attribute(name, value);
    return value;
  }

  private static long tenths(RunDescription run) {
    Duration time = Duration.between(run.summary().startedAt(), run.deadline());
    return Math.round(time.toMillis() / 100.0);
  }

  /** A run whose process died may have had no time left to begin it. */
  private static String endOfTaken(WorkflowClient client, String id) {
    try {
      client.result(id + " taken", String.class, Duration.ofSeconds(20));
      return "returned";
    } catch (WorkflowFailedException e) {
      return e.status().name();
    } catch (WorkflowNotFoundException e) {
      return WorkflowStatus.TERMINATED.name();
    }
  }
}
