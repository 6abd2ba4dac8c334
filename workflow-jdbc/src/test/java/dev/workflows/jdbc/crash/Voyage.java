package dev.workflows.jdbc.crash;

import dev.workflows.ActivityFailedException;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A workflow that does what it is told, one leg after the other. */
@Workflow(Voyage.TYPE)
class Voyage {

  static final String TYPE = "voyage";
  static final Duration NAP = Duration.ofSeconds(1);
  static final Duration SLEEP = Duration.ofSeconds(45);

  private final WorkflowContext context;
  private final Steps steps;
  private final List<String> signals = new ArrayList<>();
  private int awaited;
  private int at;

  Voyage(WorkflowContext context, Steps steps) {
    this.context = context;
    this.steps = steps;
  }

  /** Goes the way; returns what it saw on it. */
  @WorkflowMethod
  String execute(List<String> legs) {
    List<String> seen = new ArrayList<>();
    try {
      for (String leg : legs) {
        at++;
        seen.add(go(leg));
      }
    } catch (WorkflowCancelledException e) {
      context.nonCancellable(() -> steps.plain(call("undo")));
      throw e;
    }
    return seen + " " + signals;
  }

  private String go(String leg) {
    return switch (leg) {
      case "plain" -> steps.plain(call(leg));
      case "flaky" -> steps.flaky(call(leg));
      case "hopeless" -> hopeless(call(leg));
      case "take" -> steps.txTake(call(leg));
      case "flakyTake" -> steps.txFlaky(call(leg));
      case "nap" -> slept(NAP);
      case "sleep" -> slept(SLEEP);
      case "signal" -> signalled();
      case "signalOrTime" -> context.await(SLEEP, () -> !signals.isEmpty()) ? "came" : "late";
      default -> throw new IllegalArgumentException(leg);
    };
  }

  private String hopeless(String call) {
    try {
      return steps.hopeless(call);
    } catch (ActivityFailedException e) {
      return "gave up";
    }
  }

  private String slept(Duration time) {
    context.sleep(time);
    return "slept";
  }

  private String signalled() {
    awaited++;
    context.await(() -> signals.size() >= awaited);
    return "told";
  }

  private String call(String leg) {
    return context.workflowId() + "/" + at + "/" + leg;
  }

  /** Takes note of it. */
  @SignalMethod
  void tell(String what) {
    signals.add(what);
  }
}
