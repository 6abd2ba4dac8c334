package dev.workflows.replay;

import dev.workflows.Activity;
import dev.workflows.ChildHandle;
import dev.workflows.ChildOptions;
import dev.workflows.ChildWorkflowFailedException;
import dev.workflows.ParentClosePolicy;
import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.UpdateMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The code of the golden histories with children, updates and runs that go on. Like them it is
 * never edited: what it asks for, and in which order, is recorded.
 */
@Workflow("golden-subscription")
class GoldenSubscription {

  interface Press {
    @Activity
    String print(String issue);
  }

  private final WorkflowContext context;
  private final Press press;
  private final List<String> log = new ArrayList<>();
  private String address = "nowhere";
  private boolean over;

  GoldenSubscription(WorkflowContext context, Press press) {
    this.context = context;
    this.press = press;
  }

  @WorkflowMethod
  public String deliver(int issues) {
    ChildOptions options =
        ChildOptions.of("insert").withParentClosePolicy(ParentClosePolicy.CANCEL);
    ChildHandle<String> insert = context.child(String.class, options).start(any -> "insert");
    for (int i = 1; i <= issues && !over; i++) {
      log.add(press.print("issue " + i));
      try {
        log.add("sent " + context.child(String.class).call(any -> "parcel"));
      } catch (ChildWorkflowFailedException e) {
        log.add("not sent, " + e.status());
      }
      context.await("the next month", Duration.ofDays(30), () -> over);
    }
    insert.cancel("no more inserts");
    if (!over) {
      throw context.continueAsNew(issues);
    }
    return address;
  }

  @UpdateMethod(validator = "check")
  public String moveTo(String newAddress) {
    String before = address;
    address = newAddress;
    if (newAddress.isEmpty()) {
      throw new IllegalStateException("no address");
    }
    log.add(press.print("label " + newAddress));
    return before;
  }

  public void check(String newAddress) {
    if (newAddress.equals(address)) {
      throw new IllegalArgumentException("the same");
    }
  }

  @SignalMethod
  public void end() {
    over = true;
  }

  @QueryMethod
  public List<String> log() {
    return List.copyOf(log);
  }
}
