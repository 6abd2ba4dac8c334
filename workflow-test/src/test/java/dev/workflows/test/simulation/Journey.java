package dev.workflows.test.simulation;

import dev.workflows.ActivityFailedException;
import dev.workflows.ChildOptions;
import dev.workflows.ChildWorkflowFailedException;
import dev.workflows.Promise;
import dev.workflows.QueryMethod;
import dev.workflows.ScopeTimeoutException;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A workflow that does what its plan says, one leg after the other. */
@Workflow("journey")
public class Journey implements Way {

  private static final List<String> CHILD = List.of("PLAIN", "TRANSACTIONAL", "NAP", "ON", "SLOW");

  private final WorkflowContext context;
  private final Steps steps;
  private final Code code;
  private final List<String> received = new ArrayList<>();
  private int handled;
  private int at;

  Journey(WorkflowContext context, Steps steps, Code code) {
    this.context = context;
    this.steps = steps;
    this.code = code;
  }

  /** What a leg of a plan can be. */
  enum Leg {
    PLAIN,
    FLAKY,
    HOPELESS,
    SLOW,
    TRANSACTIONAL,
    HURRIED,
    SLEEP,
    NAP,
    SIGNAL,
    SIGNAL_OR_TIME,
    CHANCE,
    CHANGED,
    LOOK_UP,
    FORK,
    RACE,
    TIMED,
    TAKE,
    CHILD,
    CHILDREN,
    ON
  }

  /** Goes the way; returns what it saw on it. */
  @WorkflowMethod
  @Override
  public String execute(List<String> plan) {
    StringBuilder seen = new StringBuilder();
    try {
      for (String leg : plan) {
        at++;
        goOnAsNew(leg, plan);
        seen.append(go(Leg.valueOf(leg.toUpperCase(Locale.ROOT)))).append(' ');
      }
      context.await("handlers", () -> handled == received.size());
    } catch (WorkflowCancelledException e) {
      context.nonCancellable(() -> seen.append(steps.plain(call("undo"))));
      throw e;
    }
    return seen.append(received).toString();
  }

  /** What is left of the plan another run does. */
  private void goOnAsNew(String leg, List<String> plan) {
    if (leg.equals(Leg.ON.name())) {
      context.await("handlers", () -> handled == received.size());
      throw context.continueAsNew(List.copyOf(plan.subList(at, plan.size())));
    }
  }

  private String go(Leg leg) {
    return switch (leg) {
      case PLAIN -> steps.plain(call("plain"));
      case FLAKY -> steps.flaky(call("flaky"), 2);
      case HOPELESS -> hopeless();
      case SLOW -> steps.slow(call("slow"));
      case TRANSACTIONAL -> steps.transactional(call("transactional"));
      case HURRIED -> hurried();
      case SLEEP -> slept(Duration.ofSeconds(7));
      case NAP -> slept(Duration.ofMillis(40));
      case SIGNAL -> signalled();
      case SIGNAL_OR_TIME -> signalledInTime();
      case CHANCE -> chosen();
      case CHANGED -> changed();
      case LOOK_UP -> lookedUp();
      case FORK -> forked();
      case RACE -> raced();
      case TIMED -> timed();
      case TAKE -> steps.take(call("take"));
      case CHILD -> called(context.runId() + "-" + at);
      case CHILDREN -> String.join(" ", context.map(List.of("a", "a", "b"), 3, this::called));
      case ON -> throw new IllegalStateException("It has gone on");
    };
  }

  /** Another run of the id may be open, also one of this very run. */
  private String called(String id) {
    try {
      ChildOptions options = ChildOptions.of(context.workflowId() + "/" + id);
      String result = context.child(Way.class, options).call(way -> way.execute(CHILD));
      return "child " + result;
    } catch (ChildWorkflowFailedException e) {
      return "child " + e.status();
    }
  }

  private String hopeless() {
    try {
      return steps.flaky(call("hopeless"), 99);
    } catch (ActivityFailedException e) {
      return "gave up after " + e.attempts();
    }
  }

  private String hurried() {
    try {
      return steps.hurriedTransactional(call("hurried"));
    } catch (ActivityFailedException e) {
      return "too slow";
    }
  }

  private String slept(Duration time) {
    context.sleep(time);
    return "slept";
  }

  private String signalled() {
    int before = received.size();
    context.await("a signal", () -> !received.isEmpty());
    return "had " + before;
  }

  private String signalledInTime() {
    int wanted = received.size() + 1;
    boolean came =
        context.await("one more signal", Duration.ofSeconds(2), () -> received.size() >= wanted);
    return came ? "came" : "late";
  }

  private String chosen() {
    return context.random().nextBoolean()
        ? steps.plain(call("heads"))
        : slept(Duration.ofMillis(context.random().nextInt(100))) + context.uuid();
  }

  /** New code does something before. */
  private String changed() {
    String changed = call("changed");
    return code.hasNewStep(context.runId(), changed)
        ? steps.added(call(Code.NEW_STEP)) + steps.plain(changed)
        : steps.plain(changed);
  }

  /** An effect that uses what was looked up before. */
  private String lookedUp() {
    String first = steps.look(call("first"));
    String second = steps.look(call("second"));
    return steps.use(call("use"), first + " " + second);
  }

  private String forked() {
    List<Promise<String>> branches =
        List.of(
            context.async(() -> steps.plain(call("left")) + slept(Duration.ofMillis(60))),
            context.async(() -> steps.transactional(call("transactional"))),
            context.async(() -> steps.slow(call("right"))));
    return String.join(" ", Promise.allOf(branches).get());
  }

  /** What loses is given up, and has no effect then. */
  private String raced() {
    return Promise.race(
            List.of(
                context.async(() -> steps.transactional(call("dropped"))),
                context.async(() -> slept(Duration.ofMillis(30)))))
        .get();
  }

  private String timed() {
    String last = call("ensured");
    context.ensure(() -> steps.plain(last));
    try {
      return context.callWithTimeout(
          Duration.ofMillis(200), () -> steps.slow(call("slow")) + steps.plain(call("plain")));
    } catch (ScopeTimeoutException e) {
      return "in vain";
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private String call(String what) {
    return context.runId() + "/" + at + "/" + what;
  }

  /** Keeps what it is sent, and answers some of it by an activity. */
  @SignalMethod
  public void tell(String what) {
    received.add(what);
    if (what.hashCode() % 3 == 0) {
      steps.plain(context.runId() + "/told/" + what);
    }
    handled++;
  }

  /** Where it is. */
  @QueryMethod
  public int leg() {
    return at;
  }
}
